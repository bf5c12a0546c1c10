/** Rows of numbers, one after the other. */
export interface Rows {
  readonly values: Float32Array;
  readonly columns: number;
  readonly count: number;
}

/** How many columns are summed between two looks at whether a row is still in the running. */
const BLOCK = 16;

/**
 * The squared distance between two rows, in float64; once it exceeds the limit, some number above
 * the limit.
 */
function squaredDistance(a: Rows, i: number, b: Rows, j: number, limit: number): number {
  const { columns } = a;
  const [startA, startB] = [i * columns, j * columns];
  let sum = 0;
  for (let from = 0; from < columns && sum <= limit; from += BLOCK) {
    const to = Math.min(columns, from + BLOCK);
    for (let column = from; column < to; column++) {
      const difference =
        (a.values[startA + column] as number) - (b.values[startB + column] as number);
      sum += difference * difference;
    }
  }
  return sum;
}

/** The column over which the rows spread widest. */
function widestColumn({ values, columns, count }: Rows): number {
  const lows = new Float64Array(columns).fill(Number.POSITIVE_INFINITY);
  const highs = new Float64Array(columns).fill(Number.NEGATIVE_INFINITY);
  for (let index = 0; index < count * columns; index++) {
    const [column, value] = [index % columns, values[index] as number];
    lows[column] = Math.min(lows[column] as number, value);
    highs[column] = Math.max(highs[column] as number, value);
  }
  const spreads = highs.map((high, column) => high - (lows[column] as number));
  return spreads.indexOf(Math.max(...spreads));
}

/** How many of the ascending values are below the given one. */
function countBelow(ascending: Float64Array, value: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The indices of the nearest references of each query, nearest first, `[queries * k]`; of equally
 * near ones the first. A query that is one of the references is not its own neighbour where
 * `areQueries` says that both are the same rows.
 *
 * References are looked at in the order of their distance along one column, until that alone exceeds
 * the distance of the k-th neighbour: in few dimensions that leaves out nearly all of them.
 */
export function nearestNeighbours(
  queries: Rows,
  references: Rows,
  k: number,
  areQueries: boolean,
): Int32Array {
  const { values, columns, count } = references;
  const column = widestColumn(references);
  const along = (reference: number): number => values[reference * columns + column] as number;
  const order = Int32Array.from({ length: count }, (_, row) => row).sort(
    (a, b) => along(a) - along(b),
  );
  const ascending = Float64Array.from(order, along);

  const neighbours = new Int32Array(queries.count * k);
  const nearest = new Int32Array(k);
  const distances = new Float64Array(k);
  const comesBefore = (distance: number, row: number, place: number): boolean => {
    const other = distances[place] as number;
    return distance < other || (distance === other && row < (nearest[place] as number));
  };
  const offer = (query: number, reference: number): void => {
    if (areQueries && reference === query) return;
    const limit = distances[k - 1] as number;
    const distance = squaredDistance(queries, query, references, reference, limit);
    let place = k - 1;
    if (!comesBefore(distance, reference, place)) return;
    for (; place > 0 && comesBefore(distance, reference, place - 1); place--) {
      distances[place] = distances[place - 1] as number;
      nearest[place] = nearest[place - 1] as number;
    }
    distances[place] = distance;
    nearest[place] = reference;
  };

  for (let query = 0; query < queries.count; query++) {
    distances.fill(Number.POSITIVE_INFINITY);
    const value = queries.values[query * columns + column] as number;
    let right = countBelow(ascending, value);
    let left = right - 1;
    while (left >= 0 || right < count) {
      const toLeft = left < 0 ? Number.POSITIVE_INFINITY : value - (ascending[left] as number);
      const toRight =
        right >= count ? Number.POSITIVE_INFINITY : (ascending[right] as number) - value;
      if (Math.min(toLeft, toRight) ** 2 > (distances[k - 1] as number)) break;
      offer(query, order[toLeft < toRight ? left-- : right++] as number);
    }
    neighbours.set(nearest, query * k);
  }
  return neighbours;
}
