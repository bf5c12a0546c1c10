/** The report of M2, M1+M2 and ADGM: accuracy, and what they write when told which digit. */
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { randomKey, randomNormal } from 'variate';
import { machine } from '../support/machine';
import type { LabelledImages } from '../support/mnist';
import { writeReport } from '../support/report';
import { formatTable, percent } from '../support/table';
import { analogies, samples, type Writer } from './figures/analogies';
import { curves } from './figures/curves';
import { CLASSES } from './protocol';
import {
  accuracyOf,
  type LabelledInputs,
  predict,
  type SemiSupervisedSettings,
  type Trained,
} from './trainSemiSupervised';

/** A finished training, and what its report needs beside it. */
export interface FinishedTraining {
  readonly model: 'M2' | 'M1+M2' | 'ADGM';
  readonly trained: Trained;
  readonly settings: SemiSupervisedSettings;
  readonly validation: LabelledInputs;
  readonly test: LabelledInputs;
  readonly testImages: LabelledImages;
  readonly writer: Writer;
  readonly out: string;
  /** What more the numbers depend on. */
  readonly more: Readonly<Record<string, unknown>>;
}

/** The share of right predictions for each digit. */
function perDigit(predicted: Int32Array, labels: Uint8Array) {
  return Array.from({ length: CLASSES }, (_, digit) => {
    const own = [...labels.keys()].filter((index) => labels[index] === digit);
    const right = own.filter((index) => predicted[index] === digit).length;
    return { digit, count: own.length, accuracy: right / own.length };
  });
}

/** Scores the test images, once, and writes the report. */
export function writeSemiSupervisedReport(finished: FinishedTraining): void {
  const { model, trained, settings, validation, test, testImages, writer, out, more } = finished;
  const { learner, position, labelled } = trained;
  const { history, trainingSeconds } = position;
  const predicted = predict(learner, test.inputs);
  const accuracy = {
    validation: accuracyOf(predict(learner, validation.inputs), validation),
    test: accuracyOf(predicted, test),
  };
  const digits = perDigit(predicted, test.labels);
  const sections = [
    {
      title: 'Right answers, in %',
      text: formatTable(
        ['digit', 'test images', 'accuracy'],
        [
          ...digits.map(({ digit, count, accuracy }) => [digit, count, percent(accuracy)]),
          ['all', test.labels.length, percent(accuracy.test)],
          ['validation', validation.labels.length, percent(accuracy.validation)],
        ],
      ),
    },
  ];
  for (const { title, text } of sections) console.log(`\n${title}\n\n${text}`);

  const styles = randomNormal(randomKey(settings.seed), [8, writer.styleDims]) as tf.Tensor2D;
  const figures = [
    analogies(writer, testImages),
    samples(writer, styles),
    curves(history, {
      name: 'accuracy-curve',
      caption: 'Accuracy on the validation images after every epoch.',
      unit: 'share of right answers',
      series: { validation: 'validationAccuracy' },
    }),
    curves(history, {
      name: 'bound-curve',
      caption:
        'Bounds, mean over the visits of an epoch: U of images without labels, L of those with.',
      unit: 'nats per image',
      series: { 'U, without label': 'U', 'L, with label': 'L' },
    }),
    curves(history, {
      name: 'classification-curve',
      caption: 'Classification term of the labelled images, mean over the visits of an epoch.',
      unit: 'nats per image',
      series: { '-log q(y|x)': 'C' },
    }),
  ];
  tf.dispose(styles);
  const metrics = {
    model,
    protocol: {
      data: 'MNIST: the first 50,000 training images to train, the last 10,000 to select, the test images once',
      trainSize: settings.trainSize,
      validationSize: validation.labels.length,
      testSize: test.labels.length,
      labels: settings.labels,
      labelledSubset: 'balanced over the digits, drawn by the seed',
      testAccuracy: 'of the weights after the last epoch, computed once',
      settings,
      ...more,
    },
    seed: settings.seed,
    accuracy,
    perDigit: digits,
    labelled: Array.from(labelled),
    history,
    trainingSeconds,
    secondsPerEpoch: trainingSeconds / history.length,
    machine: machine(),
  };
  writeReport(out, {
    title: `${model} with ${settings.labels} labels`,
    introduction: `${percent(accuracy.test)} % of the test images right, ${settings.labels} labels of ${settings.trainSize}, seed ${settings.seed}, ${history.length} epochs.`,
    metrics,
    sections,
    figures,
  });
  console.log(
    `\n${model}, ${settings.labels} labels, seed ${settings.seed}: ${percent(accuracy.test)} % of the test images right. ` +
      `Trained in ${trainingSeconds.toFixed(0)} s. Report: ${join(out, 'index.html')}`,
  );
}
