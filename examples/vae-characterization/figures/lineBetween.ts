import * as tf from '@tensorflow/tfjs-core';
import { interpolate } from 'variate';
import { type GridCell, imageGridSvg, rowsOf } from '../../support/chart';
import { imageTensor, type LabelledImages, PIXELS } from '../../support/mnist';
import type { Figure } from '../../support/report';
import { scoped } from '../../support/scoped';
import type { Contestant } from '../contestants';
import { decode } from '../model';
import { latentMeans } from '../study';

const STEPS = 9;

/** The decoded line z = t z1 + (1 - t) z2 between the latent means of two digits. */
export function lineBetween(
  contestants: readonly Contestant[],
  images: LabelledImages,
  [first, second]: readonly [number, number],
): Figure {
  const indexOf = (digit: number): number => images.labels.indexOf(digit);
  const cells = scoped(() => {
    const ends = imageTensor(images, [indexOf(first), indexOf(second)]);
    const originals = rowsOf(ends.dataSync(), PIXELS);
    return contestants.flatMap(({ name, vae }) => {
      const [z1, z2] = tf.unstack(latentMeans(vae, ends)) as [tf.Tensor, tf.Tensor];
      const decoded = tf.sigmoid(decode(vae, interpolate(z2, z1, { steps: STEPS })));
      const steps = rowsOf(decoded.dataSync(), PIXELS).map(
        (image, step): GridCell => ({
          column: `t = ${(step / (STEPS - 1)).toFixed(2)}`,
          row: name,
          image,
        }),
      );
      return [
        { column: `a ${second}`, row: name, image: originals[1] as Float32Array },
        ...steps,
        { column: `a ${first}`, row: name, image: originals[0] as Float32Array },
      ];
    });
  });
  return {
    name: 'line-between-digits',
    caption: `Decoded points z = t z1 + (1 - t) z2 between the latent means of a ${second} (z2) and a ${first} (z1) of the training images, which stand at the ends.`,
    svg: imageGridSvg(cells, { columnLabel: '', rowLabel: '', size: 56, rowWidth: 200 }),
  };
}
