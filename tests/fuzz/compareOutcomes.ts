import type { FuzzCase, FuzzTolerance } from './FuzzCase';

/** What a tensor held. */
interface Held {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly values: readonly number[];
}

/** What a run returned, or why it did not. */
export type Outcome = readonly Held[] | Error;

export interface Comparison {
  /** What is wrong, if anything is. */
  readonly failure?: string;
  /** The largest error, as a share of the admissible one. */
  readonly worst: number;
  /** Whether both backends have refused the case. */
  readonly isRefused: boolean;
}

const largestFloat32 = 2 ** 128 - 2 ** 104;
const smallestFloat32 = 2 ** -149;

/** How far an element may be off; infinitely, where it depends on the order of a sum. */
function admissible(
  expected: number,
  magnitude: number | undefined,
  largest: number,
  { ofElement = 0, ofMagnitude = 3e-6, ofLargest = 0, absolute }: FuzzTolerance,
  hasHugeInput: boolean,
): number {
  if (hasHugeInput && magnitude !== undefined && !(magnitude < 0.99 * largestFloat32)) {
    return Number.POSITIVE_INFINITY;
  }
  // Not finite where a term is that did not come to this element, as at the maximum of a window.
  const ofTerms = Number.isFinite(magnitude) ? (magnitude as number) : largest;
  const ofSums = magnitude === undefined ? 0 : ofMagnitude * ofTerms;
  const relative = ofElement * Math.abs(expected) + ofSums + ofLargest * largest;
  return relative + (absolute ?? 64 * smallestFloat32);
}

function compareElements(
  actual: Held,
  expected: Held,
  magnitudes: Held | undefined,
  fuzzCase: FuzzCase,
): { failure?: string; worst: number } {
  const isExact = fuzzCase.tolerance === undefined && magnitudes === undefined;
  const hasHugeInput = Object.values(fuzzCase.inputs).some(({ style }) => style === 'huge');
  const largest = expected.values.reduce(
    (most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most),
    0,
  );
  let worst = 0;
  let failure: string | undefined;
  for (const [i, e] of expected.values.entries()) {
    const a = actual.values[i] as number;
    if (a === e || (Number.isNaN(a) && Number.isNaN(e))) continue;
    const limit = isExact
      ? 0
      : admissible(e, magnitudes?.values[i], largest, fuzzCase.tolerance ?? {}, hasHugeInput);
    if (limit === Number.POSITIVE_INFINITY) continue;
    const share = Number.isFinite(a - e) ? Math.abs(a - e) / limit : Number.POSITIVE_INFINITY;
    if (share > 1 && share > worst) failure = `element ${i} is ${a}, and should be ${e}`;
    worst = Math.max(worst, share);
  }
  return failure === undefined ? { worst } : { worst, failure };
}

/** Compares what wasm made of a case with what it should be. */
export function compareOutcomes(
  actual: Outcome,
  expected: Outcome,
  magnitudes: Outcome | undefined,
  fuzzCase: FuzzCase,
): Comparison {
  const result = { worst: 0, isRefused: false };
  if (magnitudes instanceof Error) return { ...result, failure: `magnitude: ${magnitudes}` };
  if (expected instanceof Error) {
    if (actual instanceof Error) return { ...result, isRefused: true };
    return { ...result, failure: `cpu refuses: ${expected.message}` };
  }
  if (actual instanceof Error) return { ...result, failure: `refuses: ${actual.stack}` };
  if (actual.length !== expected.length) {
    return { ...result, failure: `${actual.length} results, not ${expected.length}` };
  }
  let worst = 0;
  for (const [i, should] of expected.entries()) {
    const is = actual[i] as Held;
    if (is.shape.join() !== should.shape.join()) {
      return { ...result, failure: `result ${i} has shape [${is.shape}], not [${should.shape}]` };
    }
    if (is.dtype !== should.dtype) {
      return { ...result, failure: `result ${i} is ${is.dtype}, not ${should.dtype}` };
    }
    const compared = compareElements(is, should, magnitudes?.[i], fuzzCase);
    worst = Math.max(worst, compared.worst);
    if (compared.failure) return { ...result, worst, failure: `result ${i}: ${compared.failure}` };
  }
  return { ...result, worst };
}
