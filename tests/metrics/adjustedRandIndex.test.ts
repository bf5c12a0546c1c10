import { adjustedRandIndex } from '../../src';
import {
  describeComparisonLaws,
  describeLabelingErrors,
  describeReferenceValues,
} from '../laws/clusteringLaws';

describeReferenceValues('adjustedRandIndex', adjustedRandIndex);

describeComparisonLaws('adjustedRandIndex', adjustedRandIndex, { symmetric: true, least: -0.5 });

describeLabelingErrors('adjustedRandIndex', adjustedRandIndex);
