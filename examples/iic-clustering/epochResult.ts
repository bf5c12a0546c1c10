import type { HeadAccuracy } from './evaluate';

/** What is known of a head, in nats, as means over the steps of an epoch. */
export interface HeadLoss {
  readonly loss: number;
  readonly information: number;
  readonly marginalEntropy: number;
}

/** A head of `CLUSTERS` clusters, and the over-clustering head, after an epoch. */
export interface EpochResult {
  readonly epoch: number;
  readonly heads: readonly HeadLoss[];
  /** The main head of least loss. */
  readonly best: number;
  readonly accuracy: readonly HeadAccuracy[];
  /** P of the best head over the last batch, row after row. */
  readonly joint: readonly number[];
  /** Digits by clusters of the best head over the test images, row after row. */
  readonly confusion: readonly number[];
}
