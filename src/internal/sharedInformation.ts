/** Of two labelings of the same examples, in nats. */
export interface SharedInformation {
  readonly rowEntropy: number;
  readonly columnEntropy: number;
  readonly mutualInformation: number;
}

/** `sum_i p_i log(1 / p_i)` for `p = counts / total`. */
function entropyOf(counts: ArrayLike<number>, total: number): number {
  let sum = 0;
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i] as number;
    if (count > 0) sum += (count / total) * Math.log(total / count);
  }
  return sum;
}

/** The sums of the rows and of the columns of a table, and of all of it. */
export function marginsOf(table: readonly ArrayLike<number>[]): {
  readonly rows: Float64Array;
  readonly columns: Float64Array;
  readonly total: number;
} {
  const rows = new Float64Array(table.length);
  const columns = new Float64Array(table[0]?.length ?? 0);
  let total = 0;
  table.forEach((counts, row) => {
    for (let column = 0; column < counts.length; column++) {
      const count = counts[column] as number;
      rows[row] = (rows[row] as number) + count;
      columns[column] = (columns[column] as number) + count;
      total += count;
    }
  });
  return { rows, columns, total };
}

/** The entropies of rows and columns of a table of counts, and what the two have in common. */
export function sharedInformation(table: readonly ArrayLike<number>[]): SharedInformation {
  const { rows, columns, total } = marginsOf(table);
  let mutualInformation = 0;
  table.forEach((counts, row) => {
    for (let column = 0; column < counts.length; column++) {
      const count = counts[column] as number;
      if (count === 0) continue;
      const independent = ((rows[row] as number) * (columns[column] as number)) / total;
      mutualInformation += (count / total) * Math.log(count / independent);
    }
  });
  return {
    rowEntropy: entropyOf(rows, total),
    columnEntropy: entropyOf(columns, total),
    // It is not negative; the terms of independent labelings cancel but for their rounding.
    mutualInformation: Math.max(0, mutualInformation),
  };
}
