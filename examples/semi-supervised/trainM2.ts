/** Trains M2, on pixels or on the latents of M1: the two differ in what they see of an image. */
import * as tf from '@tensorflow/tfjs-core';
import { adam, type RandomKey, randomPermutation, splitKey } from 'variate';
import { openRun } from '../support/run';
import { scoped } from '../support/scoped';
import { atTheStart, type Position, stepsPerEpoch, trainEpochs } from './epochs';
import { type Inputs, inChunks } from './inputs';
import { classify, createM2, type M2, type M2Shape } from './models/m2';
import { type Activation, weightsOf } from './models/network';
import { objective } from './models/objective';
import { CLASSES, chooseLabelled, runKeys, withoutIndices } from './protocol';
import { klWeightAt, learningRateAt, type Schedule } from './schedules';
import { unitsOf } from './trainM1';

/** All that decides the numbers of a training of M2, beside its inputs. */
export interface M2Settings extends Schedule {
  readonly labels: number;
  /** As on the command line: `500`. */
  readonly hidden: string;
  readonly classifierHidden: string;
  readonly latentDims: number;
  readonly activation: string;
  readonly classifierNorm: boolean;
  readonly encoderNorm: boolean;
  readonly decoderNorm: boolean;
  readonly epochs: number;
  readonly batchSize: number;
  readonly labelledBatchSize: number;
  readonly alpha: number;
  /** Of L; 0 stands for N_l / N_u, the paper's. */
  readonly labelledWeight: number;
  readonly temperature: number;
  readonly inputNoise: number;
  readonly dropout: number;
  readonly trainSize: number;
  readonly seed: number;
}

/** Inputs with their labels. */
export interface LabelledInputs {
  readonly inputs: Inputs;
  readonly labels: Uint8Array;
}

export interface TrainedM2 {
  readonly m2: M2;
  readonly position: Position;
  /** The training images that kept their label. */
  readonly labelled: Int32Array;
}

export const createM2From = (
  settings: M2Settings,
  inputs: number,
  likelihood: M2Shape['likelihood'],
): M2 =>
  createM2({
    inputs,
    classes: CLASSES,
    hiddenUnits: unitsOf('hidden', settings.hidden),
    classifierUnits: unitsOf('classifier-hidden', settings.classifierHidden),
    latentDims: settings.latentDims,
    likelihood,
    activation: settings.activation as Activation,
    classifierNorm: settings.classifierNorm,
    encoderNorm: settings.encoderNorm,
    decoderNorm: settings.decoderNorm,
    seed: settings.seed,
  });

/** Draws a batch of the labelled examples: all of them where they are no more than that. */
function drawLabelled(labelled: Int32Array, size: number, key: RandomKey): Int32Array {
  const order = randomPermutation(key, labelled.length).subarray(0, size);
  return Int32Array.from(order, (position) => labelled[position] as number);
}

/** Trains M2; undefined where Ctrl-C came before the end. */
export async function trainM2(
  title: string,
  settings: M2Settings,
  likelihood: M2Shape['likelihood'],
  data: { readonly train: LabelledInputs; readonly validation: LabelledInputs },
  where: { readonly out: string; readonly resume: boolean; readonly command: string },
): Promise<TrainedM2 | undefined> {
  const { train, validation } = data;
  const { epochs, batchSize } = settings;
  const keys = runKeys(settings.seed);
  const labelled = chooseLabelled(keys.subset, train.labels, settings.labels);
  const unlabelled = withoutIndices(train.inputs.count, labelled);
  const steps = stepsPerEpoch(unlabelled.length, batchSize);
  const labelledWeight = settings.labelledWeight || labelled.length / unlabelled.length;

  const m2 = createM2From(settings, train.inputs.dims, likelihood);
  const { all, trainable } = weightsOf([m2.classifier, m2.inference, m2.generator]);
  const optimizer = adam(settings.learningRate);
  const run = await openRun<Position>({
    ...where,
    settings: { ...settings },
    weights: all,
    optimizer,
    start: atTheStart(),
  });

  const finished = await trainEpochs({
    title,
    run,
    epochs,
    count: unlabelled.length,
    batchSize,
    key: keys.training,
    trainStep: ({ taken, batch, key }) => {
      optimizer.learningRate = learningRateAt(taken, epochs * steps, settings);
      return tf.tidy(() => {
        const [visitKey, choiceKey, labelledKey, lossKey] = splitKey(key, 4);
        const chosen = drawLabelled(labelled, settings.labelledBatchSize, choiceKey);
        const ids = Int32Array.from(chosen, (index) => train.labels[index] as number);
        const x = train.inputs.visit(
          Int32Array.from(batch, (position) => unlabelled[position] as number),
          visitKey,
        );
        const withLabels = {
          x: train.inputs.visit(chosen, labelledKey),
          y: tf.cast(tf.oneHot(tf.tensor1d(ids, 'int32'), CLASSES), 'float32') as tf.Tensor2D,
        };
        const numbers = { U: Number.NaN, L: Number.NaN, C: Number.NaN };
        const { grads } = tf.variableGrads(() => {
          const { J, ...terms } = objective(m2, x, withLabels, {
            ...settings,
            labelledWeight,
            klWeight: klWeightAt(taken, steps, settings),
            key: lossKey,
          });
          for (const name of ['U', 'L', 'C'] as const) {
            numbers[name] = terms[name].dataSync()[0] as number;
          }
          return J;
        }, trainable);
        optimizer.applyGradients(grads);
        return numbers;
      });
    },
    measure: () => ({ validationAccuracy: accuracyOf(predict(m2, validation.inputs), validation) }),
  });
  return finished ? { m2, position: run.position, labelled } : undefined;
}

/** The most probable class of every row. */
export const predict = (m2: M2, inputs: Inputs): Int32Array =>
  scoped(() => {
    const logits = inChunks(inputs.count, (from, to) => classify(m2, inputs.rows(from, to)));
    return Int32Array.from(tf.argMax(logits, 1).dataSync());
  });

/** The share of right predictions. */
export const accuracyOf = (
  predicted: ArrayLike<number>,
  { labels }: { readonly labels: Uint8Array },
): number => labels.filter((label, index) => label === predicted[index]).length / labels.length;
