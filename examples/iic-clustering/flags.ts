import { join } from 'node:path';
import { presets, type Recipe } from './presets';

const real = { real: true } as const;

/** What the command takes, with the preset's values as defaults. */
export const flagsOf = (name: string, recipe: Recipe) => ({
  preset: { default: name, oneOf: Object.keys(presets), help: 'recipe that sets the defaults' },
  epochs: { default: recipe.epochs, min: 1, help: 'passes over the training images' },
  trainSize: {
    default: recipe.trainSize,
    min: 100,
    max: 60_000,
    help: 'training images to use',
  },
  batchSize: { default: recipe.batchSize, min: 10, max: 2000, help: 'pairs of views per step' },
  width: { default: recipe.width, min: 1, max: 64, help: 'channels of the first convolution' },
  heads: { default: recipe.heads, min: 1, max: 20, help: 'main heads, of 10 clusters each' },
  overClusters: {
    default: recipe.overClusters,
    max: 200,
    help: 'clusters of one more head; 0 for none',
  },
  logitScale: { default: recipe.logitScale, ...real, help: 'scale of the logits at the start' },
  learningRate: { default: recipe.learningRate, ...real, help: 'step size of Adam' },
  entropyWeight: {
    default: recipe.entropyWeight,
    ...real,
    help: 'weight of the entropies at the start',
  },
  finalEntropyWeight: {
    default: recipe.finalEntropyWeight,
    ...real,
    help: 'the same at the end',
  },
  transforms: {
    default: recipe.transforms,
    help: 'all, or a list as in rotation,shear,binarize,noise',
  },
  seed: { default: 0, help: 'decides weights, order and views' },
  out: { default: join('reports', `iic-clustering-${name}`), help: 'folder of the results' },
  resume: { default: false, help: 'go on from the checkpoint in that folder' },
});
