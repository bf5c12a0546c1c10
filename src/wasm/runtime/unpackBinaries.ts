import { kernelBinaries } from '../generated/kernelBinaries';
import type { KernelVariant } from './KernelVariant';

/** The embedded modules: in the bundle, so that no path has to be configured. */
export async function unpackBinaries(): Promise<
  Readonly<Record<KernelVariant, Uint8Array<ArrayBuffer>>>
> {
  const { deflated, bytesOfSimd } = kernelBinaries;
  const packed = Uint8Array.from(atob(deflated), (character) => character.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate'));
  const both = new Uint8Array(await new Response(stream).arrayBuffer());
  return { simd128: both.slice(0, bytesOfSimd), 'relaxed-simd': both.slice(bytesOfSimd) };
}
