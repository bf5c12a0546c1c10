/** The surface that motivates it all: a sheet rolled up in space, which no projection lays flat. */
import * as tf from '@tensorflow/tfjs-core';
import { initializers, layers, sequential } from '@tensorflow/tfjs-layers';
import { adam, randomKey, randomUniform, trustworthiness } from 'variate';
import { fitPrincipalComponents, projectRows } from '../support/principalComponents';
import { scoped } from '../support/scoped';

const POINTS = 1500;
const HIDDEN_UNITS = 128;
const LEARNING_RATE = 5e-3;
const NEIGHBOURS = 10;

/** A point of the roll: where it lies in space, and how far along the sheet. */
export interface RollPoint {
  readonly position: readonly [number, number, number];
  /** The angle of the spiral, from the inner edge of the sheet to the outer one. */
  readonly angle: number;
}

/** A plane picture of the roll. */
export interface FlatRoll {
  readonly method: 'PCA' | 'autoencoder';
  /** [n * 2] */
  readonly points: Float32Array;
  /** Mean square per coordinate; the coordinates have variance 1. */
  readonly reconstructionError: number;
  readonly trustworthiness: number;
  /**
   * Of the variance along the sheet, the share that the mean of the nearest neighbours in the plane
   * explains: 1 where the sheet lies flat, less where its layers lie on one another.
   */
  readonly sheetExplained: number;
}

/** The roll of the literature: radius and angle grow together over one turn and a half. */
export function swissRoll(seed: number): RollPoint[] {
  return scoped(() => {
    const along = randomUniform(randomKey(seed), [POINTS, 2]).dataSync();
    return Array.from({ length: POINTS }, (_, point) => {
      const angle = 1.5 * Math.PI * (1 + 2 * (along[2 * point] as number));
      const height = 21 * (along[2 * point + 1] as number);
      return { position: [angle * Math.cos(angle), height, angle * Math.sin(angle)], angle };
    });
  });
}

/** Coordinates with mean 0 and variance 1. */
function standardized(roll: readonly RollPoint[]): tf.Tensor2D {
  return tf.tidy(() => {
    const positions = tf.tensor2d(roll.map(({ position }) => [...position]));
    const { mean, variance } = tf.moments(positions, 0);
    return tf.div(tf.sub(positions, mean), tf.sqrt(variance));
  });
}

/** See `FlatRoll.sheetExplained`. */
function explained(points: Float32Array, roll: readonly RollPoint[]): number {
  const distance = (a: number, b: number): number =>
    ((points[2 * a] as number) - (points[2 * b] as number)) ** 2 +
    ((points[2 * a + 1] as number) - (points[2 * b + 1] as number)) ** 2;
  const angles = roll.map(({ angle }) => angle);
  const mean = angles.reduce((sum, angle) => sum + angle, 0) / angles.length;
  let [residual, total] = [0, 0];
  angles.forEach((angle, point) => {
    const nearest = angles
      .map((other, index) => ({ other, distance: distance(point, index), index }))
      .filter(({ index }) => index !== point)
      .sort((a, b) => a.distance - b.distance)
      .slice(0, NEIGHBOURS);
    const guess = nearest.reduce((sum, { other }) => sum + other, 0) / NEIGHBOURS;
    residual += (angle - guess) ** 2;
    total += (angle - mean) ** 2;
  });
  return 1 - residual / total;
}

function judged(
  method: FlatRoll['method'],
  roll: readonly RollPoint[],
  data: tf.Tensor2D,
  flat: tf.Tensor2D,
  restored: tf.Tensor2D,
): FlatRoll {
  const points = Float32Array.from(flat.dataSync());
  return {
    method,
    points,
    reconstructionError: tf.losses.meanSquaredError(data, restored).dataSync()[0] as number,
    trustworthiness: trustworthiness(data, flat, { neighbours: NEIGHBOURS }),
    sheetExplained: explained(points, roll),
  };
}

/** The roll in the plane of its two principal components. */
export function projectRoll(roll: readonly RollPoint[]): FlatRoll {
  return scoped(() => {
    const data = standardized(roll);
    const components = fitPrincipalComponents(data, 2);
    const flat = projectRows(data, components);
    const restored = tf.add(tf.matMul(flat, tf.transpose(components.directions)), components.mean);
    return judged('PCA', roll, data, flat, restored as tf.Tensor2D);
  });
}

/** The roll as a small autoencoder lays it flat, trained on all of its points at once. */
export function unroll(
  roll: readonly RollPoint[],
  { seed, steps }: { seed: number; steps: number },
): FlatRoll {
  let drawn = 0;
  const dense = (units: number, activation: 'relu' | 'linear', inputs?: number) =>
    layers.dense({
      units,
      activation,
      kernelInitializer: initializers.glorotUniform({ seed: 1000 * seed + ++drawn }),
      ...(inputs !== undefined && { inputShape: [inputs] }),
    });
  const network = (inputs: number, outputs: number) =>
    sequential({
      layers: [
        dense(HIDDEN_UNITS, 'relu', inputs),
        dense(HIDDEN_UNITS, 'relu'),
        dense(outputs, 'linear'),
      ],
    });
  const [encoder, decoder] = [network(3, 2), network(2, 3)];
  const weights = [...encoder.weights, ...decoder.weights].map(
    (weight) => weight.read() as tf.Variable,
  );
  const optimizer = adam(LEARNING_RATE);
  return scoped(() => {
    const data = standardized(roll);
    const restore = (): tf.Tensor2D => decoder.apply(encoder.apply(data)) as tf.Tensor2D;
    for (let step = 0; step < steps; step++) {
      // Down to nothing, along a half cosine.
      optimizer.learningRate = LEARNING_RATE * (0.5 + 0.5 * Math.cos((Math.PI * step) / steps));
      tf.tidy(() => {
        optimizer.minimize(() => tf.losses.meanSquaredError(data, restore()), false, weights);
      });
    }
    optimizer.dispose();
    return judged('autoencoder', roll, data, encoder.apply(data) as tf.Tensor2D, restore());
  });
}
