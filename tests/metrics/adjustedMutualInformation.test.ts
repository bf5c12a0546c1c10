import { adjustedMutualInformation } from '../../src';
import {
  describeComparisonLaws,
  describeLabelingErrors,
  describeReferenceValues,
} from '../laws/clusteringLaws';

describeReferenceValues('adjustedMutualInformation', adjustedMutualInformation);

describeComparisonLaws('adjustedMutualInformation', adjustedMutualInformation, {
  symmetric: true,
  least: -1,
});

describeLabelingErrors('adjustedMutualInformation', adjustedMutualInformation);
