import { describe, expect, it } from 'vitest';
import { normalizedMutualInformation } from '../../src';
import {
  describeComparisonLaws,
  describeLabelingErrors,
  referenceClusterings,
} from '../laws/clusteringLaws';

describe('normalizedMutualInformation: reference', () => {
  it('agrees with scikit-learn on 200 random labelings to 1e-6', () => {
    expect(referenceClusterings).toHaveLength(200);
    for (const {
      name,
      assignments,
      labels,
      normalizedMutualInformation: expected,
    } of referenceClusterings) {
      const value = normalizedMutualInformation(assignments, labels);
      expect(Math.abs(value - expected), name).toBeLessThan(1e-6);
    }
  });
});

describeComparisonLaws('normalizedMutualInformation', normalizedMutualInformation, {
  symmetric: true,
  least: 0,
});

describeLabelingErrors('normalizedMutualInformation', normalizedMutualInformation);
