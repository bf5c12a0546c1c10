import * as tf from '@tensorflow/tfjs-core';
import { type GridCell, imageGridSvg, rowsOf } from '../../support/chart';
import { type LabelledImages, PIXELS } from '../../support/mnist';
import type { Figure } from '../../support/report';
import { scoped } from '../../support/scoped';
import { CLASSES } from '../protocol';

/** Styles z of images with their digits [n, classes], and the pixels that a style makes as a digit. */
export interface Writer {
  readonly styleDims: number;
  readonly styleOf: (indices: readonly number[], digits: tf.Tensor2D) => tf.Tensor;
  readonly write: (styles: tf.Tensor, digits: tf.Tensor2D) => tf.Tensor2D;
}

const oneHot = (digits: readonly number[]): tf.Tensor2D =>
  tf.cast(tf.oneHot(tf.tensor1d([...digits], 'int32'), CLASSES), 'float32') as tf.Tensor2D;

/** Every style as every digit: rows of ten images, a row for each style. */
function writeDigits({ write }: Writer, styles: tf.Tensor2D): Float32Array[] {
  return scoped(() => {
    const count = styles.shape[0];
    const row = Array.from({ length: count * CLASSES }, (_, at) => Math.floor(at / CLASSES));
    const digits = row.map((_, at) => at % CLASSES);
    const repeated = tf.gather(styles, tf.tensor1d(row, 'int32'));
    return rowsOf(write(repeated, oneHot(digits)).dataSync(), PIXELS);
  });
}

/** The first image of each digit. */
const firstOfEach = ({ labels }: LabelledImages): number[] =>
  Array.from({ length: CLASSES }, (_, digit) => labels.indexOf(digit));

/** The handwriting of test images, with z held and the digit varied. */
export function analogies(writer: Writer, test: LabelledImages): Figure {
  const indices = firstOfEach(test);
  const written = scoped(() => {
    const digits = oneHot(indices.map((index) => test.labels[index] as number));
    return writeDigits(writer, writer.styleOf(indices, digits) as tf.Tensor2D);
  });
  const cells = indices.flatMap((index, row): GridCell[] => [
    {
      column: 'image',
      row,
      image: Float32Array.from(
        test.pixels.subarray(index * PIXELS, (index + 1) * PIXELS),
        (value) => value / 255,
      ),
    },
    ...Array.from({ length: CLASSES }, (_, digit) => ({
      column: String(digit),
      row,
      image: written[row * CLASSES + digit] as Float32Array,
    })),
  ]);
  return {
    name: 'analogies',
    caption:
      'A test image of each digit (left), and its handwriting as every digit: z from q(z|x,y) held, y varied.',
    svg: imageGridSvg(cells, { columnLabel: 'image, and y', rowLabel: 'handwriting of' }),
  };
}

/** Class-conditional samples: the same z from the prior in a row, a digit in a column. */
export function samples(writer: Writer, styles: tf.Tensor2D): Figure {
  const written = writeDigits(writer, styles);
  const cells = written.map((image, at) => ({
    column: at % CLASSES,
    row: Math.floor(at / CLASSES) + 1,
    image,
  }));
  return {
    name: 'samples',
    caption: 'Class-conditional samples: z from the prior, one in each row, as every digit.',
    svg: imageGridSvg(cells, { columnLabel: 'y', rowLabel: 'sample of z' }),
  };
}
