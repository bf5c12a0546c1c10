import { describe, expect, it } from 'vitest';
import { clusteringAccuracy, type MatchOptions, matchClusters } from '../../src';
import { describeLabelingErrors, referenceClusterings } from '../laws/clusteringLaws';

describe('matchClusters: reference', () => {
  it('reaches the accuracy of scipy.optimize.linear_sum_assignment on 200 random labelings', () => {
    for (const { name, assignments, labels, oneToOne } of referenceClusterings) {
      const mapping = matchClusters(assignments, labels);
      expect(clusteringAccuracy(assignments, labels, mapping), name).toBeCloseTo(oneToOne, 12);
    }
  });

  it('names each cluster by its largest class where several may have one name', () => {
    for (const { name, assignments, labels, manyToOne } of referenceClusterings) {
      const mapping = matchClusters(assignments, labels, { matching: 'manyToOne' });
      expect(clusteringAccuracy(assignments, labels, mapping), name).toBeCloseTo(manyToOne, 12);
    }
  });
});

describe('matchClusters: laws', () => {
  it('gives no class to two clusters one-to-one, and a name to as many clusters as there can be', () => {
    for (const { assignments, labels } of referenceClusterings) {
      const mapping = matchClusters(assignments, labels);
      const clusters = Math.max(...assignments) + 1;
      const classes = Math.max(...labels) + 1;
      expect(mapping).toHaveLength(clusters);
      const named = [...mapping].filter((label) => label >= 0);
      expect(new Set(named).size).toBe(named.length);
      expect(named.length).toBe(Math.min(clusters, classes));
    }
  });

  it('prefers the best matching as a whole to the best cluster first', () => {
    // Cluster 0 has 3 of class 0 and 2 of class 1; cluster 1 has 2 of class 0 and none else.
    expect([...matchClusters([0, 0, 0, 0, 0, 1, 1], [0, 0, 0, 1, 1, 0, 0])]).toEqual([1, 0]);
  });

  it('keeps room for clusters that only another split has', () => {
    expect([...matchClusters([1, 1], [0, 1], { matching: 'manyToOne', clusters: 3 })]).toEqual([
      -1, 0, -1,
    ]);
    expect(matchClusters([0, 1], [0, 1], { clusters: 5 })).toHaveLength(5);
  });
});

describeLabelingErrors('matchClusters', matchClusters);

describe('matchClusters: errors of its options', () => {
  it('refuses an unknown matching, and fewer clusters than there are', () => {
    const wrong = (options: unknown) => () =>
      matchClusters([0, 3], [0, 1], options as MatchOptions);
    expect(wrong({ matching: 'greedy' })).toThrow(
      new TypeError(
        "matchClusters: matching must be one of 'oneToOne', 'manyToOne'; got 'greedy'. Check the spelling.",
      ),
    );
    expect(wrong({ clusters: 3 })).toThrow(
      new RangeError(
        'matchClusters: clusters must be an integer from 4 on; got 3. It counts the clusters, also those without examples here.',
      ),
    );
  });
});
