import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import type { DiagonalGaussian } from 'variate';
import { parseFlags, UsageError } from '../../support/commandLine';
import { presetIn } from '../../support/preset';
import { answered, commonFlags, m1m2Flags } from '../flags';
import { greyImages, latentInputs, m1Posterior, rowsAt } from '../inputs';
import { createM2From } from '../m2Learner';
import { chooseView, decodeView, viewPosterior } from '../models/m1m2';
import { generate, infer } from '../models/m2';
import { type Preset, presets } from '../presets';
import { writeSemiSupervisedReport } from '../semiSupervisedReport';
import { findM1, type TrainedM1, trainM1 } from '../trainM1';
import { trainSemiSupervised } from '../trainSemiSupervised';
import { folderOf, labelledRunFlags, prepare } from './labelledRun';

const command = 'npm run example semi-supervised -- m1m2';

/** The M1 in a folder, trained there first, or further, where it is not finished. */
async function provideM1(
  folder: string,
  recipe: Preset['m1'],
  own: { readonly seed: number; readonly trainSize: number },
  images: Parameters<typeof trainM1>[1],
): Promise<TrainedM1 | undefined> {
  const found = findM1(folder);
  if (!found) console.log(`Training the M1 that M2 stands on, in ${folder}.`);
  const settings = found?.settings ?? { ...recipe, ...own };
  if (settings.trainSize !== own.trainSize) {
    throw new UsageError(
      `The M1 in ${folder} has seen ${settings.trainSize} images, and --train-size is ${own.trainSize}. ` +
        'Take the same number, or another folder with --m1.',
    );
  }
  return trainM1(settings, images, { out: folder, resume: found !== undefined, command });
}

export async function main(args: readonly string[]): Promise<void> {
  const { name, recipe } = presetIn(args, presets, 'default');
  const {
    out: folder,
    m1: m1Folder,
    m1Seed,
    resume,
    preset: _,
    threads,
    ...settings
  } = answered(
    parseFlags(args, {
      command,
      purpose: 'Trains M2 on the latents of M1, which is trained first where there is none.',
      flags: {
        ...m1m2Flags(recipe.m1m2),
        ...commonFlags(name),
        ...labelledRunFlags,
        m1: {
          default: join('reports', 'semi-supervised', name === 'default' ? 'm1' : `m1-${name}`),
          help: 'folder of M1, which many runs can share',
        },
        m1Seed: { default: 1, help: 'seed of M1, where it is trained first' },
      },
    }),
  );
  const { trainSize } = settings;
  const out = folderOf(folder, 'm1m2', settings);
  const split = await prepare(settings, threads);
  const images = { train: greyImages(split.train), validation: greyImages(split.validation) };
  const trained = await provideM1(m1Folder, recipe.m1, { seed: m1Seed, trainSize }, images);
  if (!trained) return;
  const { m1 } = trained;

  const posterior = m1Posterior(m1, images.train);
  const view = chooseView(posterior, settings);
  if (view.kept.length === 0) {
    throw new UsageError(
      `No dimension of the M1 in ${m1Folder} varies by more than --active-variance ` +
        `${settings.activeVariance}. Train M1 for longer, or lower the threshold.`,
    );
  }
  const inputsOf = (part: 'train' | 'validation') => ({
    inputs: latentInputs(
      viewPosterior(part === 'train' ? posterior : m1Posterior(m1, images[part]), view),
      settings.resample,
    ),
    labels: split[part].labels,
  });
  const data = { train: inputsOf('train'), validation: inputsOf('validation') };
  tf.dispose(Object.values(images));
  const { m2, learner } = createM2From(settings, data.train.inputs.dims, 'gaussian');
  const stage2 = await trainSemiSupervised('M1+M2', settings, learner, data, {
    out,
    resume,
    command,
  });
  if (!stage2) return;
  const grey = greyImages(split.test);
  const test = {
    inputs: latentInputs(viewPosterior(m1Posterior(m1, grey), view), false),
    labels: split.test.labels,
  };
  writeSemiSupervisedReport({
    model: 'M1+M2',
    trained: stage2,
    settings,
    validation: data.validation,
    test,
    testImages: split.test,
    writer: {
      styleDims: settings.latentDims,
      styleOf: (indices, y) => infer(m2, rowsAt(test.inputs, indices), { y }).mean,
      write: (z2, y) => decodeView(m1, view, (generate(m2, z2, { y }) as DiagonalGaussian).mean),
    },
    out,
    more: {
      m1: trained.settings,
      m1Seconds: trained.position.trainingSeconds,
      dimensionsOfM1: `${view.kept.length} of ${m1.latentDims} kept`,
    },
  });
}
