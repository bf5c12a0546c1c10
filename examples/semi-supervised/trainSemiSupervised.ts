/** Trains M2, M1+M2 and ADGM: they differ in what they see of an image, and in their bounds. */
import * as tf from '@tensorflow/tfjs-core';
import { adam, type RandomKey, randomPermutation, splitKey } from 'variate';
import { openRun } from '../support/run';
import { scoped } from '../support/scoped';
import { atTheStart, type Position, stepsPerEpoch, trainEpochs } from './epochs';
import { type Inputs, inChunks } from './inputs';
import { type Network, weightsOf } from './models/network';
import { type Labelled, type ObjectiveOptions, objective, type Terms } from './models/objective';
import { CLASSES, chooseLabelled, runKeys, withoutIndices } from './protocol';
import { klWeightAt, learningRateAt, type Schedule } from './schedules';

/** All that decides the numbers of a training, beside its inputs. */
export interface SemiSupervisedSettings extends Schedule {
  readonly labels: number;
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

/** A model, as its training sees it. */
export interface Learner {
  readonly networks: readonly Network[];
  /** U, L and -log q(y|x) of a step. */
  readonly terms: (unlabelled: tf.Tensor2D, labelled: Labelled, options: ObjectiveOptions) => Terms;
  /** The logits of q(y|x), as evaluation takes them. */
  readonly logits: (x: tf.Tensor2D) => tf.Tensor2D;
}

/** A finished training. */
export interface Trained {
  readonly learner: Learner;
  readonly position: Position;
  /** The training images that kept their label. */
  readonly labelled: Int32Array;
}

/** Draws a batch of the labelled examples: all of them where they are no more than that. */
function drawLabelled(labelled: Int32Array, size: number, key: RandomKey): Int32Array {
  const order = randomPermutation(key, labelled.length).subarray(0, size);
  return Int32Array.from(order, (position) => labelled[position] as number);
}

/** Trains a model; undefined where Ctrl-C came before the end. */
export async function trainSemiSupervised(
  title: string,
  settings: SemiSupervisedSettings,
  learner: Learner,
  data: { readonly train: LabelledInputs; readonly validation: LabelledInputs },
  where: { readonly out: string; readonly resume: boolean; readonly command: string },
): Promise<Trained | undefined> {
  const { train, validation } = data;
  const { epochs, batchSize } = settings;
  const keys = runKeys(settings.seed);
  const labelled = chooseLabelled(keys.subset, train.labels, settings.labels);
  const unlabelled = withoutIndices(train.inputs.count, labelled);
  const steps = stepsPerEpoch(unlabelled.length, batchSize);
  const labelledWeight = settings.labelledWeight || labelled.length / unlabelled.length;

  const { all, trainable } = weightsOf(learner.networks);
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
          const terms = learner.terms(x, withLabels, {
            ...settings,
            klWeight: klWeightAt(taken, steps, settings),
            key: lossKey,
          });
          for (const name of ['U', 'L', 'C'] as const) {
            numbers[name] = terms[name].dataSync()[0] as number;
          }
          return objective(terms, { ...settings, labelledWeight });
        }, trainable);
        optimizer.applyGradients(grads);
        return numbers;
      });
    },
    measure: () => ({
      validationAccuracy: accuracyOf(predict(learner, validation.inputs), validation),
    }),
  });
  return finished ? { learner, position: run.position, labelled } : undefined;
}

/** The most probable class of every row. */
export const predict = ({ logits }: Learner, inputs: Inputs): Int32Array =>
  scoped(() => {
    const all = inChunks(inputs.count, (from, to) => logits(inputs.rows(from, to)));
    return Int32Array.from(tf.argMax(all, 1).dataSync());
  });

/** The share of right predictions. */
export const accuracyOf = (
  predicted: ArrayLike<number>,
  { labels }: { readonly labels: Uint8Array },
): number => labels.filter((label, index) => label === predicted[index]).length / labels.length;
