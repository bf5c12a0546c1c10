import type { Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';

/** Rows of features with a class id each, as plain numbers. */
export interface LabelledRows {
  readonly rows: readonly (readonly number[])[];
  readonly labels: readonly number[];
}

/** Park and Miller's generator: the same numbers here and in a fixture generator. */
export function parkMiller(seed: number): () => number {
  let state = seed;
  return () => {
    state = (16807 * state) % 2147483647;
    return state / 2147483647;
  };
}

/** Correlated rows around one centre a class; class ids are taken in turn. */
export function labelledRows(
  count: number,
  dimension: number,
  classes: readonly number[],
  seed: number,
): LabelledRows {
  const next = parkMiller(seed);
  const centres = classes.map(() => Array.from({ length: dimension }, () => 2 * next() - 1));
  const labels = Array.from({ length: count }, (_, row) => classes[row % classes.length] as number);
  const rows = labels.map((_, row) => {
    const noise = Array.from({ length: dimension }, () => next() + next() + next() - 1.5);
    const centre = centres[row % classes.length] as number[];
    return noise.map(
      (value, j) => (centre[j] as number) + value + 0.5 * (noise[(j + 1) % dimension] as number),
    );
  });
  return { rows, labels };
}

/** The rows as float32 tensor. */
export function tensorOf(rows: readonly (readonly number[])[]): Tensor2D {
  return tf.tensor2d(rows as number[][]);
}
