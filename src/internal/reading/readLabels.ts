import { Tensor } from '@tensorflow/tfjs-core';
import { checkTensor } from '../checks/checkTensor';
import { describeShape, describeValue } from '../checks/describe';
import { invalidRange, invalidType } from '../checks/invalidArgument';

/** One integer class id per row: an int32 tensor `[rows]`, a typed array or an array of numbers. */
export type ClassLabels = Tensor | ArrayLike<number>;

function listOf(fn: string, labels: ClassLabels): ArrayLike<number> {
  const requirement = 'labels must be one class id per row';
  if (labels instanceof Tensor) {
    if (!labels.isDisposed && labels.rank !== 1) {
      throw invalidType(
        fn,
        requirement,
        `labels ${describeShape(labels.shape)}`,
        'Convert one-hot labels with tf.argMax(labels, 1).',
      );
    }
    checkTensor(fn, 'labels', labels, ['int32']);
    return labels.dataSync();
  }
  if (!Array.isArray(labels) && !ArrayBuffer.isView(labels)) {
    throw invalidType(
      fn,
      requirement,
      describeValue(labels),
      'Pass an int32 tensor, a typed array or an array of numbers.',
    );
  }
  return labels;
}

/** Reads class ids, after checking that they are integers and that every row has one. */
export function readLabels(fn: string, labels: ClassLabels, rows: number): Int32Array {
  const list = listOf(fn, labels);
  if (list.length !== rows) {
    throw invalidType(
      fn,
      'labels must have one entry per row of features',
      `${list.length} labels for ${rows} rows`,
      'Check that both come from the same batch.',
    );
  }
  return Int32Array.from(list, (label, row) => {
    // As int32, because that is what predictions are.
    if (typeof label === 'number' && label === (label | 0)) return label;
    const got = `${describeValue(label)} in row ${row}`;
    const requirement = 'labels must be integers (int32)';
    if (typeof label === 'number') {
      throw invalidRange(fn, requirement, got, 'Number the classes, for example 0, 1, 2.');
    }
    throw invalidType(fn, requirement, got, 'Pass one number per row; argMax of one-hot labels.');
  });
}
