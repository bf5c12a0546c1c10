import type { EinsumAttrs, GradConfig, Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';

/** Gives a tensor with some of the labels the axes of the others, along which it is repeated. */
function repeated(x: Tensor, has: string, labels: string, shape: number[]): Tensor {
  if (has === labels) return x;
  const withAxes = [...labels].map((label, axis) => (has.includes(label) ? shape[axis] : 1));
  return tf.broadcastTo(tf.reshape(x, withAxes as number[]), shape);
}

/** The gradient of an Einstein sum to each operand is one of the upstream gradient and the other. */
export const einsumGradient: GradConfig['gradFunc'] = (dy, saved, attrs) => {
  const { equation } = attrs as unknown as EinsumAttrs;
  const [terms, output] = equation.replace(/\s/g, '').split('->') as [string, string];
  const gradients = terms.split(',').map((labels, index, all) => () => {
    const other = all.length === 2 ? (all[1 - index] as string) : undefined;
    // A label that nobody else has was summed over: its gradient is the same everywhere.
    const has = [...labels].filter((label) => `${output}${other ?? ''}`.includes(label)).join('');
    const gradient =
      other === undefined
        ? tf.einsum(`${output}->${has}`, dy as Tensor)
        : tf.einsum(`${output},${other}->${has}`, dy as Tensor, saved[1 - index] as Tensor);
    return repeated(gradient, has, labels, (saved[index] as Tensor).shape);
  });
  return Object.fromEntries(gradients.entries());
};
