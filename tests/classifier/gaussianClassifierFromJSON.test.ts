import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import {
  fitGaussianClassifier,
  type GaussianClassifierOptions,
  gaussianClassifierFromJSON,
} from '../../src';
import { expectClose } from '../helpers/expectClose';
import { labelledRows, tensorOf } from '../helpers/labelledRows';

const { rows, labels } = labelledRows(40, 4, [7, 2], 19);
const options: readonly GaussianClassifierOptions[] = [
  { priors: [0.3, 0.7] },
  { covariance: 'tied', shrinkage: 'oas' },
  { covariance: 'diagonal', logDeterminant: false },
  { covariance: 'spherical' },
  { covariance: 'lowRank', rank: 2, regularization: 0.1 },
];

describe('gaussianClassifierFromJSON: laws', () => {
  for (const option of options) {
    it(`predicts the same bits as the written classifier: ${JSON.stringify(option)}`, () => {
      tf.tidy(() => {
        const features = tensorOf(rows);
        const written = fitGaussianClassifier(features, labels, option);
        const restored = gaussianClassifierFromJSON(JSON.parse(JSON.stringify(written)));
        const exactly = { rtol: 0, atol: 0 };
        expectClose(restored.logits(features), written.logits(features), exactly);
        expectClose(restored.mahalanobis(features), written.mahalanobis(features), exactly);
        expectClose(restored.covarianceOf(7), written.covarianceOf(7), exactly);
        expectClose(restored.means(), written.means(), exactly);
        const { classes, priors, dimension, covariance, diagnostics } = written;
        expect(restored).toMatchObject({ classes, priors, dimension, covariance });
        expect(restored.diagnostics).toEqual(diagnostics);
        expect(restored.toJSON()).toEqual(written.toJSON());
      });
    });
  }
});

describe('gaussianClassifierFromJSON: errors', () => {
  it('refuses what is not such a record', () => {
    expect(() => gaussianClassifierFromJSON(null as never)).toThrow(
      "gaussianClassifierFromJSON: json must be a record of format 'variate/GaussianClassifier', version 1; got null. Pass what JSON.parse returns for a record that toJSON has made.",
    );
    expect(() => gaussianClassifierFromJSON('{}' as never)).toThrow(
      "gaussianClassifierFromJSON: json must be a record of format 'variate/GaussianClassifier', version 1; got '{}'. Parse it with JSON.parse first.",
    );
    expect(() => gaussianClassifierFromJSON({ means: [] } as never)).toThrow(
      "gaussianClassifierFromJSON: json must be a record of format 'variate/GaussianClassifier', version 1; got an object with keys means. Pass what JSON.parse returns for a record that toJSON has made.",
    );
  });
});
