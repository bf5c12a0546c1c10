import { describe, expect, it } from 'vitest';
import { clusteringAccuracy, matchClusters } from '../../src';
import { describeLabelingErrors, referenceClusterings } from '../laws/clusteringLaws';

describe('clusteringAccuracy: reference', () => {
  it('agrees with scipy.optimize.linear_sum_assignment on 200 random labelings', () => {
    for (const { name, assignments, labels, oneToOne } of referenceClusterings) {
      const accuracy = clusteringAccuracy(assignments, labels, matchClusters(assignments, labels));
      expect(accuracy, name).toBeCloseTo(oneToOne, 12);
    }
  });
});

describe('clusteringAccuracy: laws', () => {
  it('applies a mapping that was fitted on another split', () => {
    const mapping = matchClusters([0, 0, 1, 1], [1, 1, 0, 0]);
    expect(clusteringAccuracy([0, 1, 0, 1], [1, 0, 0, 0], mapping)).toBe(0.75);
  });

  it('counts a cluster without a name, or outside of the mapping, as wrong', () => {
    expect(clusteringAccuracy([0, 1, 2, 9], [0, 0, 0, 0], [0, -1, 0])).toBe(0.5);
  });
});

describeLabelingErrors('clusteringAccuracy', (a, b) => clusteringAccuracy(a, b, [0, 1]));

describe('clusteringAccuracy: errors of its mapping', () => {
  it('refuses what is no array', () => {
    expect(() => clusteringAccuracy([0], [0], 3 as unknown as number[])).toThrow(
      new TypeError(
        'clusteringAccuracy: mapping must be an array with the class of each cluster; got 3. Find it with matchClusters(assignments, labels).',
      ),
    );
  });
});
