import { marginsOf } from './sharedInformation';

/** log k! for k from 0 to n. */
function logFactorials(n: number): Float64Array {
  const logs = new Float64Array(n + 1);
  for (let k = 2; k <= n; k++) logs[k] = (logs[k - 1] as number) + Math.log(k);
  return logs;
}

/**
 * The mean mutual information, in nats, of all labelings with the row and column sums of a table: what
 * chance alone gives. Vinh, Epps and Bailey 2010, theorem 10 of
 * https://jmlr.org/papers/v11/vinh10a.html.
 */
export function expectedInformation(table: readonly ArrayLike<number>[]): number {
  const { rows, columns, total } = marginsOf(table);
  const logs = logFactorials(total);
  const logFactorial = (k: number): number => logs[k] as number;
  let expected = 0;
  for (const row of rows) {
    for (const column of columns) {
      const most = Math.min(row, column);
      for (let count = Math.max(1, row + column - total); count <= most; count++) {
        const logProbability =
          logFactorial(row) +
          logFactorial(column) +
          logFactorial(total - row) +
          logFactorial(total - column) -
          logFactorial(total) -
          logFactorial(count) -
          logFactorial(row - count) -
          logFactorial(column - count) -
          logFactorial(total - row - column + count);
        const information = (count / total) * Math.log((total * count) / (row * column));
        expected += information * Math.exp(logProbability);
      }
    }
  }
  return expected;
}
