import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { parseFlags } from '../../support/commandLine';
import { presetIn } from '../../support/preset';
import { answered, commonFlags, m2Flags } from '../flags';
import { labelledPixels, rowsAt } from '../inputs';
import { createM2From } from '../m2Learner';
import { generate, infer } from '../models/m2';
import { presets } from '../presets';
import { chooseLabelled, runKeys, splitMnist } from '../protocol';
import { writeSemiSupervisedReport } from '../semiSupervisedReport';
import { trainSemiSupervised } from '../trainSemiSupervised';
import { start } from './start';

const command = 'npm run example semi-supervised -- m2';

export async function main(args: readonly string[]): Promise<void> {
  const { name, recipe } = presetIn(args, presets, 'default');
  const {
    out: folder,
    resume,
    preset: _,
    threads,
    ...settings
  } = answered(
    parseFlags(args, {
      command,
      purpose: 'Trains M2 on the pixels of MNIST, few of which have labels.',
      flags: {
        ...m2Flags(recipe.m2),
        ...commonFlags(name),
        seed: { default: 1, help: 'decides labelled images, weights, order and noise' },
        out: {
          default: '',
          help: 'folder of the results, of the labels and the seed unless given',
        },
      },
    }),
  );
  const out =
    folder || join('reports', 'semi-supervised', `m2-${settings.labels}-seed${settings.seed}`);
  const split = splitMnist(settings.trainSize);
  // Before anything is trained: whether these labels can be had at all.
  chooseLabelled(runKeys(settings.seed).subset, split.train.labels, settings.labels);
  await start(threads);
  const pixels = (part: keyof typeof split) => labelledPixels(split[part], settings, part);
  const data = { train: pixels('train'), validation: pixels('validation') };
  const { m2, learner } = createM2From(settings, data.train.inputs.dims, 'bernoulli');
  const trained = await trainSemiSupervised('M2', settings, learner, data, {
    out,
    resume,
    command,
  });
  if (!trained) return;
  const test = pixels('test');
  writeSemiSupervisedReport({
    model: 'M2',
    trained,
    settings,
    validation: data.validation,
    test,
    testImages: split.test,
    writer: {
      styleDims: settings.latentDims,
      styleOf: (indices, y) => infer(m2, rowsAt(test.inputs, indices), { y }).mean,
      write: (z, y) => tf.sigmoid(generate(m2, z, { y }) as tf.Tensor2D),
    },
    out,
    more: {},
  });
}
