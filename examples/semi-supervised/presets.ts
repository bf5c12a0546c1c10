/** The recipes: what the flags of each command are unless given. */
import type { AdgmSettings } from './adgmLearner';
import type { M2Settings } from './m2Learner';
import type { M1Settings } from './trainM1';

type Recipe<Settings> = Omit<Settings, 'seed' | 'trainSize' | 'labels'>;
/** What M2 on the latents of M1 has beside M2. */
export interface LatentRecipe {
  /** Dimensions whose mean varies less over the training images are dropped; 0 keeps all. */
  readonly activeVariance: number;
  readonly whiten: boolean;
  readonly resample: boolean;
}

export interface Preset {
  readonly m1: Recipe<M1Settings>;
  readonly m2: Recipe<M2Settings> & { readonly binarization: string };
  readonly m1m2: Recipe<M2Settings> & LatentRecipe;
  readonly adgm: Recipe<AdgmSettings> & { readonly binarization: string };
}

const standard: Preset = {
  m1: {
    hidden: '600',
    latentDims: 50,
    activation: 'relu',
    batchNorm: false,
    binarization: 'resampled',
    epochs: 40,
    batchSize: 200,
    learningRate: 2e-3,
    decayStart: 0.5,
    decayTo: 0.05,
    // A latent that keeps more of the image: more dimensions stay alive.
    klFrom: 0.5,
    klTo: 0.5,
    klEpochs: 0,
  },
  m2: {
    hidden: '500',
    classifierHidden: '500',
    latentDims: 50,
    activation: 'relu',
    classifierNorm: true,
    encoderNorm: true,
    decoderNorm: true,
    binarization: 'resampled',
    epochs: 30,
    batchSize: 100,
    labelledBatchSize: 100,
    alpha: 3,
    labelledWeight: 0.02,
    temperature: 1,
    inputNoise: 0.3,
    dropout: 0.5,
    learningRate: 3e-3,
    decayStart: 0.3,
    decayTo: 0.01,
    // A style that is told less of the image leaves more of it to the digit.
    klFrom: 4,
    klTo: 4,
    klEpochs: 0,
  },
  m1m2: {
    hidden: '500',
    classifierHidden: '500',
    latentDims: 50,
    activation: 'relu',
    classifierNorm: true,
    encoderNorm: true,
    decoderNorm: true,
    epochs: 100,
    batchSize: 200,
    labelledBatchSize: 100,
    alpha: 1.5,
    labelledWeight: 0.01,
    temperature: 1,
    inputNoise: 0.5,
    dropout: 0.5,
    learningRate: 4e-3,
    decayStart: 0.4,
    decayTo: 0.01,
    klFrom: 1,
    klTo: 1,
    klEpochs: 0,
    activeVariance: 0.05,
    whiten: true,
    resample: false,
  },
  adgm: {
    hidden: '500,500',
    latentDims: 100,
    activation: 'relu',
    batchNorm: true,
    binarization: 'resampled',
    epochs: 100,
    batchSize: 100,
    labelledBatchSize: 100,
    alpha: 3,
    labelledWeight: 0.02,
    temperature: 1,
    inputNoise: 0.3,
    dropout: 0.5,
    learningRate: 1e-3,
    decayStart: 0.3,
    decayTo: 0.01,
    klFrom: 1,
    klTo: 1,
    klEpochs: 0,
  },
};

export const presets: Readonly<Record<string, Preset>> = {
  default: standard,
  /** Within 12 minutes on two cores, M1 included. */
  quick: {
    m1: { ...standard.m1, epochs: 8 },
    m2: { ...standard.m2, epochs: 10 },
    m1m2: { ...standard.m1m2, epochs: 16 },
    adgm: { ...standard.adgm, epochs: 10 },
  },
};
