import * as tf from '@tensorflow/tfjs-core';
import { type GridCell, imageGridSvg, rowsOf } from '../../support/chart';
import { imageTensor, type LabelledImages, PIXELS } from '../../support/mnist';
import type { Figure } from '../../support/report';
import { scoped } from '../../support/scoped';
import { decode, type Vae } from '../model';

/** Two test images of each digit above what the decoder makes of their latent means. */
export function reconstructions(vae: Vae, test: LabelledImages): Figure {
  const indices = [0, 1].flatMap((nth) =>
    Array.from(
      { length: 10 },
      (_, digit) =>
        [...test.labels.keys()].filter((index) => test.labels[index] === digit)[nth] as number,
    ),
  );
  const cells = scoped(() => {
    const images = imageTensor(test, indices);
    const [mean] = vae.encoder.apply(images) as [tf.Tensor];
    const decoded = rowsOf(tf.sigmoid(decode(vae, mean)).dataSync(), PIXELS);
    return rowsOf(images.dataSync(), PIXELS).flatMap((image, at): GridCell[] => {
      const column = at % 10;
      const pair = at < 10 ? 'first' : 'second';
      return [
        { column, row: `${pair} image`, image },
        { column, row: `${pair} decoded`, image: decoded[at] as Float32Array },
      ];
    });
  });
  return {
    name: 'reconstructions',
    caption:
      'The first two test images of each digit, and what the decoder makes of their latent means.',
    svg: imageGridSvg(cells, { columnLabel: 'digit', rowLabel: '' }),
  };
}
