/**
 * `inputsToSave` for a kernel that leaves some of its inputs out.
 *
 * tfjs saves `inputsToSave.map((name) => inputs[name])`, and fails on what is undefined there. This
 * list leaves such elements out of what it is mapped to.
 */
export function presentInputs(names: readonly string[]): string[] {
  const list = [...names];
  list.map = <Result>(pick: (name: string, index: number, all: string[]) => Result): Result[] =>
    names.map((name, index) => pick(name, index, list)).filter((result) => result !== undefined);
  return list;
}
