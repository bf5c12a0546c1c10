// Plain definitions in float64, for the `exact` of a case.

type Values = ArrayLike<number>;

const sizeOf = (shape: readonly number[]): number => shape.reduce((n, length) => n * length, 1);

/** The index of a row-major position, axis by axis. */
function indexAt(shape: readonly number[], position: number): number[] {
  const index: number[] = [];
  let rest = position;
  for (const length of [...shape].reverse()) {
    index.unshift(rest % length);
    rest = Math.floor(rest / length);
  }
  return index;
}

/** The row-major position of an index, axes of length 1 being repeated. */
function positionOf(shape: readonly number[], index: readonly number[]): number {
  return shape.reduce(
    (position, length, axis) => position * length + (length === 1 ? 0 : (index[axis] as number)),
    0,
  );
}

/** Applies a function to every value. */
export const each =
  (f: (x: number) => number) =>
  (x: Values): number[] =>
    Array.from(x, f);

/** Applies a function to every pair of values, broadcasting as numpy does. */
export const pairs =
  (f: (a: number, b: number) => number, shapeA: readonly number[], shapeB: readonly number[]) =>
  (a: Values, b: Values): number[] => {
    const rank = Math.max(shapeA.length, shapeB.length);
    const padded = (shape: readonly number[]) => [
      ...Array<number>(rank - shape.length).fill(1),
      ...shape,
    ];
    const [paddedA, paddedB] = [padded(shapeA), padded(shapeB)];
    const shape = paddedA.map((length, axis) =>
      length === 1 ? (paddedB[axis] as number) : length,
    );
    return Array.from({ length: sizeOf(shape) }, (_, position) => {
      const index = indexAt(shape, position);
      return f(a[positionOf(paddedA, index)] as number, b[positionOf(paddedB, index)] as number);
    });
  };

/** Reduces the values along some axes, or all of them. */
export const reduced =
  (f: (values: number[]) => number, shape: readonly number[], axes?: number | readonly number[]) =>
  (x: Values): number[] => {
    const chosen = (axes === undefined ? shape.map((_, axis) => axis) : [axes].flat()).map(
      (axis) => (axis < 0 ? axis + shape.length : axis),
    );
    const kept = shape.map((length, axis) => (chosen.includes(axis) ? 1 : length));
    const groups = Array.from({ length: sizeOf(kept) }, (): number[] => []);
    for (let position = 0; position < x.length; position++) {
      groups[positionOf(kept, indexAt(shape, position))]?.push(x[position] as number);
    }
    return groups.map(f);
  };

/** Maps each line of values along one axis to a line of the same length. */
export const alongAxis =
  (f: (line: number[]) => number[], shape: readonly number[], axis: number) =>
  (x: Values): number[] => {
    const chosen = axis < 0 ? axis + shape.length : axis;
    const kept = shape.map((length, index) => (index === chosen ? 1 : length));
    const positions = new Map<number, number[]>();
    for (let position = 0; position < x.length; position++) {
      const line = positionOf(kept, indexAt(shape, position));
      positions.set(line, [...(positions.get(line) ?? []), position]);
    }
    const result = Array<number>(x.length).fill(0);
    for (const line of positions.values()) {
      const mapped = f(line.map((position) => x[position] as number));
      line.forEach((position, index) => {
        result[position] = mapped[index] as number;
      });
    }
    return result;
  };

export const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
export const product = (values: readonly number[]): number => values.reduce((a, b) => a * b, 1);

export const logSumExp = (values: readonly number[]): number => {
  const max = Math.max(...values);
  if (!Number.isFinite(max)) return max;
  return max + Math.log(sum(values.map((value) => Math.exp(value - max))));
};

/** All running combinations of a line: tfjs's cumsum and cumprod. */
export const running =
  (
    combine: (a: number, b: number) => number,
    start: number,
    exclusive: boolean,
    reverse: boolean,
  ) =>
  (line: readonly number[]): number[] => {
    const ordered = reverse ? [...line].reverse() : line;
    let state = start;
    const result = ordered.map((value) => {
      const before = state;
      state = combine(state, value);
      return exclusive ? before : state;
    });
    return reverse ? result.reverse() : result;
  };

/** An einsum by its definition: the sum over all labels that are not in the output. */
export const einsum =
  (equation: string, ...shapes: readonly number[][]) =>
  (...operands: Values[]): number[] => {
    const [inputs, output] = equation.split('->') as [string, string];
    const terms = inputs.split(',').map((term) => [...term]);
    const lengths = new Map<string, number>();
    terms.forEach((term, number) => {
      term.forEach((label, axis) => {
        lengths.set(label, shapes[number]?.[axis] as number);
      });
    });
    const labels = [...lengths.keys()];
    const all = labels.map((label) => lengths.get(label) as number);
    const outputShape = [...output].map((label) => lengths.get(label) as number);
    const result = Array<number>(sizeOf(outputShape)).fill(0);
    for (let position = 0; position < sizeOf(all); position++) {
      const index = indexAt(all, position);
      const of = (term: readonly string[]): number[] =>
        term.map((label) => index[labels.indexOf(label)] as number);
      const factors = terms.map(
        (term, number) =>
          operands[number]?.[positionOf(shapes[number] as number[], of(term))] as number,
      );
      const at = positionOf(outputShape, of([...output]));
      result[at] = (result[at] as number) + product(factors);
    }
    return result;
  };
