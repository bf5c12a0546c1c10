import type { ClassMoments, ScatterForm } from './classMoments';
import { scatterMatrix } from './scatterMatrix';

function columnSums(
  centred: Float64Array,
  dimension: number,
  term: (row: number, value: number) => number,
): Float64Array {
  const sums = new Float64Array(dimension);
  for (let row = 0; row < centred.length / dimension; row++) {
    const start = row * dimension;
    for (let j = 0; j < dimension; j++) {
      sums[j] = (sums[j] as number) + term(row, centred[start + j] as number);
    }
  }
  return sums;
}

/** The moments of some rows of a matrix about their own mean, by two passes over them. */
export function blockMoments(
  values: Float32Array,
  rows: readonly number[],
  dimension: number,
  form: ScatterForm,
): ClassMoments {
  const count = rows.length;
  const mean = new Float64Array(dimension);
  for (const row of rows) {
    const start = row * dimension;
    for (let j = 0; j < dimension; j++)
      mean[j] = (mean[j] as number) + (values[start + j] as number);
  }
  for (let j = 0; j < dimension; j++) mean[j] = (mean[j] as number) / count;

  const centred = new Float64Array(count * dimension);
  const lengths = new Float64Array(count);
  rows.forEach((row, r) => {
    const from = row * dimension;
    const to = r * dimension;
    let length = 0;
    for (let j = 0; j < dimension; j++) {
      const value = (values[from + j] as number) - (mean[j] as number);
      centred[to + j] = value;
      length += value * value;
    }
    lengths[r] = length;
  });
  if (form === 'diagonal') {
    const scatter = columnSums(centred, dimension, (_, value) => value * value);
    return { count, mean, scatter, thirdMoment: new Float64Array(0), fourthMoment: 0 };
  }
  return {
    count,
    mean,
    scatter: scatterMatrix(centred, count, dimension),
    thirdMoment: columnSums(centred, dimension, (r, value) => (lengths[r] as number) * value),
    fourthMoment: lengths.reduce((sum, length) => sum + length * length, 0),
  };
}
