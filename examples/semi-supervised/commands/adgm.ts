import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { parseFlags } from '../../support/commandLine';
import { presetIn } from '../../support/preset';
import { createAdgmFrom } from '../adgmLearner';
import { adgmFlags, answered, commonFlags } from '../flags';
import { labelledPixels, rowsAt } from '../inputs';
import { drawAuxiliary, generate, infer } from '../models/adgm';
import { presets } from '../presets';
import { chooseLabelled, runKeys, splitMnist } from '../protocol';
import { writeSemiSupervisedReport } from '../semiSupervisedReport';
import { trainSemiSupervised } from '../trainSemiSupervised';
import { start } from './start';

const command = 'npm run example semi-supervised -- adgm';

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
      purpose: 'Trains ADGM on the pixels of MNIST, few of which have labels.',
      flags: {
        ...adgmFlags(recipe.adgm),
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
    folder || join('reports', 'semi-supervised', `adgm-${settings.labels}-seed${settings.seed}`);
  const split = splitMnist(settings.trainSize);
  // Before anything is trained: whether these labels can be had at all.
  chooseLabelled(runKeys(settings.seed).subset, split.train.labels, settings.labels);
  await start(threads);
  const pixels = (part: keyof typeof split) => labelledPixels(split[part], settings, part);
  const data = { train: pixels('train'), validation: pixels('validation') };
  const { adgm, learner } = createAdgmFrom(settings, data.train.inputs.dims);
  const trained = await trainSemiSupervised('ADGM', settings, learner, data, {
    out,
    resume,
    command,
  });
  if (!trained) return;
  const test = pixels('test');
  writeSemiSupervisedReport({
    model: 'ADGM',
    trained,
    settings,
    validation: data.validation,
    test,
    testImages: split.test,
    writer: {
      styleDims: settings.latentDims,
      styleOf: (indices, y) => {
        const x = rowsAt(test.inputs, indices);
        return infer(adgm, x, drawAuxiliary(adgm, x), y).mean;
      },
      write: (z, y) => tf.sigmoid(generate(adgm, z, y)),
    },
    out,
    more: {},
  });
}
