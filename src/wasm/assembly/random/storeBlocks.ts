/** Stores four blocks, given as four vectors of which each holds one element of all of them. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function storeBlocks(at: usize, x0: v128, x1: v128, x2: v128, x3: v128): void {
  const low01 = v128.shuffle<i32>(x0, x1, 0, 4, 1, 5);
  const low23 = v128.shuffle<i32>(x2, x3, 0, 4, 1, 5);
  const high01 = v128.shuffle<i32>(x0, x1, 2, 6, 3, 7);
  const high23 = v128.shuffle<i32>(x2, x3, 2, 6, 3, 7);
  v128.store(at, v128.shuffle<i64>(low01, low23, 0, 2));
  v128.store(at, v128.shuffle<i64>(low01, low23, 1, 3), 16);
  v128.store(at, v128.shuffle<i64>(high01, high23, 0, 2), 32);
  v128.store(at, v128.shuffle<i64>(high01, high23, 1, 3), 48);
}
