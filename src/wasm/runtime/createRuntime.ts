import { KernelRuntime } from './KernelRuntime';
import type { KernelVariant } from './KernelVariant';
import { unpackBinaries } from './unpackBinaries';

/**
 * The kernels in the fastest variant that this engine runs.
 *
 * @throws Error if it runs none
 */
export async function createRuntime(fn: string): Promise<KernelRuntime> {
  const binaries = await unpackBinaries();
  const variants: readonly KernelVariant[] = ['relaxed-simd', 'simd128'];
  const variant = variants.find((variant) => WebAssembly.validate(binaries[variant]));
  if (variant === undefined) {
    throw new Error(
      `${fn}: the JavaScript engine must support WebAssembly SIMD; got one that does not. ` +
        'Every browser since 2023 and Node since 16.4 does.',
    );
  }
  return new KernelRuntime(variant, binaries[variant]);
}
