/** The loop that all three trainings have in common: resumable, with Ctrl-C between any two steps. */
import { type RandomKey, randomPermutation, splitKey } from 'variate';
import { listenForInterrupt } from '../support/interrupt';
import { createProgress } from '../support/progress';
import type { Run } from '../support/run';

/** Means over one epoch, by name, and what is measured at its end. */
export type EpochRecord = Readonly<Record<string, number>> & { readonly epoch: number };

/** Where a training stands: with weights and moments, all it takes to go on. */
export interface Position {
  epoch: number;
  step: number;
  sums: Record<string, number>;
  history: EpochRecord[];
  trainingSeconds: number;
}

export const atTheStart = (): Position => ({
  epoch: 0,
  step: 0,
  sums: {},
  history: [],
  trainingSeconds: 0,
});

/** One step of a training. */
export interface Step {
  /** Steps taken before this one, over all epochs: what schedules are functions of. */
  readonly taken: number;
  /** The training examples of this step. */
  readonly batch: Int32Array;
  readonly key: RandomKey;
}

export interface Epochs {
  readonly title: string;
  readonly run: Run<Position>;
  readonly epochs: number;
  readonly count: number;
  readonly batchSize: number;
  readonly key: RandomKey;
  /** Takes one step, and returns numbers whose means over the epoch are recorded. */
  readonly trainStep: (step: Step) => Readonly<Record<string, number>>;
  /** What to measure after an epoch. */
  readonly measure: (key: RandomKey) => Readonly<Record<string, number>>;
}

export const stepsPerEpoch = (count: number, batchSize: number): number =>
  Math.floor(count / batchSize);

const note = (numbers: Readonly<Record<string, number>>): string =>
  Object.entries(numbers)
    .map(([name, value]) => `${name} ${Number(value.toPrecision(4))}`)
    .join(' | ');

/** Trains from where the run stands to its last epoch; false where Ctrl-C came before. */
export async function trainEpochs(training: Epochs): Promise<boolean> {
  const { title, run, epochs, count, batchSize, trainStep, measure } = training;
  const { position } = run;
  const steps = stepsPerEpoch(count, batchSize);
  const epochKeys = splitKey(training.key, Math.max(epochs, position.epoch, 1));
  const interrupt = listenForInterrupt();
  const taken = (): number => position.epoch * steps + position.step;
  const progress = createProgress(title, epochs * steps, taken());
  const earlierSeconds = position.trainingSeconds;
  const startedAt = performance.now();
  let lastEpoch = '';

  while (position.epoch < epochs) {
    const [orderKey, measureKey, stepsKey] = splitKey(epochKeys[position.epoch] as RandomKey, 3);
    const stepKeys = splitKey(stepsKey, steps);
    const order = randomPermutation(orderKey, count);
    for (; position.step < steps; position.step++) {
      position.trainingSeconds = earlierSeconds + (performance.now() - startedAt) / 1000;
      if (interrupt.requested) {
        progress.stop();
        await run.endAt(interrupt);
        return false;
      }
      const numbers = trainStep({
        taken: taken(),
        batch: order.subarray(position.step * batchSize, (position.step + 1) * batchSize),
        key: stepKeys[position.step] as RandomKey,
      });
      for (const [name, value] of Object.entries(numbers)) {
        position.sums[name] = (position.sums[name] ?? 0) + value;
      }
      progress.update(taken() + 1, `epoch ${position.epoch + 1} | ${note(numbers)}${lastEpoch}`);
      await interrupt.pause();
    }
    const means = Object.entries(position.sums).map(([name, sum]) => [name, sum / steps] as const);
    const measured = measure(measureKey);
    lastEpoch = ` | ${note(measured)}`;
    position.epoch++;
    position.history.push({ epoch: position.epoch, ...Object.fromEntries(means), ...measured });
    position.step = 0;
    position.sums = {};
    position.trainingSeconds = earlierSeconds + (performance.now() - startedAt) / 1000;
    await run.save();
  }
  progress.stop();
  interrupt.stop();
  return true;
}
