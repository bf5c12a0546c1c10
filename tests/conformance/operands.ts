/** An operand of a case: its shape and dtype, and how its values are drawn. */
export interface Operand {
  readonly shape: number[];
  readonly dtype: 'float32' | 'int32' | 'bool';
  readonly valueAt: (index: number, random: () => number) => number;
}

/** Uniform values; the default range has both signs. */
export const uniform = (shape: number[], low = -2, high = 2): Operand => ({
  shape,
  dtype: 'float32',
  valueAt: (_, random) => low + (high - low) * random(),
});

/** Integers from `low` up to, not including, `high`. */
export const integers = (shape: number[], low: number, high: number): Operand => ({
  shape,
  dtype: 'int32',
  valueAt: (_, random) => low + Math.floor((high - low) * random()),
});

export const booleans = (shape: number[]): Operand => ({
  shape,
  dtype: 'bool',
  valueAt: (_, random) => (random() < 0.5 ? 0 : 1),
});

export const literal = (
  values: readonly number[],
  shape: number[] = [values.length],
  dtype: Operand['dtype'] = 'float32',
): Operand => ({ shape, dtype, valueAt: (index) => values[index] as number });

/** The values of all operands of a case, rounded to their dtypes; the same ones every time. */
export function drawOperands(operands: readonly Operand[]): number[][] {
  return operands.map(({ shape, dtype, valueAt }, number) => {
    const random = mulberry32(number + 1);
    const size = shape.reduce((product, length) => product * length, 1);
    return Array.from({ length: size }, (_, index) => {
      const value = valueAt(index, random);
      return dtype === 'float32' ? Math.fround(value) : value;
    });
  });
}

/** A small generator of numbers in [0, 1); what matters is that it is reproducible. */
export function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
