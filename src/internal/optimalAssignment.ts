/**
 * The assignment of rows to columns, one each, whose values have the largest sum. With more rows than
 * columns some rows are assigned -1.
 *
 * The Hungarian method by shortest augmenting paths: O(rows^2 columns), exact for integers. Jonker and
 * Volgenant 1987, A shortest augmenting path algorithm for dense and sparse linear assignment
 * problems, https://doi.org/10.1007/BF02278710.
 */
export function optimalAssignment(values: readonly ArrayLike<number>[]): Int32Array {
  const height = values.length;
  const width = values[0]?.length ?? 0;
  if (height > width) {
    const transposed = Array.from({ length: width }, (_, column) =>
      values.map((row) => row[column] as number),
    );
    const rowOf = new Int32Array(height).fill(-1);
    optimalAssignment(transposed).forEach((row, column) => {
      rowOf[row] = column;
    });
    return rowOf;
  }

  // Row and column 0 stand for nothing: the row of a column that is free, the column a path starts at.
  const rowPrice = new Float64Array(height + 1);
  const columnPrice = new Float64Array(width + 1);
  const rowOfColumn = new Int32Array(width + 1);
  const previous = new Int32Array(width + 1);
  for (let row = 1; row <= height; row++) {
    const distance = new Float64Array(width + 1).fill(Number.POSITIVE_INFINITY);
    const visited = new Uint8Array(width + 1);
    rowOfColumn[0] = row;
    let column = 0;
    while (rowOfColumn[column] !== 0) {
      visited[column] = 1;
      const from = rowOfColumn[column] as number;
      let step = Number.POSITIVE_INFINITY;
      let nearest = 0;
      for (let next = 1; next <= width; next++) {
        if (visited[next]) continue;
        const value = values[from - 1]?.[next - 1] as number;
        const reduced = -value - (rowPrice[from] as number) - (columnPrice[next] as number);
        if (reduced < (distance[next] as number)) {
          distance[next] = reduced;
          previous[next] = column;
        }
        if ((distance[next] as number) < step) {
          step = distance[next] as number;
          nearest = next;
        }
      }
      for (let other = 0; other <= width; other++) {
        if (visited[other]) {
          const owner = rowOfColumn[other] as number;
          rowPrice[owner] = (rowPrice[owner] as number) + step;
          columnPrice[other] = (columnPrice[other] as number) - step;
        } else {
          distance[other] = (distance[other] as number) - step;
        }
      }
      column = nearest;
    }
    while (column !== 0) {
      const before = previous[column] as number;
      rowOfColumn[column] = rowOfColumn[before] as number;
      column = before;
    }
  }
  const columnOf = new Int32Array(height);
  for (let column = 1; column <= width; column++) {
    const row = rowOfColumn[column] as number;
    if (row > 0) columnOf[row - 1] = column - 1;
  }
  return columnOf;
}
