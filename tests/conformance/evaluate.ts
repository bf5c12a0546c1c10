import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { ConformanceCase } from './ConformanceCase';
import { drawOperands, mulberry32, type Operand } from './operands';

/** What a tensor held. */
export interface Values {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly values: ArrayLike<number>;
}

/** What a call returned, or why it did not. */
export type Outcome = readonly Values[] | Error;

const valuesOf = (tensor: Tensor): Values => ({
  shape: tensor.shape,
  dtype: tensor.dtype,
  values: tensor.dataSync(),
});

const toTensors = (operands: readonly Operand[], values: readonly number[][]): Tensor[] =>
  operands.map(({ shape, dtype }, number) => tf.tensor(values[number] as number[], shape, dtype));

function attempt(body: () => Tensor | Tensor[]): Outcome {
  try {
    const results = tf.tidy(() => [body()].flat());
    const values = results.map(valuesOf);
    tf.dispose(results);
    return values;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** The value of a case on the active backend. */
export function evaluateValue({ operands, call }: ConformanceCase): Outcome {
  const values = drawOperands(operands);
  return attempt(() => call(...toTensors(operands, values)));
}

/** The gradient, which weighs all elements of the value differently, to every float32 operand. */
export function evaluateGradient({ operands, call }: ConformanceCase): Outcome {
  const values = drawOperands(operands);
  return attempt(() => {
    const tensors = toTensors(operands, values);
    const isDifferentiated = operands.map(({ dtype }) => dtype === 'float32');
    const variables = tensors.filter((_, number) => isDifferentiated[number]);
    const f = (...variables: Tensor[]): Tensor => {
      const rest = [...variables];
      return call(
        ...tensors.map((tensor, number) =>
          isDifferentiated[number] ? (rest.shift() as Tensor) : tensor,
        ),
      );
    };
    const { shape, size } = f(...variables);
    return tf.grads(f)(variables, tf.tensor(upstream(size), shape, 'float32'));
  });
}

/** The upstream gradient of a case: another weight for every element. */
export function upstream(size: number): number[] {
  const random = mulberry32(1000);
  return Array.from({ length: size }, () => Math.fround(random() - 0.3));
}

/** Whether a case has a gradient that the backends can be compared on. */
export const hasGradient = ({ operands, differentiable = true }: ConformanceCase): boolean =>
  differentiable && operands.some(({ dtype }) => dtype === 'float32');
