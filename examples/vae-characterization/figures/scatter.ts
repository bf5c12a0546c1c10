import * as tf from '@tensorflow/tfjs-core';
import { digitScatterSvg } from '../../support/digitScatter';
import { firstImages, imageTensor, type LabelledImages } from '../../support/mnist';
import type { Figure } from '../../support/report';
import { scoped } from '../../support/scoped';
import type { Contestant } from '../contestants';
import { latentMeans, SCATTER_IMAGES } from '../study';
import { axisName, figureName } from './names';

/** The latent means of a thousand test images, in the two dimensions that carry most. */
export function scatter(
  { name, vae }: Contestant,
  dimensionsByKl: readonly number[],
  test: LabelledImages,
): Figure {
  const axes = dimensionsByKl.slice(0, 2).sort((a, b) => a - b) as [number, number];
  const few = firstImages(test, SCATTER_IMAGES);
  const points = scoped(() => {
    const means = latentMeans(vae, imageTensor(few));
    return Float32Array.from(tf.gather(means, tf.tensor1d(axes, 'int32'), 1).dataSync());
  });
  return {
    name: `scatter-${figureName(name)}`,
    caption: `${name}: latent means of ${SCATTER_IMAGES} test images in the color of their digit${vae.latentDims > 2 ? ', along the two latents of largest KL' : ''}.`,
    svg: digitScatterSvg(points, few.labels, {
      x: axisName(axes[0]),
      y: axisName(axes[1]),
      width: 560,
      height: 500,
    }),
  };
}
