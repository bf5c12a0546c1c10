// Compiles the kernels of src/wasm/assembly into src/wasm/generated: `npm run kernels`. It does so
// only if they have changed, and may be imported for that: the tests do.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateSync } from 'node:zlib';
import { kernelFunctions } from './kernels/kernelFunctions';

const root = fileURLToPath(new URL('..', import.meta.url));
const sources = join(root, 'src/wasm/assembly');
const generated = join(root, 'src/wasm/generated');

/** A hash of all that the result depends on. */
function digest(): string {
  const files = (folder: string): string[] =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => join(entry.parentPath, entry.name));
  const compiler = join(root, 'node_modules/assemblyscript/package.json');
  const scripts = join(root, 'scripts');
  const inputs = [...files(sources), ...files(join(scripts, 'kernels')), compiler];
  const hash = createHash('sha256');
  for (const path of [...inputs, join(scripts, 'buildKernels.ts')].sort()) {
    hash.update(path.slice(root.length)).update(readFileSync(path));
  }
  return hash.digest('hex').slice(0, 16);
}

const headline = `// Made by \`npm run kernels\` from src/wasm/assembly, state ${digest()}: do not edit.\n`;
const paths = ['kernelBinaries', 'KernelFunctions'].map((name) => join(generated, `${name}.ts`));
const isCurrent = paths.every(
  (path) => existsSync(path) && readFileSync(path, 'utf8').startsWith(headline),
);

if (!isCurrent) {
  // Loading the compiler takes seconds.
  const { compileVariant } = await import('./kernels/compileVariant');
  const simd = await compileVariant('src/wasm/assembly/index.ts', root, []);
  const relaxed = await compileVariant('src/wasm/assembly/index.ts', root, ['relaxed-simd']);
  // In one stream, the second variant costs little more than what it differs in.
  const both = deflateSync(Buffer.concat([simd.binary, relaxed.binary]), { level: 9 });
  const binaries = `/** Both variants of the module, one after the other, deflated, as base64. */
export const kernelBinaries = {
  bytesOfSimd: ${simd.binary.length},
  deflated: '${both.toString('base64')}',
} as const;
`;
  mkdirSync(generated, { recursive: true });
  const contents = [binaries, kernelFunctions(simd.declarations)];
  for (const [i, path] of paths.entries()) writeFileSync(path, headline + contents[i]);
  console.log(
    `Kernels: ${simd.binary.length} bytes with SIMD128, ${relaxed.binary.length} with relaxed ` +
      `SIMD, ${both.length} deflated together.`,
  );
}
