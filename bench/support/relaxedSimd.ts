/**
 * Switches relaxed SIMD on in this process where the command line says `--relaxed-simd`: Node 20 has it
 * behind a flag of V8, which is read when a module is compiled; later ones have it anyway.
 */
import { setFlagsFromString } from 'node:v8';

export const relaxedSimdFlag = '--relaxed-simd';

if (process.argv.includes(relaxedSimdFlag)) {
  setFlagsFromString('--experimental-wasm-relaxed-simd');
}
