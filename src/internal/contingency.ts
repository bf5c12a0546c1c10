/** How often each row id meets each column id: `[rows][columns]`. */
export function contingency(
  rowIds: ArrayLike<number>,
  columnIds: ArrayLike<number>,
  rows = largest(rowIds) + 1,
  columns = largest(columnIds) + 1,
): Int32Array[] {
  const counts = Array.from({ length: rows }, () => new Int32Array(columns));
  for (let i = 0; i < rowIds.length; i++) {
    const row = counts[rowIds[i] as number] as Int32Array;
    const column = columnIds[i] as number;
    row[column] = (row[column] as number) + 1;
  }
  return counts;
}

function largest(ids: ArrayLike<number>): number {
  let most = -1;
  for (let i = 0; i < ids.length; i++) most = Math.max(most, ids[i] as number);
  return most;
}
