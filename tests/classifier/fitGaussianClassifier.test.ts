import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fitGaussianClassifier,
  type GaussianClassifierOptions,
  gaussianStatistics,
  type MultivariateGaussianClassifier,
} from '../../src';
import { expectClose } from '../helpers/expectClose';
import { expectNewTensors } from '../helpers/expectNewTensors';
import { type decode, readFixture } from '../helpers/fixture';
import { labelledRows, parkMiller, tensorOf } from '../helpers/labelledRows';

type Encoded = Parameters<typeof decode>[0];

interface ClassifierCase {
  readonly name: string;
  readonly data: string;
  readonly options: GaussianClassifierOptions;
  readonly features?: Encoded;
  readonly labels?: number[];
  readonly test?: Encoded;
  readonly priors: number[];
  readonly logProbs: Encoded;
  readonly logits?: Encoded;
  readonly mahalanobis?: Encoded;
  readonly logDeterminants?: number[];
  readonly conditionNumbers?: number[];
  readonly covariances?: Encoded[];
  readonly shrinkages?: number[];
}

const cases = readFixture<ClassifierCase>('fitGaussianClassifier');

interface Data {
  readonly features: tf.Tensor2D;
  readonly labels: readonly number[];
  readonly test: tf.Tensor2D;
}

const matrix = ({ values, shape }: Encoded): tf.Tensor2D =>
  tf.tensor2d(values, shape as [number, number]);

function dataOf({ data }: ClassifierCase): Data {
  const { features, labels, test } = cases[0] as Required<ClassifierCase>;
  if (data === 'stored') return { features: matrix(features), labels, test: matrix(test) };
  const next = parkMiller(1);
  const rows = Array.from({ length: 520 }, () =>
    Array.from({ length: 140 }, () => (Math.round(next() * 2147483647) % 256) / 16 - 8),
  );
  return {
    features: tensorOf(rows.slice(0, 500)),
    labels: rows.slice(0, 500).map((_, row) => row % 2),
    test: tensorOf(rows.slice(500)),
  };
}

describe('fitGaussianClassifier: reference', () => {
  for (const reference of cases) {
    it(`agrees with scikit-learn: ${reference.name}`, () => {
      tf.tidy(() => {
        const { features, labels, test } = dataOf(reference);
        const classifier = fitGaussianClassifier(features, labels, reference.options);
        // Log-densities of 140 dimensions are sums of terms 100 times as large as they are.
        const tolerance = { rtol: 1e-5, atol: reference.data === 'stored' ? 1e-4 : 2e-3 };
        expectClose(classifier.logProbs(test), reference.logProbs.values, tolerance);
        expectClose(classifier.priors, reference.priors, { rtol: 1e-12 });
        const { diagnostics } = classifier;
        if (reference.logits) {
          expectClose(classifier.logits(test), reference.logits.values, tolerance);
        }
        if (reference.mahalanobis) {
          expectClose(classifier.mahalanobis(test), reference.mahalanobis.values);
        }
        if (reference.logDeterminants) {
          const actual = diagnostics.map(({ logDeterminant }) => logDeterminant);
          expectClose(actual, reference.logDeterminants, { rtol: 1e-6 });
        }
        if (reference.conditionNumbers) {
          const actual = diagnostics.map(({ conditionNumber }) => conditionNumber);
          expectClose(actual, reference.conditionNumbers, { rtol: 1e-2 });
        }
        if (reference.shrinkages) {
          const actual = diagnostics.map(({ shrinkage }) => shrinkage);
          expectClose(actual, reference.shrinkages, { rtol: 1e-6 });
        }
        reference.covariances?.forEach((covariance, k) => {
          const label = classifier.classes[k] as number;
          expectClose(classifier.covarianceOf(label), covariance.values, { atol: 1e-6 });
        });
      });
    });
  }
});

const options: readonly GaussianClassifierOptions[] = [
  {},
  { shrinkage: 'ledoitWolf' },
  { regularization: 0.1 },
  { covariance: 'tied' },
  { covariance: 'tied', shrinkage: 'oas', unbiased: false },
  { covariance: 'diagonal' },
  { covariance: 'spherical', shrinkage: 0.5 },
  { covariance: 'lowRank', rank: 2 },
];
const described = (option: GaussianClassifierOptions): string => JSON.stringify(option);

const small = labelledRows(60, 4, [3, 1, 8], 5);

describe('fitGaussianClassifier: gradient', () => {
  it('has logits that are differentiable with respect to the features', () => {
    for (const option of options) {
      tf.tidy(() => {
        const classifier = fitGaussianClassifier(tensorOf(small.rows), small.labels, option);
        const at = tf.tensor2d([[0.3, -0.2, 0.5, 0.1]]);
        // The gradient of log p(x, y) is -S^-1 (x - m); times S it has to give m - x.
        const gradient = tf.grad((x) =>
          tf.sum(tf.slice(classifier.logits(x as tf.Tensor2D), [0, 1], [1, 1])),
        )(at);
        const recovered = tf.matMul(gradient as tf.Tensor2D, classifier.covarianceOf(3));
        expectClose(recovered, tf.sub(tf.slice(classifier.means(), [1, 0], [1, 4]), at), {
          rtol: 1e-4,
          atol: 1e-5,
        });
      });
    }
  });
});

describe('fitGaussianClassifier: laws', () => {
  it('has log-probabilities that do not change under an affine map of all features', () => {
    const coefficient = fc.float({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(coefficient, { minLength: 16, maxLength: 16 }),
        fc.array(fc.float({ min: -100, max: 100, noNaN: true }), { minLength: 4, maxLength: 4 }),
        (mixing, offset) => {
          tf.tidy(() => {
            // Diagonally dominant, hence well conditioned.
            const map = tf.add(tf.tensor2d(mixing, [4, 4]), tf.mul(tf.eye(4), 6));
            const features = tensorOf(small.rows);
            const mapped = tf.add(tf.matMul(features, map as tf.Tensor2D), tf.tensor1d(offset));
            for (const covariance of ['full', 'tied'] as const) {
              const fitted = fitGaussianClassifier(features, small.labels, { covariance });
              const refitted = fitGaussianClassifier(mapped, small.labels, { covariance });
              expectClose(refitted.logProbs(mapped), fitted.logProbs(features), {
                rtol: 2e-3,
                atol: 2e-3,
              });
            }
          });
        },
      ),
      { seed: 1, numRuns: 20 },
    );
  });

  it('does not depend on the order of the rows', () => {
    tf.tidy(() => {
      const features = tensorOf(small.rows);
      const reversed = tensorOf([...small.rows].reverse());
      for (const option of options) {
        const fitted = fitGaussianClassifier(features, small.labels, option);
        const other = fitGaussianClassifier(reversed, [...small.labels].reverse(), option);
        expectClose(other.logits(features), fitted.logits(features), { atol: 1e-5 });
      }
    });
  });

  it('has probabilities with the sum 1, and predicts the largest', () => {
    tf.tidy(() => {
      const features = tensorOf(small.rows);
      for (const option of options) {
        const classifier = fitGaussianClassifier(features, small.labels, option);
        const probs = tf.exp(classifier.logProbs(features));
        expectClose(tf.sum(probs, 1), tf.ones([60]), { rtol: 1e-5 });
        const winners = Array.from(tf.argMax(probs, 1).dataSync(), (k) => classifier.classes[k]);
        const predictions = classifier.predict(features);
        expect(predictions.dtype).toBe('int32');
        expect(Array.from(predictions.dataSync()), described(option)).toEqual(winners);
        const right = winners.filter((label, row) => label === small.labels[row]).length;
        expect(classifier.score(features, small.labels)).toBe(right / 60);
      }
    });
  });

  it('decides by linear functions of the features where the covariance is tied', () => {
    tf.tidy(() => {
      const classifier = fitGaussianClassifier(tensorOf(small.rows), small.labels, {
        covariance: 'tied',
      });
      // The log-odds of two classes at the middle of two points are the mean of theirs.
      const ends = tf.tensor2d([
        [1, 0, -1, 2],
        [-2, 1, 1, 0],
        [-0.5, 0.5, 0, 1],
      ]);
      const logProbs = classifier.logProbs(ends).arraySync();
      const [a, b, middle] = logProbs.map((row) => (row[0] as number) - (row[2] as number));
      expect(middle).toBeCloseTo(((a as number) + (b as number)) / 2, 4);
    });
  });

  it('is the Mahalanobis rule without log-determinants and with equal priors', () => {
    tf.tidy(() => {
      const features = tensorOf(small.rows);
      for (const option of options) {
        const classifier = fitGaussianClassifier(features, small.labels, {
          ...option,
          logDeterminant: false,
          priors: [1 / 3, 1 / 3, 1 / 3],
        });
        const nearest = tf.argMin(classifier.mahalanobis(features), 1).dataSync();
        expect(Array.from(classifier.predict(features).dataSync())).toEqual(
          Array.from(nearest, (k) => classifier.classes[k]),
        );
      }
    });
  });

  it('adds the log-determinants to the logits, and nothing else', () => {
    tf.tidy(() => {
      const features = tensorOf(small.rows);
      const fitted = (logDeterminant: boolean): MultivariateGaussianClassifier =>
        fitGaussianClassifier(features, small.labels, { logDeterminant });
      const difference = tf.sub(fitted(true).logits(features), fitted(false).logits(features));
      const halves = fitted(true).diagnostics.map(({ logDeterminant }) => -logDeterminant / 2);
      expectClose(difference, tf.tile(tf.tensor2d([halves]), [60, 1]), { atol: 1e-5 });
    });
  });

  it('approaches full covariances as the rank of lowRank approaches the dimension', () => {
    tf.tidy(() => {
      const { rows, labels } = labelledRows(90, 5, [0, 1], 9);
      const features = tensorOf(rows);
      // With one direction left for the noise, its variance is the smallest eigenvalue.
      const lowRank = fitGaussianClassifier(features, labels, { covariance: 'lowRank', rank: 4 });
      const full = fitGaussianClassifier(features, labels);
      expectClose(lowRank.logits(features), full.logits(features), { atol: 1e-4 });
    });
  });

  it('is the same fitted from statistics, from a tensor and from typed arrays of labels', () => {
    tf.tidy(() => {
      const features = tensorOf(small.rows);
      const statistics = gaussianStatistics().accumulate(features, small.labels);
      for (const option of options) {
        const expected = fitGaussianClassifier(features, small.labels, option).logits(features);
        const tensor = tf.tensor1d([...small.labels], 'int32');
        const others = [
          fitGaussianClassifier(statistics, option),
          fitGaussianClassifier(features, tensor, option),
          fitGaussianClassifier(features, Uint8Array.from(small.labels), option),
        ];
        for (const other of others)
          expectClose(other.logits(features), expected, { rtol: 0, atol: 0 });
      }
    });
  });

  it('takes priors of float32, and brings their sum to 1', () => {
    tf.tidy(() => {
      const classifier = fitGaussianClassifier(tensorOf(small.rows), small.labels, {
        priors: Float32Array.of(0.1, 0.2, 0.7),
      });
      expect(classifier.priors.reduce((sum, prior) => sum + prior, 0)).toBeCloseTo(1, 15);
      expectClose(classifier.priors, [0.1, 0.2, 0.7]);
    });
  });

  it('does not change with rows that its statistics see later, diagnostics included', () => {
    tf.tidy(() => {
      const features = tensorOf(small.rows);
      const statistics = gaussianStatistics().accumulate(features, small.labels);
      const classifier = fitGaussianClassifier(statistics, { shrinkage: 0.1 });
      const { diagnostics } = fitGaussianClassifier(statistics, { shrinkage: 0.1 });
      statistics.accumulate(tf.mul(features, 5), small.labels);
      expect(classifier.diagnostics).toEqual(diagnostics);
    });
  });

  it('has nothing costly among the properties that tf.tidy walks through', () => {
    tf.tidy(() => {
      const classifier = fitGaussianClassifier(tensorOf(small.rows), small.labels);
      const walked = [];
      for (const key in classifier) walked.push(key);
      expect(walked.sort()).toEqual(['classes', 'covariance', 'dimension', 'priors']);
    });
  });

  it('has its columns in the order of the given classes', () => {
    tf.tidy(() => {
      const features = tensorOf(small.rows);
      const ascending = fitGaussianClassifier(features, small.labels);
      const other = fitGaussianClassifier(features, small.labels, { classes: [8, 1, 3] });
      expect(ascending.classes).toEqual([1, 3, 8]);
      expect(other.classes).toEqual([8, 1, 3]);
      const reordered = tf.gather(ascending.logits(features), tf.tensor1d([2, 0, 1], 'int32'), 1);
      expectClose(other.logits(features), reordered, { rtol: 0, atol: 0 });
    });
  });

  it('reports the rank before regularization, whatever the units of the features', () => {
    tf.tidy(() => {
      const { rows, labels } = labelledRows(80, 3, [0, 1], 11);
      // The fourth feature depends on the others, the fifth is constant, and units differ by 1e8.
      const dependent = rows.map(([a = 0, b = 0, c = 0]) => [1e-4 * a, 1e4 * b, c, a - c, 7]);
      const classifier = fitGaussianClassifier(tensorOf(dependent), labels, { shrinkage: 0.1 });
      expect(classifier.diagnostics.map(({ rank, n }) => [rank, n])).toEqual([
        [3, 40],
        [3, 40],
      ]);
    });
  });
});

describe('fitGaussianClassifier: extremes', () => {
  it('keeps its digits for tiny features, and for large ones with an offset', () => {
    tf.tidy(() => {
      const features = tensorOf(small.rows);
      for (const option of [
        {},
        { covariance: 'tied' },
        { covariance: 'diagonal' },
        { covariance: 'lowRank', rank: 2 },
      ] as const) {
        const expected = fitGaussianClassifier(features, small.labels, option).logProbs(features);
        const tiny = tf.mul(features, 1e-6);
        const refitted = fitGaussianClassifier(tiny, small.labels, option);
        expectClose(refitted.logProbs(tiny), expected, { rtol: 1e-3, atol: 1e-3 });
        // Rounded to what float32 holds beside an offset of 1e4, so that nothing else differs.
        const coarse = tf.div(tf.round(tf.mul(features, 256)), 256);
        const moved = tf.add(coarse, 1e4);
        expectClose(
          fitGaussianClassifier(moved, small.labels, option).logProbs(moved),
          fitGaussianClassifier(coarse, small.labels, option).logProbs(coarse),
          { rtol: 1e-4, atol: 1e-4 },
        );
      }
    });
  });

  it('tells nearly collinear features apart', () => {
    tf.tidy(() => {
      const { rows, labels } = labelledRows(100, 2, [0, 1], 3);
      const near = rows.map(([a = 0, b = 0]) => [
        Math.fround(a),
        Math.fround(Math.fround(a) + 1e-3 * b),
      ]);
      const classifier = fitGaussianClassifier(tensorOf(near), labels);
      const variance = (values: number[]): number => {
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
      };
      classifier.diagnostics.forEach(({ logDeterminant }, label) => {
        const own = near.filter((_, row) => labels[row] === label);
        const first = own.map(([a = 0]) => a);
        const gap = own.map(([a = 0, b = 0]) => b - a);
        const second = own.map(([, b = 0]) => b);
        // |S| of (a, b) is that of (a, b - a), where nothing cancels.
        const covariance = (variance(second) - variance(first) - variance(gap)) / 2;
        const determinant = variance(first) * variance(gap) - covariance ** 2;
        expect(logDeterminant).toBeCloseTo(Math.log(determinant), 5);
      });
    });
  });

  it('has a log-determinant where the determinant underflows', () => {
    tf.tidy(() => {
      const dimension = 784;
      const scatter = new Float64Array((dimension * (dimension + 1)) / 2);
      for (let i = 0; i < dimension; i++) scatter[(i * (i + 1)) / 2 + i] = 0.01 * 999;
      const own = {
        count: 1000,
        mean: new Float64Array(dimension),
        scatter,
        thirdMoment: new Float64Array(dimension),
        fourthMoment: 0,
      };
      const statistics = {
        ...gaussianStatistics(),
        moments: new Map([
          [0, own],
          [1, own],
        ]),
      };
      const classifier = fitGaussianClassifier(statistics, { covariance: 'tied' });
      expect(classifier.diagnostics[0]?.logDeterminant).toBeCloseTo(784 * Math.log(0.01), 8);
      expect(0.01 ** 784).toBe(0);
      expect(classifier.diagnostics[0]?.conditionNumber).toBeCloseTo(1, 6);
    });
  });

  it('works in one dimension, and with three rows for two classes of a tied covariance', () => {
    tf.tidy(() => {
      const line = tf.tensor2d([[0], [1], [4], [6]]);
      const classifier = fitGaussianClassifier(line, [0, 0, 1, 1]);
      expectClose(classifier.mahalanobis(tf.tensor2d([[2]])), [1.5 / Math.SQRT1_2, 3 / Math.SQRT2]);
      expect(
        classifier.diagnostics.map(({ rank, conditionNumber }) => [rank, conditionNumber]),
      ).toEqual([
        [1, 1],
        [1, 1],
      ]);
      for (const shrinkage of ['ledoitWolf', 'oas'] as const) {
        const shrunk = fitGaussianClassifier(line, [0, 0, 1, 1], { shrinkage });
        expect(shrunk.diagnostics.map((one) => one.shrinkage)).toEqual([0, 0]);
      }
      const tied = fitGaussianClassifier(tf.tensor2d([[0], [2], [5]]), [0, 0, 1], {
        covariance: 'tied',
      });
      // The variance is ((0 - 1)^2 + (2 - 1)^2 + 0) / (3 - 2).
      expectClose(tied.covarianceOf(1), [2]);
      expectClose(tied.mahalanobis(tf.tensor2d([[3]])), [Math.SQRT2, Math.SQRT2]);
    });
  });

  it('predicts nothing for no rows', () => {
    tf.tidy(() => {
      const classifier = fitGaussianClassifier(tensorOf(small.rows), small.labels);
      const none = tf.zeros<tf.Rank.R2>([0, 4]);
      expect(classifier.logits(none).shape).toEqual([0, 3]);
      expect(classifier.logProbs(none).shape).toEqual([0, 3]);
      expect(classifier.mahalanobis(none).shape).toEqual([0, 3]);
      expect(classifier.predict(none).shape).toEqual([0]);
      expect(classifier.score(none, [])).toBe(Number.NaN);
    });
  });
});

describe('fitGaussianClassifier: errors', () => {
  const features = (): tf.Tensor2D =>
    tf.tensor2d([
      [0, 1],
      [1, 0],
      [2, 2],
      [5, 6],
      [6, 5],
      [7, 8],
    ]);
  const labels = [0, 0, 0, 1, 1, 1];
  const expectError = (call: () => unknown, kind: ErrorConstructor, message: string): void => {
    tf.tidy(() => {
      expect(call).toThrow(new kind(message));
    });
  };
  const fitted = (given: object) => () =>
    fitGaussianClassifier(features(), labels, given as GaussianClassifierOptions);

  it('refuses features that are not finite float32 rows', () => {
    const call = (x: unknown) => () => fitGaussianClassifier(x as tf.Tensor2D, labels);
    expectError(
      call([[1, 2]]),
      TypeError,
      'fitGaussianClassifier: features must be a tensor; got an array of length 1. Build one with tf.tensor(values, shape).',
    );
    expectError(
      () => call(tf.zeros([6, 28, 28]))(),
      TypeError,
      'fitGaussianClassifier: features must have rank 2, [rows, dimensions]; got features [6, 28, 28]. Flatten all but the first axis with tf.reshape(features, [rows, -1]).',
    );
    expectError(
      () => call(tf.zeros([6, 0]))(),
      TypeError,
      'fitGaussianClassifier: features must have at least one column; got features [6, 0]. Check how they were sliced.',
    );
    const poisoned = [
      [0, 1],
      [1, Number.NaN],
      [2, 2],
      [5, Number.POSITIVE_INFINITY],
      [6, 5],
      [7, 8],
    ];
    expectError(
      () => call(tf.tensor2d(poisoned))(),
      RangeError,
      'fitGaussianClassifier: features must be finite; got 2 NaN or infinite values, the first in row 1, column 1. Drop or impute those rows.',
    );
  });

  it('refuses labels that are not one integer per row', () => {
    const call = (y: unknown) => () => fitGaussianClassifier(features(), y as number[]);
    expectError(
      call(undefined),
      TypeError,
      'fitGaussianClassifier: labels must be one class id per row; got undefined. Pass an int32 tensor, a typed array or an array of numbers.',
    );
    expectError(
      call([0, 0, 0.5, 1, 1, 1]),
      RangeError,
      'fitGaussianClassifier: labels must be integers (int32); got 0.5 in row 2. Number the classes, for example 0, 1, 2.',
    );
    expectError(
      call([
        [1, 0],
        [1, 0],
        [1, 0],
        [0, 1],
        [0, 1],
        [0, 1],
      ]),
      TypeError,
      'fitGaussianClassifier: labels must be integers (int32); got an array of length 2 in row 0. Pass one number per row; argMax of one-hot labels.',
    );
    expectError(
      () => call(tf.zeros([6, 10]))(),
      TypeError,
      'fitGaussianClassifier: labels must be one class id per row; got labels [6, 10]. Convert one-hot labels with tf.argMax(labels, 1).',
    );
    expectError(
      () => call(tf.zeros([6]))(),
      TypeError,
      "fitGaussianClassifier: labels must have dtype int32; got labels [6] of dtype float32. Convert it with tf.cast(labels, 'int32').",
    );
    expectError(
      call([0, 1]),
      TypeError,
      'fitGaussianClassifier: labels must have one entry per row of features; got 2 labels for 6 rows. Check that both come from the same batch.',
    );
  });

  it('refuses one class, and a class of one row', () => {
    expectError(
      () => fitGaussianClassifier(features(), [3, 3, 3, 3, 3, 3]),
      RangeError,
      'fitGaussianClassifier: labels must hold at least two classes; got class 3 alone, in 6 rows. Add rows of another class.',
    );
    expectError(
      () => fitGaussianClassifier(gaussianStatistics()),
      RangeError,
      'fitGaussianClassifier: labels must hold at least two classes; got no rows. Add rows of another class.',
    );
    expectError(
      () => fitGaussianClassifier(features(), [0, 0, 0, 0, 0, 7]),
      RangeError,
      "fitGaussianClassifier: labels must have at least 2 rows of every class; got 1 of class 7. Add rows of it, drop it, or use covariance 'tied'.",
    );
  });

  it('names the class, its rank and the remedies where a covariance has no inverse', () => {
    expectError(
      () => fitGaussianClassifier(features(), [0, 0, 1, 1, 1, 1]),
      RangeError,
      "fitGaussianClassifier: class 0 must have a covariance of full rank; got rank 1 of 2 dimensions from 2 rows. Set shrinkage or regularization, use covariance 'lowRank' or 'diagonal', or reduce the dimension first (PCA).",
    );
    const collinear = (): tf.Tensor2D => {
      const { rows } = labelledRows(600, 139, [0], 2);
      return tensorOf(rows.map((row) => [...row, (row[3] as number) + (row[70] as number)]));
    };
    const halves = Array.from({ length: 600 }, (_, row) => row % 2);
    const few = (): tf.Tensor2D => tensorOf(labelledRows(60, 140, [0, 1], 8).rows);
    expectError(
      () => fitGaussianClassifier(few(), halves.slice(0, 60)),
      RangeError,
      "fitGaussianClassifier: class 0 must have a covariance of full rank; got rank 29 of 140 dimensions from 30 rows. Set shrinkage or regularization, use covariance 'lowRank' or 'diagonal', or reduce the dimension first (PCA).",
    );
    expectError(
      () => fitGaussianClassifier(collinear(), halves),
      RangeError,
      "fitGaussianClassifier: class 0 must have a covariance of full rank; got rank 139 of 140 dimensions from 300 rows. Set shrinkage or regularization, use covariance 'lowRank' or 'diagonal', or reduce the dimension first (PCA).",
    );
    expectError(
      () => fitGaussianClassifier(collinear(), halves, { covariance: 'tied' }),
      RangeError,
      "fitGaussianClassifier: the pooled classes must have a covariance of full rank; got rank 139 of 140 dimensions from 600 rows. Set shrinkage or regularization, use covariance 'lowRank' or 'diagonal', or reduce the dimension first (PCA).",
    );
    expectError(
      () => fitGaussianClassifier(collinear(), halves, { regularization: 1e-9 }),
      RangeError,
      'fitGaussianClassifier: class 0 must have a covariance of full rank; got rank 139 of 140 dimensions from 300 rows. Raise shrinkage or regularization.',
    );
    const constant = (): tf.Tensor2D =>
      tf.tensor2d([
        [0, 1],
        [1, 1],
        [2, 1],
        [5, 1],
        [6, 1],
        [7, 1],
      ]);
    expectError(
      () => fitGaussianClassifier(constant(), labels, { covariance: 'diagonal' }),
      RangeError,
      'fitGaussianClassifier: class 0 must vary in every feature; got zero variance in 1 of 2 features, the first in column 1. Set shrinkage or regularization, or drop those features.',
    );
    expectError(
      () => fitGaussianClassifier(constant(), labels, { covariance: 'lowRank', rank: 1 }),
      RangeError,
      'fitGaussianClassifier: class 0 must vary in more directions than rank 1; got rank 1 of 2 dimensions from 3 rows. Lower rank, or set shrinkage or regularization.',
    );
    expectError(
      () => fitGaussianClassifier(collinear(), halves, { covariance: 'lowRank', rank: 139 }),
      RangeError,
      'fitGaussianClassifier: class 0 must vary in more directions than rank 139; got rank 139 of 140 dimensions from 300 rows. Lower rank, or set shrinkage or regularization.',
    );
    expectError(
      () =>
        fitGaussianClassifier(features(), [0, 0, 1, 1, 1, 1], { covariance: 'lowRank', rank: 1 }),
      RangeError,
      'fitGaussianClassifier: class 0 must vary in more directions than rank 1; got rank 1 of 2 dimensions from 2 rows. Lower rank, or set shrinkage or regularization.',
    );
  });

  it('refuses options that it does not have', () => {
    expectError(
      fitted({ reg_param: 0.1 }),
      TypeError,
      'fitGaussianClassifier: options must be among covariance, rank, shrinkage, regularization, unbiased, priors, logDeterminant, classes; got reg_param. Check the spelling, or remove it.',
    );
    expectError(
      fitted({ covariance: 'qda' }),
      TypeError,
      "fitGaussianClassifier: covariance must be one of 'full', 'tied', 'diagonal', 'spherical', 'lowRank'; got 'qda'. QDA is 'full', LDA is 'tied', naive Bayes is 'diagonal'.",
    );
    expectError(
      fitted({ shrinkage: 'auto' }),
      TypeError,
      "fitGaussianClassifier: shrinkage must be a number from 0 to 1, 'ledoitWolf' or 'oas'; got 'auto'. 0 leaves the covariance as it is.",
    );
    expectError(
      fitted({ regularization: 3 }),
      RangeError,
      'fitGaussianClassifier: regularization must be a number from 0 to 1; got 3. 0 leaves the covariance as it is.',
    );
    expectError(
      fitted({ shrinkage: 0.1, regularization: 0.1 }),
      TypeError,
      'fitGaussianClassifier: shrinkage and regularization must not be given together; got shrinkage 0.1, regularization 0.1. They are two scales for one thing: keep one.',
    );
    expectError(
      fitted({ covariance: 'diagonal', shrinkage: 'oas' }),
      TypeError,
      "fitGaussianClassifier: shrinkage must be a number where covariance is 'diagonal'; got 'oas'. The automatic ones are defined for 'full', 'tied' and 'lowRank'.",
    );
    expectError(
      fitted({ unbiased: 1 }),
      TypeError,
      'fitGaussianClassifier: unbiased must be true or false; got 1. Write a boolean.',
    );
    expectError(
      fitted({ covariance: 'lowRank' }),
      RangeError,
      'fitGaussianClassifier: rank must be an integer from 1 on; got undefined. It is the number of leading directions of each class.',
    );
    expectError(
      fitted({ covariance: 'lowRank', rank: 2 }),
      RangeError,
      "fitGaussianClassifier: rank must be less than the dimension 2; got 2. Use covariance 'full' for all directions.",
    );
    expectError(
      fitted({ rank: 2 }),
      TypeError,
      "fitGaussianClassifier: rank must be left out where covariance is 'full'; got 2. It belongs to covariance 'lowRank'.",
    );
  });

  it('refuses priors and classes that do not fit the labels', () => {
    expectError(
      fitted({ priors: [0.5] }),
      TypeError,
      'fitGaussianClassifier: priors must be an array of 2 probabilities, one for each class; got an array of length 1. Their order is that of the classes 0, 1.',
    );
    expectError(
      fitted({ priors: [3, 3] }),
      RangeError,
      'fitGaussianClassifier: priors must be positive and have the sum 1; got 3, 3, with the sum 6. Divide counts by their sum; drop classes that cannot occur.',
    );
    expectError(
      fitted({ classes: 2 }),
      TypeError,
      'fitGaussianClassifier: classes must be an array of class ids; got 2. Leave it out for the labels found, in ascending order.',
    );
    expectError(
      fitted({ classes: [0, 2] }),
      RangeError,
      'fitGaussianClassifier: classes must list every label; got label 1 beside classes 0, 2. Add it, or drop the rows that have it.',
    );
    expectError(
      fitted({ classes: [0, 1, 2] }),
      RangeError,
      'fitGaussianClassifier: classes must list every class once, and only classes that have rows; got classes 0, 1, 2 for labels 0, 1. Remove 2, or add rows of it.',
    );
  });

  it('refuses to predict for features of another dimension', () => {
    const rows = features();
    const classifier = fitGaussianClassifier(rows, labels);
    rows.dispose();
    expectError(
      () => classifier.logProbs(tf.zeros([4, 3])),
      TypeError,
      'MultivariateGaussianClassifier.logProbs: features must have 2 columns, as the rows seen before; got features [4, 3]. Pass them through the same encoder or projection.',
    );
    expectError(
      () => classifier.predict(tf.zeros([2])),
      TypeError,
      'MultivariateGaussianClassifier.predict: features must have rank 2, [rows, dimensions]; got features [2]. Flatten all but the first axis with tf.reshape(features, [rows, -1]).',
    );
    expectError(
      () => classifier.score(tf.zeros([2, 2]), [1]),
      TypeError,
      'MultivariateGaussianClassifier.score: labels must have one entry per row of features; got 1 labels for 2 rows. Check that both come from the same batch.',
    );
    expectError(
      () => classifier.covarianceOf(2),
      RangeError,
      'MultivariateGaussianClassifier.covarianceOf: label must be one of the classes 0, 1; got 2. Pass the id of a class, not its index.',
    );
  });
});

describe('fitGaussianClassifier: memory', () => {
  it('leaves nothing behind, and every prediction one tensor', () => {
    for (const dimension of [4, 140]) {
      const { rows, labels } = labelledRows(60, dimension, [1, 0, 2], 13);
      const x = tensorOf(rows);
      const fitted = (): MultivariateGaussianClassifier =>
        fitGaussianClassifier(x, labels, { shrinkage: 0.2 });
      let classifier = fitted();
      expectNewTensors(0, () => {
        classifier = fitted();
        return [];
      });
      for (const option of [
        { shrinkage: 0.1 },
        { covariance: 'lowRank', rank: 2 },
        { covariance: 'tied', shrinkage: 0.1 },
      ] as const) {
        classifier = fitGaussianClassifier(x, labels, option);
        expectNewTensors(1, () => classifier.logits(x));
        expectNewTensors(1, () => classifier.logProbs(x));
        expectNewTensors(1, () => classifier.mahalanobis(x));
        expectNewTensors(1, () => classifier.predict(x));
        expectNewTensors(1, () => classifier.means());
        expectNewTensors(1, () => classifier.covarianceOf(2));
        expectNewTensors(0, () => {
          classifier.score(x, labels);
          return [];
        });
      }
      x.dispose();
    }
  });
});
