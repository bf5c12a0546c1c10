import type { InputSpec, InputSpecs } from './support/protocol';

/** A piece of work, stated once for all contenders. */
export interface Workload {
  readonly name: string;
  readonly title: string;
  readonly inputs: InputSpecs;
  /** How far the values of two contenders may be apart, relatively. */
  readonly tolerance: number;
  readonly goals?: readonly Goal[];
}

/** The time of a contender over ours that is to be reached: at least 0.25 is within four times. */
interface Goal {
  /** The name of the contender's column. */
  readonly against: 'stockTfjs' | 'jax' | 'pytorch';
  readonly atLeast: number;
  /** Where the kernels have relaxed SIMD, unless that makes no difference. */
  readonly atLeastRelaxed?: number;
}

/** What every fused loss is to reach. */
const fusedLoss: readonly Goal[] = [
  { against: 'stockTfjs', atLeast: 5 },
  { against: 'pytorch', atLeast: 0.9 },
];

const uniform = (shape: readonly number[], low: number, high: number, seed: number): InputSpec => ({
  shape,
  kind: 'uniform',
  low,
  high,
  seed,
});
const binary = (shape: readonly number[], seed: number): InputSpec => ({
  shape,
  kind: 'binary',
  low: 0,
  high: 0.2,
  seed,
});
const labels = (count: number, classes: number, seed: number): InputSpec => ({
  shape: [count],
  kind: 'labels',
  low: 0,
  high: classes,
  seed,
});

/** Dense layers with Glorot weights and without biases to begin with. */
function layerInputs(layers: Readonly<Record<string, readonly [number, number]>>): InputSpecs {
  const parameters = Object.entries(layers).flatMap(([name, [inputs, units]], i) => {
    const limit = Math.sqrt(6 / (inputs + units));
    return [
      [`${name}/kernel`, uniform([inputs, units], -limit, limit, 10 + i)],
      [`${name}/bias`, uniform([units], 0, 0, 1)],
    ] as const;
  });
  return Object.fromEntries(parameters);
}

/** A VAE 784-500-500-30: one step of Adam, noise drawn in the step. */
function vaeInputs(batch: number): InputSpecs {
  const layers = {
    hidden1: [784, 500],
    hidden2: [500, 500],
    mean: [500, 30],
    logVar: [500, 30],
    decoded1: [30, 500],
    decoded2: [500, 500],
    logits: [500, 784],
  } as const;
  return { images: binary([batch, 784], 1), ...layerInputs(layers) };
}

/**
 * The model M2, 500 hidden units and 50 latents: one step of Adam on its bound for images without
 * labels, the sum over ten labels. The layers that take a label have a kernel for it of its own.
 */
function semiSupervisedInputs(batch: number): InputSpecs {
  const layers = {
    classify: [784, 500],
    labelLogits: [500, 10],
    encode: [784, 500],
    mean: [500, 50],
    logVar: [500, 50],
    decode: [50, 500],
    logits: [500, 784],
  } as const;
  return {
    images: binary([batch, 784], 1),
    ...layerInputs(layers),
    'encode/label': uniform([10, 500], -0.1, 0.1, 20),
    'decode/label': uniform([10, 500], -0.1, 0.1, 21),
  };
}

/** The mean square of a linear layer's outputs, with the gradients to its inputs and its kernel. */
function denseInputs(batch: number): InputSpecs {
  return { x: uniform([batch, 784], -1, 1, 1), kernel: uniform([784, 500], -1, 1, 2) };
}

/**
 * The network of invariant information clustering, at half its width: convolutions 3 x 3 with batch
 * normalization and ReLU, a pool of 2 x 2 behind all but the last one, ten clusters. Pairs of images
 * are the two halves of the batch.
 */
function clusteringInputs(batch: number): InputSpecs {
  const channels = [1, 32, 64, 128, 256];
  const layers = channels.slice(1).flatMap((outputs, i) => {
    const inputs = channels[i] as number;
    const limit = Math.sqrt(6 / (9 * inputs));
    return [
      [`conv${i}/kernel`, uniform([3, 3, inputs, outputs], -limit, limit, 10 + i)],
      [`conv${i}/scale`, uniform([outputs], 0.5, 1.5, 20 + i)],
      [`conv${i}/offset`, uniform([outputs], -0.5, 0.5, 30 + i)],
    ] as const;
  });
  return {
    images: uniform([batch, 28, 28, 1], 0, 1, 1),
    ...Object.fromEntries(layers),
    'logits/kernel': uniform([3 * 3 * 256, 10], -0.05, 0.05, 40),
    'logits/bias': uniform([10], 0, 0, 1),
  };
}

/** One convolution 3 x 3 with the gradients to its images and its filter. */
function convolutionInputs(
  batch: number,
  size: number,
  inputs: number,
  outputs: number,
): InputSpecs {
  return {
    x: uniform([batch, size, size, inputs], -1, 1, 1),
    filter: uniform([3, 3, inputs, outputs], -1, 1, 2),
  };
}

const image = [1000, 784];

export const workloads: readonly Workload[] = [
  {
    name: 'bernoulliNll',
    title: 'bernoulliNll [1000, 784]',
    inputs: { target: binary(image, 1), logits: uniform(image, -4, 4, 2) },
    tolerance: 1e-4,
    goals: fusedLoss,
  },
  {
    name: 'gaussianNll',
    title: 'gaussianNll [1000, 784]',
    inputs: {
      target: uniform(image, -1, 1, 1),
      mean: uniform(image, -1, 1, 2),
      logVar: uniform(image, -2, 2, 3),
    },
    tolerance: 1e-4,
    goals: fusedLoss,
  },
  {
    name: 'categoricalNll',
    title: 'categoricalNll [1000, 10]',
    inputs: { labels: labels(1000, 10, 1), logits: uniform([1000, 10], -4, 4, 2) },
    tolerance: 1e-4,
  },
  {
    name: 'gaussianKl',
    title: 'gaussianKl [1000, 784]',
    inputs: { mean: uniform(image, -1, 1, 1), logVar: uniform(image, -2, 2, 2) },
    tolerance: 1e-4,
    goals: fusedLoss,
  },
  {
    name: 'reparameterize',
    title: 'reparameterize [1000, 784]',
    inputs: { mean: uniform(image, -1, 1, 1), logVar: uniform(image, -2, 2, 2) },
    tolerance: 1e-4,
  },
  {
    name: 'iicLoss',
    title: 'iicLoss [1000, 10]',
    inputs: {
      logits: uniform([1000, 10], -4, 4, 1),
      pairedLogits: uniform([1000, 10], -4, 4, 2),
    },
    tolerance: 1e-3,
  },
  {
    name: 'marginalizeLabels',
    title: 'marginalizeLabels 100 x 10 classes',
    inputs: {
      images: binary([100, 784], 1),
      labelLogits: uniform([100, 10], -4, 4, 2),
      logitsPerRow: uniform([1000, 784], -4, 4, 3),
    },
    tolerance: 1e-4,
  },
  {
    name: 'randomNormal',
    title: 'randomNormal 1 M (forward)',
    inputs: {},
    tolerance: 1e-4,
    goals: [
      { against: 'stockTfjs', atLeast: 10 },
      { against: 'pytorch', atLeast: 0.5 },
    ],
  },
  {
    name: 'fitGaussianClassifier',
    title: 'fitGaussianClassifier [60000, 30]',
    inputs: { features: uniform([60_000, 30], -1, 1, 1), labels: labels(60_000, 10, 2) },
    tolerance: 1e-3,
  },
  {
    name: 'predictGaussianClassifier',
    title: 'its predict [10000, 30]',
    inputs: {
      features: uniform([60_000, 30], -1, 1, 1),
      labels: labels(60_000, 10, 2),
      unseen: uniform([10_000, 30], -1, 1, 3),
    },
    tolerance: 1e-3,
  },
  {
    name: 'dense',
    title: 'dense layer 784-500, batch 100',
    inputs: denseInputs(100),
    tolerance: 1e-3,
  },
  {
    name: 'dense',
    title: 'dense layer 784-500, batch 1000',
    inputs: denseInputs(1000),
    tolerance: 1e-3,
  },
  { name: 'vaeStep', title: 'VAE step, batch 100', inputs: vaeInputs(100), tolerance: 1e-2 },
  {
    name: 'vaeStep',
    title: 'VAE step, batch 1000',
    inputs: vaeInputs(1000),
    tolerance: 1e-2,
    goals: [
      { against: 'stockTfjs', atLeast: 8, atLeastRelaxed: 12 },
      { against: 'jax', atLeast: 1.5 },
      { against: 'pytorch', atLeast: 1 / 4, atLeastRelaxed: 1 / 3 },
    ],
  },
  {
    name: 'semiSupervisedStep',
    title: 'M2 unlabelled step, 100 x 10 labels',
    inputs: semiSupervisedInputs(100),
    tolerance: 1e-2,
    goals: [{ against: 'stockTfjs', atLeast: 8 }],
  },
  {
    name: 'convolution',
    title: 'convolution 3x3, 32-64, 100 of 28x28',
    inputs: convolutionInputs(100, 28, 32, 64),
    tolerance: 1e-3,
  },
  {
    name: 'clusteringStep',
    title: 'conv clustering step, batch 2 x 250',
    inputs: clusteringInputs(500),
    tolerance: 1e-2,
    goals: [{ against: 'pytorch', atLeast: 1 / 4 }],
  },
];
