import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { parseFlags } from '../../support/commandLine';
import { answered, commonFlags, m1Flags, presetIn } from '../flags';
import { greyImages } from '../inputs';
import { splitMnist } from '../protocol';
import { trainM1 } from '../trainM1';
import { start } from './start';

const command = 'npm run example semi-supervised -- m1';

export async function main(args: readonly string[]): Promise<void> {
  const { name, preset } = presetIn(args);
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
        ...m1Flags(preset.m1),
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
  tf.dispose([images.train, images.validation]);
}
