import { normalizedMutualInformation } from '../../src';
import {
  describeComparisonLaws,
  describeLabelingErrors,
  describeReferenceValues,
} from '../laws/clusteringLaws';

describeReferenceValues('normalizedMutualInformation', normalizedMutualInformation);

describeComparisonLaws('normalizedMutualInformation', normalizedMutualInformation, {
  symmetric: true,
  least: 0,
});

describeLabelingErrors('normalizedMutualInformation', normalizedMutualInformation);
