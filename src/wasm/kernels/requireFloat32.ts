import type { TensorInfo } from '@tensorflow/tfjs-core';

/**
 * Refuses what a kernel would misread: the bits of any other dtype are not those of a float32.
 *
 * @throws TypeError naming the kernel and the operand
 */
export function requireFloat32(
  kernelName: string,
  operands: Readonly<Record<string, TensorInfo>>,
): void {
  for (const [name, { dtype }] of Object.entries(operands)) {
    if (dtype !== 'float32') {
      throw new TypeError(
        `${kernelName}: ${name} must be float32 on the wasm backend; got ${dtype}. Cast it.`,
      );
    }
  }
}
