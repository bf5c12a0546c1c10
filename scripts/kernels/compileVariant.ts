import asc from 'assemblyscript/asc';
import { checkBinary } from './checkBinary';

/** What the compiler makes of one variant. */
export interface CompiledVariant {
  readonly binary: Uint8Array;
  /** TypeScript declarations of what the module exports. */
  readonly declarations: string;
}

const flags = [
  '-O3',
  '--noAssert',
  '--runtime',
  'stub',
  '--importMemory',
  '--noExportMemory',
  // A module that imports a memory without a largest size cannot be given a shared one.
  '--maximumMemory',
  '65536',
  '--enable',
  'simd',
  // Sizes of pointers on 64-bit memories, which these kernels never run on.
  '--disableWarning',
  '201',
];

/**
 * Compiles AssemblyScript to a module that runs on the memory of another one.
 *
 * @throws Error if it does not compile, or would write into memory that is not its own
 */
export async function compileVariant(
  entry: string,
  baseDir: string,
  features: readonly string[],
): Promise<CompiledVariant> {
  const outputs = new Map<string, string | Uint8Array>();
  const enabled = features.flatMap((feature) => ['--enable', feature]);
  const outputFlags = ['--baseDir', baseDir, '--outFile', 'kernels.wasm', '--bindings', 'raw'];
  const { error, stderr } = await asc.main([entry, ...flags, ...enabled, ...outputFlags], {
    writeFile: (name: string, contents: string | Uint8Array) => {
      outputs.set(name, contents);
    },
  });
  const messages = stderr.toString().trim();
  if (error || messages !== '') throw new Error(`${entry} does not compile:\n${messages || error}`);
  const binary = outputs.get('kernels.wasm') as Uint8Array;
  checkBinary(binary);
  return { binary, declarations: outputs.get('kernels.d.ts') as string };
}
