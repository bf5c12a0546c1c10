/** Trains M1, or takes up its checkpoint. */
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { adam, type RandomKey, randomKey, splitKey } from 'variate';
import { loadCheckpoint } from '../support/checkpoint';
import { UsageError } from '../support/commandLine';
import { PIXELS } from '../support/mnist';
import { openRun } from '../support/run';
import { atTheStart, type Position, stepsPerEpoch, trainEpochs } from './epochs';
import { type Binarization, type Inputs, inChunks, pixelInputs } from './inputs';
import { createM1, type M1, negativeElbo } from './models/m1';
import { type Activation, weightsOf } from './models/network';
import { klWeightAt, learningRateAt, type Schedule } from './schedules';

/** All that decides the numbers of a training of M1. */
export interface M1Settings extends Schedule {
  /** As on the command line: `600,600`. */
  readonly hidden: string;
  readonly latentDims: number;
  readonly activation: string;
  readonly batchNorm: boolean;
  readonly binarization: string;
  readonly epochs: number;
  readonly batchSize: number;
  readonly trainSize: number;
  readonly seed: number;
}

export interface TrainedM1 {
  readonly m1: M1;
  readonly settings: M1Settings;
  readonly position: Position;
}

/** `600,600` as numbers. */
export function unitsOf(flag: string, text: string): number[] {
  const units = text.split(',').map(Number);
  if (units.every((size) => Number.isInteger(size) && size > 0)) return units;
  throw new UsageError(`--${flag} takes sizes such as 500 or 600,600; got '${text}'.`);
}

export const createM1From = ({ hidden, latentDims, activation, batchNorm, seed }: M1Settings): M1 =>
  createM1({
    pixels: PIXELS,
    hiddenUnits: unitsOf('hidden', hidden),
    latentDims,
    activation: activation as Activation,
    batchNorm,
    seed,
  });

/** Trains M1 on grey images [n, pixels]; undefined where Ctrl-C came before the end. */
export async function trainM1(
  settings: M1Settings,
  images: { readonly train: tf.Tensor2D; readonly validation: tf.Tensor2D },
  where: { readonly out: string; readonly resume: boolean; readonly command: string },
): Promise<TrainedM1 | undefined> {
  const { epochs, batchSize, seed } = settings;
  const m1 = createM1From(settings);
  const { all, trainable } = weightsOf([m1.encoder, m1.decoder]);
  const optimizer = adam(settings.learningRate);
  const run = await openRun<Position>({
    ...where,
    settings: { ...settings },
    weights: all,
    optimizer,
    start: atTheStart(),
  });
  const [trainKey, validationKey, key] = splitKey(randomKey(seed), 3);
  const binarization = settings.binarization as Binarization;
  const train = pixelInputs(images.train, binarization, trainKey);
  const validation = pixelInputs(images.validation, binarization, validationKey);
  const steps = stepsPerEpoch(train.count, batchSize);

  const finished = await trainEpochs({
    title: 'M1',
    run,
    epochs,
    count: train.count,
    batchSize,
    key,
    trainStep: ({ taken, batch, key }) => {
      optimizer.learningRate = learningRateAt(taken, epochs * steps, settings);
      const klWeight = klWeightAt(taken, steps, settings);
      return tf.tidy(() => {
        const [visitKey, noiseKey] = splitKey(key);
        const x = train.visit(batch, visitKey);
        const terms = { nll: Number.NaN, kl: Number.NaN };
        const { grads } = tf.variableGrads(() => {
          const { nll, kl } = negativeElbo(m1, x, { key: noiseKey, training: true });
          terms.nll = tf.mean(nll).dataSync()[0] as number;
          terms.kl = tf.mean(kl).dataSync()[0] as number;
          return tf.mean(tf.add(nll, tf.mul(kl, klWeight))) as tf.Scalar;
        }, trainable);
        optimizer.applyGradients(grads);
        return terms;
      });
    },
    measure: (key) => {
      const [nll, kl] = boundOf(m1, validation, key);
      return { validationNll: nll, validationKl: kl };
    },
  });
  return finished ? { m1, settings, position: run.position } : undefined;
}

/** Mean reconstruction term and KL over a set, with one sample per image. */
function boundOf(m1: M1, inputs: Inputs, key: RandomKey): [number, number] {
  return tf.tidy(() => {
    const terms = inChunks(inputs.count, (from, to, chunk) => {
      const [visitKey, noiseKey] = splitKey(splitKey(key, chunk + 1)[chunk] as RandomKey);
      const indices = Int32Array.from({ length: to - from }, (_, row) => from + row);
      const { nll, kl } = negativeElbo(m1, inputs.visit(indices, visitKey), { key: noiseKey });
      return tf.stack([nll, kl], 1);
    });
    return Array.from(tf.mean(terms, 0).dataSync()) as [number, number];
  });
}

/** The M1 that a folder holds: finished, under way, or none. */
export function findM1(
  folder: string,
): { readonly settings: M1Settings; readonly position: Position } | undefined {
  const saved = loadCheckpoint<{ settings: M1Settings; position: Position }>(
    join(folder, 'checkpoint.safetensors'),
  );
  if (saved === undefined) return undefined;
  tf.dispose(Object.values(saved.tensors));
  return saved.state;
}
