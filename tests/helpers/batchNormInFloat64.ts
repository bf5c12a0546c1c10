import type { Tensor } from '@tensorflow/tfjs-core';

type Parameter = 'mean' | 'variance' | 'scale' | 'offset';

/** Normalization of channels by given statistics, and its gradients. */
export type Normalized = Record<'y' | 'x' | Parameter, Float64Array>;

/** Normalization by given statistics, and its gradients, by definition in float64. */
export function batchNormInFloat64(
  { x, mean, variance, scale, offset }: Readonly<Record<'x' | Parameter, Tensor>>,
  dy: Tensor,
  epsilon: number,
): Normalized {
  const [xs, means, variances, scales, offsets, dys] = [x, mean, variance, scale, offset, dy].map(
    (tensor) => tensor.dataSync(),
  ) as Float32Array[];
  const channels = mean.size;
  const zeros = (length: number) => new Float64Array(length);
  const result = {
    ...{ y: zeros(dy.size), x: zeros(dy.size), mean: zeros(channels) },
    ...{ variance: zeros(channels), scale: zeros(channels), offset: zeros(channels) },
  };
  const add = (to: Float64Array, index: number, value: number): void => {
    to[index] = (to[index] as number) + value;
  };
  for (let i = 0; i < dy.size; i++) {
    const c = i % channels;
    const inverse = 1 / Math.sqrt((variances?.[c] as number) + epsilon);
    const centered = (xs?.[i] as number) - (means?.[c] as number);
    const gradient = dys?.[i] as number;
    const factor = inverse * (scales?.[c] as number);
    result.y[i] = centered * factor + (offsets?.[c] as number);
    result.x[i] = gradient * factor;
    add(result.mean, c, -gradient * factor);
    add(result.variance, c, -0.5 * gradient * centered * factor * inverse * inverse);
    add(result.scale, c, gradient * centered * inverse);
    add(result.offset, c, gradient);
  }
  return result;
}
