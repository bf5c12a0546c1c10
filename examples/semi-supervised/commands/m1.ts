import { join } from 'node:path';
import type * as tf from '@tensorflow/tfjs-core';
import { parseFlags } from '../../support/commandLine';
import { presetIn } from '../../support/preset';
import { answered, commonFlags, m1Flags } from '../flags';
import { greyImages, m1Posterior } from '../inputs';
import type { LatentSet } from '../latentClassifiers';
import { writeM1Report } from '../m1Report';
import { presets } from '../presets';
import { splitMnist } from '../protocol';
import { trainM1 } from '../trainM1';
import { start } from './start';

const command = 'npm run example semi-supervised -- m1';

export async function main(args: readonly string[]): Promise<void> {
  const { name, recipe } = presetIn(args, presets, 'default');
  const {
    out,
    resume,
    preset: _,
    threads,
    ...settings
  } = answered(
    parseFlags(args, {
      command,
      purpose: 'Trains M1, a variational autoencoder on MNIST, and classifiers on its latents.',
      flags: {
        ...m1Flags(recipe.m1),
        ...commonFlags(name),
        seed: { default: 1, help: 'decides weights, order, binarization and noise' },
        out: { default: join('reports', 'semi-supervised', 'm1'), help: 'folder of the results' },
      },
    }),
  );
  await start(threads);
  const split = splitMnist(settings.trainSize);
  const images = { train: greyImages(split.train), validation: greyImages(split.validation) };
  const trained = await trainM1(settings, images, { out, resume, command });
  if (!trained) return;
  const setOf = (grey: tf.Tensor2D, part: keyof typeof split): LatentSet => ({
    means: m1Posterior(trained.m1, grey).mean as tf.Tensor2D,
    labels: split[part].labels,
  });
  const sets = {
    train: setOf(images.train, 'train'),
    validation: setOf(images.validation, 'validation'),
    test: setOf(greyImages(split.test), 'test'),
  };
  writeM1Report(trained, sets, images.validation, out);
}
