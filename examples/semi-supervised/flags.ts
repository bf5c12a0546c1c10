/** The flags of the commands, with the preset's values as defaults. */
import { type Preset, presets } from './presets';

const activations = ['relu', 'softplus', 'tanh'] as const;
const binarizations = ['resampled', 'fixed', 'threshold', 'none'] as const;

const real = (value: number, help: string, max?: number) =>
  ({ default: value, real: true, help, ...(max !== undefined && { max }) }) as const;

const yesNo = ['yes', 'no'] as const;
/** A boolean that a preset may have on: as `--whiten no`. */
const choice = (value: boolean, help: string) =>
  ({ default: value ? 'yes' : 'no', oneOf: yesNo, help }) as const;

const scheduleFlags = (recipe: Preset[keyof Preset]) => ({
  epochs: { default: recipe.epochs, min: 1, help: 'passes over the images without labels' },
  batchSize: { default: recipe.batchSize, min: 1, max: 1000, help: 'such images per step' },
  learningRate: real(recipe.learningRate, 'step size of Adam'),
  decayStart: real(recipe.decayStart, 'share of the steps before it begins to fall', 1),
  decayTo: real(recipe.decayTo, 'share of it that is left at the end', 1),
  klFrom: real(recipe.klFrom, 'weight of the KL divergence at the start, also above 1'),
  klTo: real(recipe.klTo, 'weight of the KL divergence later; 1 is the bound itself'),
  klEpochs: real(recipe.klEpochs, 'epochs from the one weight to the other'),
});

export const commonFlags = (preset: string) => ({
  preset: { default: preset, oneOf: Object.keys(presets), help: 'recipe that sets the defaults' },
  trainSize: { default: 50_000, min: 100, max: 50_000, help: 'training images, the first ones' },
  threads: { default: 1, min: 1, max: 16, help: 'for large products; does not change the numbers' },
  resume: { default: false, help: 'go on from the checkpoint in the folder --out' },
});

export const m1Flags = (recipe: Preset['m1']) => ({
  latentDims: { default: recipe.latentDims, min: 1, max: 500, help: 'size of z' },
  hidden: {
    default: recipe.hidden,
    help: 'hidden units of the encoder, and reversed of the decoder',
  },
  activation: { default: recipe.activation, oneOf: activations, help: 'of the hidden layers' },
  batchNorm: choice(recipe.batchNorm, 'batch normalization of the hidden layers'),
  binarization: { default: recipe.binarization, oneOf: binarizations, help: 'of the pixels' },
  ...scheduleFlags(recipe),
});

const semiSupervisedFlags = (recipe: Preset['m2' | 'm1m2' | 'adgm']) => ({
  labels: {
    default: 100,
    min: 10,
    help: 'training images that keep their label, equally of every digit',
  },
  alpha: real(recipe.alpha, 'weight of the classification term; the paper’s 0.1 N is 0.1 here'),
  labelledWeight: real(recipe.labelledWeight, 'weight of L; 0 for the paper’s N_l / N_u'),
  labelledBatchSize: {
    default: recipe.labelledBatchSize,
    min: 1,
    help: 'labelled images per step',
  },
  temperature: real(recipe.temperature, 'divides the logits of q(y|x) in U'),
  inputNoise: real(recipe.inputNoise, 'standard deviation of noise on the input of q(y|x)'),
  dropout: real(recipe.dropout, 'share of hidden units of q(y|x) that are dropped', 0.95),
  latentDims: { default: recipe.latentDims, min: 1, max: 500, help: 'size of z' },
  hidden: { default: recipe.hidden, help: 'hidden units of q(z|x,y), and reversed of p(x|y,z)' },
  activation: { default: recipe.activation, oneOf: activations, help: 'of the hidden layers' },
  ...scheduleFlags(recipe),
});

const m2NetworkFlags = (recipe: Preset['m2' | 'm1m2']) => ({
  ...semiSupervisedFlags(recipe),
  classifierHidden: { default: recipe.classifierHidden, help: 'hidden units of q(y|x)' },
  classifierNorm: choice(recipe.classifierNorm, 'batch normalization in q(y|x)'),
  encoderNorm: choice(recipe.encoderNorm, 'batch normalization in q(z|x,y)'),
  decoderNorm: choice(recipe.decoderNorm, 'batch normalization in p(x|y,z)'),
});

export const m2Flags = (recipe: Preset['m2']) => ({
  ...m2NetworkFlags(recipe),
  binarization: { default: recipe.binarization, oneOf: binarizations, help: 'of the pixels' },
});

export const m1m2Flags = (recipe: Preset['m1m2']) => ({
  ...m2NetworkFlags(recipe),
  activeVariance: real(recipe.activeVariance, 'M1’s dimensions whose mean varies less are dropped'),
  whiten: choice(recipe.whiten, 'M1’s latents at mean 0 and standard deviation 1'),
  resample: choice(recipe.resample, 'M1’s latents drawn at every visit, or their mean'),
});

export const adgmFlags = (recipe: Preset['adgm']) => ({
  ...semiSupervisedFlags(recipe),
  hidden: { default: recipe.hidden, help: 'hidden units of every network' },
  latentDims: { default: recipe.latentDims, min: 1, max: 500, help: 'size of z, and of a' },
  batchNorm: choice(recipe.batchNorm, 'batch normalization of the hidden layers'),
  binarization: { default: recipe.binarization, oneOf: binarizations, help: 'of the pixels' },
});

/** The flags with `yes` and `no` as booleans. */
export type Answered<Values> = {
  readonly [Name in keyof Values]: Name extends YesNo ? boolean : Values[Name];
};
type YesNo = 'batchNorm' | 'classifierNorm' | 'encoderNorm' | 'decoderNorm' | 'whiten' | 'resample';

export function answered<Values extends object>(values: Values): Answered<Values> {
  const names = ['batchNorm', 'classifierNorm', 'encoderNorm', 'decoderNorm', 'whiten', 'resample'];
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      names.includes(name) ? value === 'yes' : value,
    ]),
  ) as Answered<Values>;
}
