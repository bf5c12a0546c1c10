import { digitColors, digits } from '../../support/digitColors';
import { digitScatterSvg } from '../../support/digitScatter';
import type { LabelledImages } from '../../support/mnist';
import { pointCloudHtml, pointCloudScript, pointCloudSvg } from '../../support/pointCloud';
import type { Figure } from '../../support/report';
import type { ReductionResult } from '../study';

const SHOWN = 3000;

const axisName = (method: ReductionResult['method'], axis: number): string =>
  method === 'PCA' ? `component ${axis}` : `latent ${axis}`;

/** The test images in the plane, or in space, that a reduction has put them into. */
export function embedding(result: ReductionResult, test: LabelledImages): Figure {
  const { method, dims, testPoints, knnAccuracy } = result;
  const points = testPoints.subarray(0, SHOWN * dims);
  const labels = test.labels.subarray(0, SHOWN);
  const accuracy = `The digit of ${(100 * knnAccuracy).toFixed(1)} % of the test images is that of most of their nearest training images here.`;
  const name = `${dims}d-${method.toLowerCase()}`;
  const of = method === 'PCA' ? 'principal components' : 'latents of the autoencoder';
  if (dims === 2) {
    return {
      name,
      caption: `${SHOWN} test images by the two ${of}, in the color of their digit. ${accuracy}`,
      svg: digitScatterSvg(points, labels, { x: axisName(method, 1), y: axisName(method, 2) }),
    };
  }
  const cloud = {
    points,
    classes: labels,
    names: digits.map(String),
    colors: digitColors,
    axes: [axisName(method, 1), axisName(method, 2), axisName(method, 3)],
  } as const;
  return {
    name,
    caption: `${SHOWN} test images by the three ${of}, in the color of their digit. ${accuracy}`,
    svg: pointCloudSvg(cloud),
    interactive: { html: pointCloudHtml(cloud), script: pointCloudScript() },
  };
}
