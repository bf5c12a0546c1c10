/** What the commands of models on pixels share once their flags are read: from the images to the report. */
import * as tf from '@tensorflow/tfjs-core';
import { labelledPixels, rowsAt } from '../inputs';
import { writeSemiSupervisedReport } from '../semiSupervisedReport';
import {
  type Learner,
  type SemiSupervisedSettings,
  trainSemiSupervised,
} from '../trainSemiSupervised';
import { folderOf, type LabelledRun, prepare } from './labelledRun';

interface PixelSettings extends SemiSupervisedSettings {
  readonly binarization: string;
  readonly latentDims: number;
}

/** A model of pixels, as its report sees it. */
export interface PixelModel {
  readonly learner: Learner;
  /** The mean of z, for images and their labels. */
  readonly styleOf: (x: tf.Tensor2D, y: tf.Tensor2D) => tf.Tensor;
  /** The logits of the pixels, for styles and labels. */
  readonly pixelLogits: (z: tf.Tensor, y: tf.Tensor2D) => tf.Tensor;
}

export async function trainOnPixels(
  model: 'M2' | 'ADGM',
  settings: PixelSettings,
  run: LabelledRun,
  create: (inputs: number) => PixelModel,
): Promise<void> {
  const out = folderOf(run.folder, model.toLowerCase(), settings);
  const split = await prepare(settings, run.threads);
  const pixels = (part: keyof typeof split) => labelledPixels(split[part], settings, part);
  const data = { train: pixels('train'), validation: pixels('validation') };
  const { learner, styleOf, pixelLogits } = create(data.train.inputs.dims);
  const trained = await trainSemiSupervised(model, settings, learner, data, { ...run, out });
  if (!trained) return;
  const test = pixels('test');
  writeSemiSupervisedReport({
    model,
    trained,
    settings,
    validation: data.validation,
    test,
    testImages: split.test,
    writer: {
      styleDims: settings.latentDims,
      styleOf: (indices, y) => styleOf(rowsAt(test.inputs, indices), y),
      write: (z, y) => tf.sigmoid(pixelLogits(z, y)) as tf.Tensor2D,
    },
    out,
    more: {},
  });
}
