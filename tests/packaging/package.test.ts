import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build as esbuild } from 'esbuild';
import { publint } from 'publint';
import { build as viteBuild } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listFiles, root } from '../helpers/repository';

// The package as a user gets it: built and packed from a copy of the sources, so that nobody's
// dist is touched, and installed from its tarball.
const scratch = mkdtempSync(join(tmpdir(), 'variate-package-'));
const source = join(scratch, 'source');
const app = join(scratch, 'app');
const installed = join(app, 'node_modules', 'variate');
let tarball: string;

/** The output of a command; if it fails, an error with what it said, less any bundled code. */
function run(cwd: string, command: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  const readable = (stdout + stderr).split('\n').filter((line) => line.length < 300);
  expect(status, readable.slice(-40).join('\n')).toBe(0);
  return stdout;
}

/** The path of a command-line tool in our own dependencies. */
const tool = (path: string): string => join(root, 'node_modules', path);

beforeAll(() => {
  mkdirSync(source);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const configs = ['package.json', 'tsconfig.json', 'tsup.config.ts', '.size-limit.json'];
  for (const path of ['src', 'LICENSE', 'README.md', ...configs]) {
    cpSync(join(root, path), join(source, path), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(source, 'node_modules'));
  run(source, process.execPath, tool('tsup/dist/cli-default.js'), '--silent');
  run(source, 'npm', 'pack', '--ignore-scripts', '--silent', '--pack-destination', scratch);
  tarball = join(scratch, `variate-${version}.tgz`);

  cpSync(join(root, 'tests/packaging/consumers'), app, { recursive: true });
  const backends = ['wasm', 'cpu'].map((name) => `@tensorflow/tfjs-backend-${name}@4.22.0`);
  const quiet = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel', 'error'];
  run(app, 'npm', 'install', ...quiet, tarball, ...backends);
});

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

interface Numbers {
  readonly nllGradient: number[];
  readonly klGradient: number[];
  readonly sample: number[];
  readonly predicted: number[];
}

interface Report {
  readonly results: Readonly<Record<string, Numbers>>;
  readonly names?: readonly string[][];
  readonly copies?: number;
}

const reportOf = (output: string): Report => JSON.parse(output.trim().split('\n').at(-1) as string);

/** The numbers are right, and the same wherever they were computed. */
function expectRightResults({ results }: Report, places: readonly string[]): void {
  expect(Object.keys(results)).toEqual(places);
  for (const [place, { nllGradient, klGradient, sample, predicted }] of Object.entries(results)) {
    expect(nllGradient[0], place).toBeCloseTo(-0.5, 6);
    expect(nllGradient[1], place).toBeCloseTo(1 / (1 + Math.exp(-2)), 6);
    expect(klGradient, place).toEqual([1, -2]);
    expect(predicted, place).toEqual([0, 0, 0, 1, 1, 1]);
    expect(sample, place).toEqual(results[places[0] as string]?.sample);
  }
}

/** Every backend works, and all three entries export what they should. */
function expectWorking(report: Report): void {
  expectRightResults(report, ['cpu', 'stock', 'training']);
  const [variate, layers, wasm] = report.names ?? [];
  expect(variate).toContain('bernoulliNll');
  expect(layers).toContain('registerLayers');
  expect(wasm).toContain('enableWasmTraining');
}

describe('the installed package', () => {
  it('works in Node as an ES module, on cpu and wasm', () => {
    expectWorking(reportOf(run(app, process.execPath, 'esm.mjs')));
  });

  it('works in Node as CommonJS, on cpu and wasm', () => {
    expectWorking(reportOf(run(app, process.execPath, 'commonjs.cjs')));
  });

  it('works when one program imports and requires it', () => {
    const report = reportOf(run(app, process.execPath, 'bothCopies.mjs'));
    expect(report.copies).toBe(2);
    expectRightResults(report, ['required', 'mixed']);
  });

  it('works in a page that Vite builds', async () => {
    const outDir = join(scratch, 'page');
    await viteBuild({
      root: join(app, 'page'),
      configFile: false,
      logLevel: 'error',
      build: { outDir, target: 'es2022' },
    });
    const runPage = join(root, 'tests/packaging/runPage.mjs');
    expectWorking(reportOf(run(root, process.execPath, runPage, outDir)));
  });

  it('works in a program that esbuild bundles', async () => {
    const outfile = join(scratch, 'bundle', 'program.cjs');
    await esbuild({
      entryPoints: [join(app, 'esm.mjs')],
      outfile,
      bundle: true,
      minify: true,
      platform: 'node',
      format: 'cjs',
      // The manifest of tfjs's cpu backend calls its Node build free of side effects, so that a
      // bundler drops the import that registers the backend.
      mainFields: ['module', 'main'],
    });
    // tfjs looks for its binaries beside the program.
    const binaries = join(app, 'node_modules/@tensorflow/tfjs-backend-wasm/wasm-out');
    for (const name of ['', '-simd', '-threaded-simd']) {
      const file = `tfjs-backend-wasm${name}.wasm`;
      cpSync(join(binaries, file), join(scratch, 'bundle', file));
    }
    expectWorking(reportOf(run(scratch, process.execPath, outfile)));
  });

  it('comes with one tfjs', () => {
    const manifests = run(app, 'npm', 'ls', '--all', '--parseable', '@tensorflow/tfjs-core');
    expect(manifests.trim().split('\n')).toEqual([join(app, 'node_modules/@tensorflow/tfjs-core')]);
  });

  it('holds the built files, the README and the licence, and no sources or tests', () => {
    const files = run(scratch, 'tar', '-tzf', tarball).trim().split('\n');
    const outsiders = files.filter((file) => !file.startsWith('package/dist/'));
    expect(outsiders.sort()).toEqual([
      'package/LICENSE',
      'package/README.md',
      'package/package.json',
    ]);
  });
});

describe('a bundle', () => {
  /** What a bundle of the given exports holds besides tfjs. */
  async function bundle(names: string): Promise<{ text: string; inputs: string[] }> {
    const { metafile, outputFiles } = await esbuild({
      stdin: { contents: `export { ${names} } from 'variate';`, resolveDir: app },
      bundle: true,
      write: false,
      metafile: true,
      format: 'esm',
      external: ['@tensorflow/*'],
    });
    const [output] = Object.values(metafile.outputs);
    const inputs = Object.entries(output?.inputs ?? {});
    return {
      text: outputFiles[0]?.text as string,
      inputs: inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => path),
    };
  }

  it('of one loss holds neither another function of the API nor ml-matrix', async () => {
    const functions = listFiles('src', '.ts')
      .map((path) => /^src\/(?!internal|layers|wasm)\w+\/(\w+)\.ts$/.exec(path)?.[1])
      .filter((name) => name !== undefined && name !== 'bernoulliNll');
    expect(functions).toContain('fitGaussianClassifier');
    const { text, inputs } = await bundle('bernoulliNll');
    expect(functions.filter((name) => new RegExp(`\\b${name}\\b`).test(text))).toEqual([]);
    expect(inputs.filter((path) => path.includes('ml-matrix'))).toEqual([]);
  });

  it('of a classifier holds ml-matrix', async () => {
    const { inputs } = await bundle('fitGaussianClassifier');
    expect(inputs.filter((path) => path.includes('ml-matrix'))).not.toEqual([]);
  });

  it('stays within its size budget', () => {
    // It fails if one is exceeded: which, and by how much, is in what it prints.
    const command = [tool('size-limit/bin.js'), '--json'];
    const { stdout } = spawnSync(process.execPath, command, { cwd: source, encoding: 'utf8' });
    const budgets = JSON.parse(stdout);
    expect(budgets.length).toBeGreaterThan(0);
    for (const { name, size, sizeLimit } of budgets) {
      expect(size, `${name}, bytes`).toBeLessThanOrEqual(sizeLimit);
    }
  });
});

describe('the types', () => {
  it('serve a strict project, in ES modules and in CommonJS', () => {
    cpSync(join(app, 'types.mts'), join(app, 'types.cts'));
    const strict = ['--strict', '--noEmit', '--skipLibCheck'];
    const options = ['--ignoreConfig', '--module', 'nodenext', '--target', 'es2022', ...strict];
    const tsc = tool('typescript/bin/tsc');
    run(app, process.execPath, tsc, ...options, 'types.mts', 'types.cts');
  });

  it('are found in every mode of resolution', () => {
    const attw = tool('@arethetypeswrong/cli/dist/index.js');
    run(scratch, process.execPath, attw, tarball, '--profile', 'node16');
  });
});

describe('the manifest', () => {
  it('is clean to publint', async () => {
    const { messages } = await publint({ pkgDir: installed, strict: true, pack: false });
    expect(messages).toEqual([]);
  });
});
