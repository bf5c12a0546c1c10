import { describe, expect, it } from 'vitest';
import { adjustedRandIndex } from '../../src';
import {
  describeComparisonLaws,
  describeLabelingErrors,
  referenceClusterings,
} from '../laws/clusteringLaws';

describe('adjustedRandIndex: reference', () => {
  it('agrees with scikit-learn on 200 random labelings to 1e-6', () => {
    expect(referenceClusterings).toHaveLength(200);
    for (const { name, assignments, labels, adjustedRandIndex: expected } of referenceClusterings) {
      const value = adjustedRandIndex(assignments, labels);
      expect(Math.abs(value - expected), name).toBeLessThan(1e-6);
    }
  });
});

describeComparisonLaws('adjustedRandIndex', adjustedRandIndex, { symmetric: true, least: -0.5 });

describeLabelingErrors('adjustedRandIndex', adjustedRandIndex);
