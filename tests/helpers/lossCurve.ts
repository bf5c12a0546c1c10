import * as tf from '@tensorflow/tfjs-core';
import { adam, type RandomKey } from '../../src';

/** The loss of each step of training by Adam, a key a step. `lossOf` draws the data, and returns the loss of them. */
export function lossCurve(
  stepKeys: readonly RandomKey[],
  learningRate: number,
  variables: tf.Variable[],
  lossOf: (key: RandomKey) => () => tf.Scalar,
): number[] {
  const optimizer = adam(learningRate);
  const curve = stepKeys.map((key) =>
    tf.tidy(() => optimizer.minimize(lossOf(key), true, variables)?.dataSync()[0] as number),
  );
  optimizer.dispose();
  return curve;
}
