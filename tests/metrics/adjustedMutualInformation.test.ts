import { describe, expect, it } from 'vitest';
import { adjustedMutualInformation } from '../../src';
import {
  describeComparisonLaws,
  describeLabelingErrors,
  referenceClusterings,
} from '../laws/clusteringLaws';

describe('adjustedMutualInformation: reference', () => {
  it('agrees with scikit-learn on 200 random labelings to 1e-6', () => {
    expect(referenceClusterings).toHaveLength(200);
    for (const {
      name,
      assignments,
      labels,
      adjustedMutualInformation: expected,
    } of referenceClusterings) {
      const value = adjustedMutualInformation(assignments, labels);
      expect(Math.abs(value - expected), name).toBeLessThan(1e-6);
    }
  });
});

describeComparisonLaws('adjustedMutualInformation', adjustedMutualInformation, {
  symmetric: true,
  least: -1,
});

describeLabelingErrors('adjustedMutualInformation', adjustedMutualInformation);
