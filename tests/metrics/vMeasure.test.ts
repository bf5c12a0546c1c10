import { describe, expect, it } from 'vitest';
import { normalizedMutualInformation, vMeasure } from '../../src';
import {
  describeComparisonLaws,
  describeLabelingErrors,
  referenceClusterings,
} from '../laws/clusteringLaws';

describe('vMeasure: reference', () => {
  it('agrees with scikit-learn on 200 random labelings to 1e-6', () => {
    for (const { name, assignments, labels, vMeasure: expected } of referenceClusterings) {
      const actual = vMeasure(assignments, labels);
      for (const part of ['homogeneity', 'completeness', 'vMeasure'] as const) {
        expect(Math.abs(actual[part] - expected[part]), `${name} ${part}`).toBeLessThan(1e-6);
      }
    }
  });
});

describeComparisonLaws('vMeasure', (a, b) => vMeasure(a, b).vMeasure, {
  symmetric: true,
  least: 0,
});

describe('vMeasure: laws', () => {
  it('exchanges homogeneity and completeness with clusters and classes', () => {
    for (const { assignments, labels } of referenceClusterings) {
      const one = vMeasure(assignments, labels);
      const other = vMeasure(labels, assignments);
      expect(other.homogeneity).toBeCloseTo(one.completeness, 12);
      expect(other.completeness).toBeCloseTo(one.homogeneity, 12);
    }
  });

  it('is the normalized mutual information', () => {
    for (const { assignments, labels } of referenceClusterings) {
      const nmi = normalizedMutualInformation(assignments, labels);
      expect(vMeasure(assignments, labels).vMeasure).toBeCloseTo(nmi, 12);
    }
  });
});

describeLabelingErrors('vMeasure', vMeasure);
