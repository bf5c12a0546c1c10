import * as tf from '@tensorflow/tfjs-core';
import { type RandomKey, randomNormal } from 'variate';
import { type GridCell, imageGridSvg, rowsOf } from '../../support/chart';
import { PIXELS } from '../../support/mnist';
import type { Figure } from '../../support/report';
import { scoped } from '../../support/scoped';
import { decode, encode, type M1 } from '../models/m1';

const pixels = (m1: M1, latents: tf.Tensor): Float32Array[] =>
  rowsOf(tf.sigmoid(decode(m1, latents)).dataSync(), PIXELS);

/** Images above what the decoder makes of their latent means. */
export function reconstructions(m1: M1, images: tf.Tensor2D): Figure {
  const cells = scoped(() => {
    const decoded = pixels(m1, encode(m1, images).mean);
    return rowsOf(images.dataSync(), PIXELS).flatMap((image, column): GridCell[] => [
      { column, row: 'image', image },
      { column, row: 'decoded', image: decoded[column] as Float32Array },
    ]);
  });
  return {
    name: 'reconstructions',
    caption: 'Validation images, and what the decoder makes of their latent means.',
    svg: imageGridSvg(cells, { columnLabel: 'validation image', rowLabel: '' }),
  };
}

/** What the decoder makes of latents from the prior. */
export function priorSamples(m1: M1, key: RandomKey): Figure {
  const cells = scoped(() =>
    pixels(m1, randomNormal(key, [50, m1.latentDims])).map(
      (image, at): GridCell => ({ column: at % 10, row: Math.floor(at / 10), image }),
    ),
  );
  return {
    name: 'samples',
    caption: 'What the decoder makes of 50 latents from the prior.',
    svg: imageGridSvg(cells, { columnLabel: '', rowLabel: '', axes: false }),
  };
}
