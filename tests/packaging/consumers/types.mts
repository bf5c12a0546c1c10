// A strict TypeScript project that uses the package: compiled, not run.
import * as tf from '@tensorflow/tfjs-core';
import { bernoulliNll, type DiagonalGaussian, gaussianKl, randomKey, splitKey } from 'variate';
import { Reparameterize } from 'variate/layers';
import { enableWasmTraining } from 'variate/wasm';

const logits = tf.zeros([2, 3]);
export const perExample: tf.Tensor = bernoulliNll(logits, logits);
export const total: tf.Scalar = bernoulliNll(logits, logits, { reduction: 'sum' });
// @ts-expect-error there is no such reduction
bernoulliNll(logits, logits, { reduction: 'average' });

const posterior: DiagonalGaussian = { mean: logits, logVar: logits };
export const divergence = gaussianKl(posterior, undefined, { reduction: 'none' });
// @ts-expect-error a standard deviation is not a log-variance
gaussianKl({ mean: logits, std: logits });

export const [first, second] = splitKey(randomKey(1));
export const layer = new Reparameterize({ seed: 1 });
export const report = enableWasmTraining();
