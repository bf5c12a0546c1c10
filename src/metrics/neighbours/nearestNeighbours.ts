/** Rows of numbers, one after the other. */
export interface Rows {
  readonly values: Float32Array;
  readonly columns: number;
  readonly count: number;
}

/** How many columns are summed between two looks at whether a row is still in the running. */
const BLOCK = 16;

/**
 * The squared distance between two rows, in float64; once it reaches the limit, some number from the
 * limit on.
 */
function squaredDistance(a: Rows, i: number, b: Rows, j: number, limit: number): number {
  const { columns } = a;
  const [startA, startB] = [i * columns, j * columns];
  let sum = 0;
  for (let from = 0; from < columns && sum < limit; from += BLOCK) {
    const to = Math.min(columns, from + BLOCK);
    for (let column = from; column < to; column++) {
      const difference =
        (a.values[startA + column] as number) - (b.values[startB + column] as number);
      sum += difference * difference;
    }
  }
  return sum;
}

/**
 * The indices of the nearest references of each query, nearest first, `[queries * k]`; of equally
 * near ones the first. A query that is one of the references is not its own neighbour where
 * `areQueries` says that both are the same rows.
 */
export function nearestNeighbours(
  queries: Rows,
  references: Rows,
  k: number,
  areQueries: boolean,
): Int32Array {
  const neighbours = new Int32Array(queries.count * k);
  const nearest = new Int32Array(k);
  const distances = new Float64Array(k);
  for (let query = 0; query < queries.count; query++) {
    distances.fill(Number.POSITIVE_INFINITY);
    for (let reference = 0; reference < references.count; reference++) {
      if (areQueries && reference === query) continue;
      const limit = distances[k - 1] as number;
      const distance = squaredDistance(queries, query, references, reference, limit);
      if (!(distance < limit)) continue;
      let place = k - 1;
      for (; place > 0 && distance < (distances[place - 1] as number); place--) {
        distances[place] = distances[place - 1] as number;
        nearest[place] = nearest[place - 1] as number;
      }
      distances[place] = distance;
      nearest[place] = reference;
    }
    neighbours.set(nearest, query * k);
  }
  return neighbours;
}
