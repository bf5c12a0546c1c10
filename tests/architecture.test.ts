import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type ts from 'typescript';
import { describe, expect, it } from 'vitest';
import {
  chainsTensorMethods,
  exportsItsName,
  folderOf,
  importsOnlyBelowItself,
  importsOnlyItsPackages,
  isIndex,
  isLong,
  onlyDeclares,
  onlyReexports,
  type Rule,
  reachesIntoSource,
  touchesTheWorld,
  waitsForTheDevice,
} from './helpers/architectureRules';
import { createProgram } from './helpers/createProgram';
import { listFiles, root } from './helpers/repository';

function violations(rule: Rule, program: ts.Program, paths: readonly string[]): string[] {
  const checker = program.getTypeChecker();
  return paths.flatMap((path) => {
    const file = program.getSourceFile(join(root, path)) as ts.SourceFile;
    return rule(file, checker).map(({ node, why }) => {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
      return `${path}:${line + 1} ${why}`;
    });
  });
}

const lazyFamilies = [
  'likelihood',
  'divergence',
  'sampling',
  'marginalization',
  'information',
  'latent',
  'augmentation',
];

// AssemblyScript is another language with the same file ending.
const sources = listFiles('src', '.ts').filter((path) => !path.includes('/assembly/'));
const consumers = ['examples', 'bench']
  .filter((folder) => existsSync(join(root, folder)))
  .flatMap((folder) => listFiles(folder, '.ts'));
const program = createProgram([...sources, ...consumers]);
const named = sources.filter((path) => folderOf(path) !== 'internal' && !isIndex(path));

interface Case {
  readonly title: string;
  readonly rule: Rule;
  readonly paths: readonly string[];
  /** Files that break the rule, so that the rule is seen to see them. */
  readonly broken: Readonly<Record<string, string>>;
}

const cases: readonly Case[] = [
  {
    title: 'imports only tfjs-core, by its root; layers, wasm and classifier have one more package',
    rule: importsOnlyItsPackages,
    paths: sources,
    broken: {
      'src/likelihood/a.ts': "import { Matrix } from 'ml-matrix';",
      'src/divergence/b.ts': "import '@tensorflow/tfjs-core/dist/register_all_gradients';",
      'src/internal/c.ts': "import type * as tfl from '@tensorflow/tfjs-layers';",
      'src/layers/d.ts': "const wasm = await import('@tensorflow/tfjs-backend-wasm');",
      'src/classifier/e.ts': "import { readFileSync } from 'node:fs';",
    },
  },
  {
    title: 'has families that import only internal, and entries that import only below themselves',
    rule: importsOnlyBelowItself,
    paths: sources,
    broken: {
      'src/likelihood/a.ts': "import { gaussianKl } from '../divergence/gaussianKl';",
      'src/internal/b.ts': "export type { X } from '../likelihood/gaussianNll';",
      'src/divergence/c.ts': "import { gaussianKl } from '../index';",
      'src/wasm/d.ts': "import { bernoulliNll } from '../likelihood/bernoulliNll';",
      'src/index.ts': "export { Sampling } from './layers/Sampling';",
    },
  },
  {
    title: 'has entries that are lists of named re-exports',
    rule: onlyReexports,
    paths: sources.filter(isIndex),
    broken: {
      'src/index.ts': "export * from './likelihood/bernoulliNll';",
      'src/wasm/index.ts': 'export const answer = 42;',
    },
  },
  {
    title: 'does nothing on import and keeps no state',
    rule: onlyDeclares,
    paths: sources,
    broken: {
      'src/likelihood/a.ts': "import '@tensorflow/tfjs-layers';",
      'src/layers/b.ts': "import * as tf from '@tensorflow/tfjs-core';\ntf.setBackend('cpu');",
      'src/wasm/c.ts': 'let enabled = false;\nexport const on = () => enabled;',
      'src/sampling/d.ts': 'const cache = new Map<string, number>();\nexport const c = cache;',
      'src/sampling/f.ts': 'export const f = /* @__PURE__ */ new Map<string, number>();',
      'src/divergence/g.ts': 'export const logTwoPi = Math.log(2 * Math.PI);',
      'src/layers/e.ts': 'export class E { static { console.log(1); } }',
    },
  },
  {
    title: 'has one export named as its file in every family',
    rule: exportsItsName,
    paths: named,
    broken: { 'src/likelihood/gaussianNll.ts': 'export const gaussianLoss = () => 0;' },
  },
  {
    title: 'never waits for the device in a loss or a sampler',
    rule: waitsForTheDevice,
    paths: sources.filter(
      (path) =>
        lazyFamilies.includes(folderOf(path)) ||
        (folderOf(path) === 'internal' && !/^src\/internal\/(linalg|reading)\//.test(path)),
    ),
    broken: {
      'src/likelihood/a.ts': `import type { Tensor } from '@tensorflow/tfjs-core';
        export const a = (x: Tensor) => x.dataSync();`,
    },
  },
  {
    title: 'computes with functions, not with methods of tensors',
    rule: chainsTensorMethods,
    paths: sources,
    broken: {
      'src/likelihood/a.ts': `import { type Scalar, scalar } from '@tensorflow/tfjs-core';
        export const a = (x: Scalar) => scalar(1).clone().toString() + x.print();`,
    },
  },
  {
    title: 'reads, writes and prints nothing',
    rule: touchesTheWorld,
    paths: sources,
    broken: { 'src/wasm/a.ts': "export const a = () => console.log('installed');" },
  },
  {
    title: 'has no file of more than 250 lines',
    rule: isLong,
    paths: sources,
    broken: { 'src/likelihood/a.ts': '// a line\n'.repeat(251) },
  },
  {
    title: 'is imported by its package name from examples and benchmarks',
    rule: reachesIntoSource,
    paths: consumers,
    broken: {
      'examples/a/train.ts': "import { bernoulliNll } from '../../src';",
      'bench/b.ts': "import { gaussianKl } from '../src/divergence/gaussianKl';",
    },
  },
];

describe('the library', () => {
  for (const { title, rule, paths } of cases) {
    it(title, () => {
      expect(violations(rule, program, paths)).toEqual([]);
    });
  }

  it('has no file or folder that is named as a place for anything', () => {
    const everything = ['src', 'tests', 'examples', 'bench']
      .filter((folder) => existsSync(join(root, folder)))
      .flatMap((folder) => listFiles(folder, ''));
    expect(everything.length).toBeGreaterThan(sources.length);
    expect(
      everything.filter((path) => /(^|\/)(utils?|misc|common)(\/|\.\w+$)/i.test(path)),
    ).toEqual([]);
  });
});

describe('each rule', () => {
  for (const { title, rule, broken } of cases) {
    it(`finds what breaks it: ${title}`, () => {
      const paths = Object.keys(broken);
      const brokenProgram = createProgram([], broken);
      for (const path of paths) {
        expect(violations(rule, brokenProgram, [path]), path).not.toEqual([]);
      }
    });
  }
});
