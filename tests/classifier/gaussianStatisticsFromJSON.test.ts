import { describe, expect, it } from 'vitest';
import {
  fitGaussianClassifier,
  type GaussianStatistics,
  type GaussianStatisticsJSON,
  gaussianStatistics,
  gaussianStatisticsFromJSON,
} from '../../src';
import { labelledRows, tensorOf } from '../helpers/labelledRows';

const { rows, labels } = labelledRows(24, 3, [0, 4], 17);

function collected(scatter: 'full' | 'diagonal'): GaussianStatistics {
  const features = tensorOf(rows);
  const statistics = gaussianStatistics({ scatter }).accumulate(features, labels);
  features.dispose();
  return statistics;
}

const throughText = (statistics: GaussianStatistics): GaussianStatisticsJSON =>
  JSON.parse(JSON.stringify(statistics));

describe('gaussianStatisticsFromJSON: laws', () => {
  it('restores every bit, from text and from a structured clone', () => {
    for (const scatter of ['full', 'diagonal'] as const) {
      const written = collected(scatter);
      for (const json of [throughText(written), structuredClone(written.toJSON())]) {
        const restored = gaussianStatisticsFromJSON(json);
        expect(restored.scatter).toBe(scatter);
        expect(restored.dimension).toBe(3);
        expect([...restored.moments]).toEqual([...written.moments]);
      }
    }
  });

  it('goes on as the written ones would have', () => {
    const features = tensorOf(rows);
    const written = collected('full');
    const restored = gaussianStatisticsFromJSON(throughText(written));
    expect([...restored.accumulate(features, labels).moments]).toEqual([
      ...written.accumulate(features, labels).moments,
    ]);
    expect(fitGaussianClassifier(restored).score(features, labels)).toBe(
      fitGaussianClassifier(written).score(features, labels),
    );
    features.dispose();
  });

  it('restores empty statistics', () => {
    const restored = gaussianStatisticsFromJSON(throughText(gaussianStatistics()));
    expect(restored.dimension).toBeUndefined();
  });
});

describe('gaussianStatisticsFromJSON: errors', () => {
  it('refuses what is not such a record', () => {
    expect(() => gaussianStatisticsFromJSON(JSON.stringify(collected('full')) as never)).toThrow(
      /^gaussianStatisticsFromJSON: json must be a record of format 'variate\/GaussianStatistics', version 1; got '.*'\. Parse it with JSON\.parse first\.$/,
    );
    expect(() => gaussianStatisticsFromJSON({ format: 'other', version: 2 } as never)).toThrow(
      "gaussianStatisticsFromJSON: json must be a record of format 'variate/GaussianStatistics', version 1; got format 'other', version 2. Pass what JSON.parse returns for a record that toJSON has made.",
    );
    const json = throughText(collected('full'));
    const [first, second] = json.classes as [
      GaussianStatisticsJSON['classes'][0],
      GaussianStatisticsJSON['classes'][0],
    ];
    const cut = { ...json, classes: [first, { ...second, scatter: [1] }] };
    expect(() => gaussianStatisticsFromJSON(cut)).toThrow(
      'gaussianStatisticsFromJSON: json must have arrays of dimension 3 for every class; got others for class 4. Write it again with toJSON.',
    );
  });
});
