/**
 * ADGM, the auxiliary deep generative model of Maaløe et al. 2016 (arXiv:1602.05473): M2 with an
 * auxiliary variable a, which lets the posterior of z, and the classifier, be more than Gaussian and
 * more than a function of x:
 *
 *   p(y) = Cat(y; 1/K)              q(a | x)       = N(a; auxiliary(x))
 *   p(z) = N(0, I)                  q(y | a, x)    = Cat(y; logits = classifier(a, x))
 *   p(x | y, z) = Bernoulli         q(z | a, x, y) = N(z; inference(a, x, y))
 *   p(a | x, y, z) = N(a; explain(x, y, z))
 */
import * as tf from '@tensorflow/tfjs-core';
import {
  bernoulliNll,
  categoricalNll,
  type DiagonalGaussian,
  enumerateLabels,
  foldLabels,
  gaussianKl,
  gaussianNll,
  marginalizeLabels,
  type RandomKey,
  reparameterize,
  splitKey,
} from 'variate';
import { splitGaussian } from './m1';
import { createNetwork, type Network, type NetworkShape } from './network';
import { addNoise, type Labelled, type ObjectiveOptions, type Terms } from './objective';

export interface Adgm {
  readonly auxiliary: Network;
  readonly classifier: Network;
  readonly inference: Network;
  readonly generator: Network;
  readonly explain: Network;
  readonly classes: number;
}

export function createAdgm({
  inputs,
  classes,
  latentDims,
  seed,
  ...shape
}: Pick<NetworkShape, 'inputs' | 'hiddenUnits' | 'activation' | 'batchNorm' | 'seed'> & {
  readonly classes: number;
  /** Of z, and of a. */
  readonly latentDims: number;
}): Adgm {
  const create = (
    index: number,
    own: Pick<NetworkShape, 'name' | 'inputs' | 'outputs' | 'conditions'>,
  ) => createNetwork({ ...shape, ...own, seed: 10 * seed + index });
  const both = inputs + latentDims;
  const gaussian = 2 * latentDims;
  return {
    classes,
    auxiliary: create(1, { name: 'adgm_auxiliary', inputs, outputs: gaussian }),
    classifier: create(2, { name: 'adgm_classifier', inputs: both, outputs: classes }),
    inference: create(3, {
      name: 'adgm_inference',
      inputs: both,
      conditions: classes,
      outputs: gaussian,
    }),
    generator: create(4, {
      name: 'adgm_generator',
      inputs: latentDims,
      conditions: classes,
      outputs: inputs,
    }),
    explain: create(5, {
      name: 'adgm_explain',
      inputs,
      conditions: latentDims + classes,
      outputs: gaussian,
    }),
  };
}

/** q(a | x), and a drawn from it. */
export interface Auxiliary {
  readonly posterior: DiagonalGaussian;
  readonly a: tf.Tensor;
}

/** Draws a ~ q(a | x); without a key, its mean. */
export function drawAuxiliary(
  adgm: Adgm,
  x: tf.Tensor,
  key?: RandomKey,
  training = false,
): Auxiliary {
  const posterior = splitGaussian(adgm.auxiliary.apply(x, { training }));
  return { posterior, a: key ? reparameterize(posterior, { key }) : posterior.mean };
}

/** The logits of q(y | a, x) */
export const classify = (
  { classifier }: Adgm,
  x: tf.Tensor,
  { a }: Auxiliary,
  pass: { training?: boolean; dropout?: { rate: number; key: RandomKey } } = {},
): tf.Tensor2D => classifier.apply(tf.concat([a, x], 1), pass);

/** q(z | a, x, y) */
export const infer = (
  { inference }: Adgm,
  x: tf.Tensor,
  { a }: Auxiliary,
  y: tf.Tensor,
  training = false,
) => splitGaussian(inference.apply(tf.concat([a, x], 1), { y, training }));

/** The logits of p(x | y, z) */
export const generate = ({ generator }: Adgm, z: tf.Tensor, y: tf.Tensor, training = false) =>
  generator.apply(z, { y, training });

/**
 * L(x, y) >= -log p(x, y), in nats per row of the one-hot labels y [groups * batch, classes], for a
 * drawn from q(a | x):
 *
 *   L(x, y) = -log p(x | y, z) - log p(a | x, y, z) + KL(q(z | a, x, y) || p(z)) + log q(a | x) - log p(y)
 */
function labelledBound(
  adgm: Adgm,
  x: tf.Tensor,
  auxiliary: Auxiliary,
  y: tf.Tensor,
  { key, klWeight, training }: { key: RandomKey; klWeight: number; training: boolean },
): tf.Tensor {
  const groups = (y.shape[0] as number) / (x.shape[0] as number);
  const repeated = (rows: tf.Tensor) =>
    groups === 1 ? rows : enumerateLabels(rows, groups).inputs;
  const posterior = infer(adgm, x, auxiliary, y, training);
  const z = reparameterize(posterior, { key });
  const nll = bernoulliNll(x, generate(adgm, z, y, training), { targetRepeats: groups });
  const explained = splitGaussian(adgm.explain.apply(x, { y: tf.concat([z, y], 1), training }));
  const auxiliaryNll = gaussianNll(auxiliary.a, explained, { targetRepeats: groups });
  // log q(a | x), for all labels the same.
  const logQ = tf.neg(gaussianNll(auxiliary.a, auxiliary.posterior));
  const divergence = tf.addN([auxiliaryNll, gaussianKl(posterior), repeated(logQ)]);
  return tf.add(tf.add(nll, tf.mul(divergence, klWeight)), Math.log(adgm.classes));
}

/** The terms of J of objective.ts, with U(x) = sum_y q(y | a, x) (L(x, y) + log q(y | a, x)). */
export function adgmTerms(
  adgm: Adgm,
  unlabelled: tf.Tensor2D,
  labelled: Labelled,
  { key, klWeight, temperature, inputNoise, dropout }: ObjectiveOptions,
): Terms {
  const keys = splitKey(key, 5);
  const sizes = [unlabelled.shape[0], labelled.x.shape[0]];
  // One pass for both: batch normalization then sees them alike.
  const x = tf.concat([unlabelled, labelled.x]);
  const all = drawAuxiliary(adgm, x, keys[0], true);
  const logits = classify(adgm, addNoise(x, inputNoise, keys[4]), all, {
    training: true,
    dropout: { rate: dropout, key: keys[1] },
  });
  const [logitsU, logitsL] = tf.split(logits, sizes) as [tf.Tensor, tf.Tensor];
  const [a, mean, logVar] = [all.a, all.posterior.mean, all.posterior.logVar].map((rows) =>
    tf.split(rows, sizes),
  ) as [tf.Tensor[], tf.Tensor[], tf.Tensor[]];
  const part = (index: 0 | 1): Auxiliary => ({
    a: a[index] as tf.Tensor,
    posterior: { mean: mean[index] as tf.Tensor, logVar: logVar[index] as tf.Tensor },
  });

  const { labels } = enumerateLabels(logitsU, adgm.classes);
  const bound = (rows: tf.Tensor, index: 0 | 1, y: tf.Tensor, key: RandomKey) =>
    labelledBound(adgm, rows, part(index), y, { key, klWeight, training: true });
  const perLabel = foldLabels(bound(unlabelled, 0, labels, keys[2]), adgm.classes);
  const tempered = tf.div(logitsU, temperature);
  return {
    U: tf.mean(marginalizeLabels(tempered, perLabel)),
    L: tf.mean(bound(labelled.x, 1, labelled.y, keys[3])),
    C: categoricalNll(labelled.y, logitsL, { reduction: 'mean' }),
  };
}
