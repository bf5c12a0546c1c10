/** What changes over the steps of a training, as functions of the steps taken. */
import { ramp } from 'variate';

export interface Schedule {
  readonly learningRate: number;
  /** When the learning rate begins to fall, as a share of all steps. */
  readonly decayStart: number;
  /** What is left of the learning rate at the end, as a share. */
  readonly decayTo: number;
  /** The weight of the KL divergence at the start, and from epoch `klEpochs` on; 1 is the bound. */
  readonly klFrom: number;
  readonly klTo: number;
  readonly klEpochs: number;
}

export const learningRateAt = (
  taken: number,
  totalSteps: number,
  { learningRate, decayStart, decayTo }: Schedule,
): number =>
  ramp(taken, {
    from: learningRate,
    to: learningRate * decayTo,
    start: decayStart * totalSteps,
    end: totalSteps,
  });

export const klWeightAt = (
  taken: number,
  steps: number,
  { klFrom, klTo, klEpochs }: Schedule,
): number => ramp(taken, { from: klFrom, to: klTo, end: klEpochs * steps });
