import * as tf from '@tensorflow/tfjs-core';
import { type GridCell, imageGridSvg, rowsOf } from '../../support/chart';
import { imageTensor, type LabelledImages, PIXELS } from '../../support/mnist';
import type { Figure } from '../../support/report';
import { scoped } from '../../support/scoped';
import { decode, type Vae } from '../model';
import { digitCentres, latentMeans } from '../study';

/** Misclassified test images, in rows headed by the decoded centre of their digit. */
export function misclassified(
  vae: Vae,
  train: LabelledImages,
  test: LabelledImages,
  predicted: Int32Array,
): Figure {
  const shown = 10;
  const centres = scoped(() => {
    const means = digitCentres(latentMeans(vae, train), train.labels);
    return rowsOf(tf.sigmoid(decode(vae, means)).dataSync(), PIXELS);
  });
  const cells = centres.flatMap((image, digit): GridCell[] => {
    const wrong = [...test.labels.keys()]
      .filter((index) => test.labels[index] === digit && predicted[index] !== digit)
      .slice(0, shown);
    const images = scoped(() => rowsOf(imageTensor(test, wrong).dataSync(), PIXELS));
    return [
      { column: 'centre', row: digit, image },
      ...images.map((wrongImage, at) => ({
        column: String(at + 1),
        row: digit,
        image: wrongImage,
        note: `→ ${predicted[wrong[at] as number]}`,
      })),
    ];
  });
  return {
    name: 'misclassified',
    caption:
      'The first misclassified test images of each digit with the answer given, beside the decoded centre of the digit’s latent means.',
    svg: imageGridSvg(cells, { columnLabel: 'misclassified test images', rowLabel: 'digit' }),
  };
}
