import * as tf from '@tensorflow/tfjs-core';
import { type GridCell, imageGridSvg, rowsOf } from '../../support/chart';
import { digits } from '../../support/digitColors';
import { imageTensor, type LabelledImages, PIXELS } from '../../support/mnist';
import type { Figure } from '../../support/report';
import { scoped } from '../../support/scoped';
import type { Reduction } from '../study';

/** The first test image of each digit, and what each reduction keeps of it. */
export function reconstructions(reductions: readonly Reduction[], test: LabelledImages): Figure {
  const indices = [0, 1].flatMap((nth) =>
    digits.map(
      (digit) =>
        [...test.labels.keys()].filter((index) => test.labels[index] === digit)[nth] as number,
    ),
  );
  const cells = scoped(() => {
    const images = imageTensor(test, indices);
    const rows = [
      { row: 'original', images: images.dataSync() },
      ...reductions.map(({ name, dims, reduce, restore }) => ({
        row: `${name}, ${dims}`,
        images: tf.div(tf.add(restore(reduce(images)), 1), 2).dataSync(),
      })),
    ];
    return rows.flatMap(({ row, images: pixels }) =>
      rowsOf(pixels, PIXELS).map((image, at): GridCell => {
        // The second image of a digit stands beside its first.
        return { column: `${at % 10}${at < 10 ? '' : '′'}`, row, image };
      }),
    );
  });
  const columns = digits.flatMap((digit) => [`${digit}`, `${digit}′`]);
  const ordered = columns.flatMap((column) => cells.filter((cell) => cell.column === column));
  return {
    name: 'reconstructions',
    caption:
      'The first two test images of each digit, and what two or three numbers keep of them: the autoencoder’s latents and as many principal components.',
    svg: imageGridSvg(ordered, { columnLabel: 'digit', rowLabel: '' }),
  };
}
