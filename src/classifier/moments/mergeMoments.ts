import { multiplySymmetric } from '../../internal/linalg/multiplySymmetric';
import { packedRow } from '../../internal/linalg/packedRow';
import { packedTrace } from '../../internal/linalg/packedTrace';
import type { ClassMoments, ScatterForm } from './classMoments';

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/** The third and fourth moments about the mean plus `shift`. */
function higherMomentsAbout(
  { count, scatter, thirdMoment, fourthMoment }: ClassMoments,
  shift: Float64Array,
): { third: Float64Array; fourth: number } {
  const trace = packedTrace(scatter, shift.length);
  const along = multiplySymmetric(scatter, shift);
  const length = dot(shift, shift);
  return {
    third: thirdMoment.map(
      (value, i) =>
        value - 2 * (along[i] as number) - (trace + count * length) * (shift[i] as number),
    ),
    fourth:
      fourthMoment +
      4 * dot(shift, along) -
      4 * dot(shift, thirdMoment) +
      2 * length * trace +
      count * length ** 2,
  };
}

/**
 * The moments of two sets of rows taken together (Chan, Golub and LeVeque 1983, and the same
 * expansion for the higher moments).
 */
export function mergeMoments(a: ClassMoments, b: ClassMoments, form: ScatterForm): ClassMoments {
  const count = a.count + b.count;
  const difference = b.mean.map((value, i) => value - (a.mean[i] as number));
  const shiftA = difference.map((value) => value * (b.count / count));
  const shiftB = difference.map((value) => -value * (a.count / count));
  const mean = a.mean.map((value, i) => value + (shiftA[i] as number));
  const scatter = a.scatter.map((value, i) => value + (b.scatter[i] as number));
  const weight = (a.count * b.count) / count;
  if (form === 'diagonal') {
    difference.forEach((value, i) => {
      scatter[i] = (scatter[i] as number) + weight * value * value;
    });
    return { ...a, count, mean, scatter };
  }
  for (let i = 0; i < difference.length; i++) {
    const row = packedRow(i);
    const scaled = weight * (difference[i] as number);
    for (let j = 0; j <= i; j++) {
      scatter[row + j] = (scatter[row + j] as number) + scaled * (difference[j] as number);
    }
  }
  const fromA = higherMomentsAbout(a, shiftA);
  const fromB = higherMomentsAbout(b, shiftB);
  return {
    count,
    mean,
    scatter,
    thirdMoment: fromA.third.map((value, i) => value + (fromB.third[i] as number)),
    fourthMoment: fromA.fourth + fromB.fourth,
  };
}
