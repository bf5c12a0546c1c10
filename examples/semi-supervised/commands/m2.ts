import type * as tf from '@tensorflow/tfjs-core';
import { parseFlags } from '../../support/commandLine';
import { presetIn } from '../../support/preset';
import { answered, commonFlags, m2Flags } from '../flags';
import { createM2From } from '../m2Learner';
import { generate, infer } from '../models/m2';
import { presets } from '../presets';
import { labelledRunFlags } from './labelledRun';
import { trainOnPixels } from './onPixels';

const command = 'npm run example semi-supervised -- m2';

export async function main(args: readonly string[]): Promise<void> {
  const { name, recipe } = presetIn(args, presets, 'default');
  const flags = { ...m2Flags(recipe.m2), ...commonFlags(name), ...labelledRunFlags };
  const purpose = 'Trains M2 on the pixels of MNIST, few of which have labels.';
  const parsed = answered(parseFlags(args, { command, purpose, flags }));
  const { out: folder, resume, preset: _, threads, ...settings } = parsed;
  await trainOnPixels('M2', settings, { folder, resume, threads, command }, (inputs) => {
    const { m2, learner } = createM2From(settings, inputs, 'bernoulli');
    return {
      learner,
      styleOf: (x, y) => infer(m2, x, { y }).mean,
      pixelLogits: (z, y) => generate(m2, z, { y }) as tf.Tensor2D,
    };
  });
}
