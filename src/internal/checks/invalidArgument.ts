/** The one wording of every error: `<function>: <argument> must <requirement>; got <got>. <fix>` */
function wording(fn: string, requirement: string, got: string, fix: string): string {
  return `${fn}: ${requirement}; got ${got}. ${fix}`;
}

/** An argument of the wrong shape, rank, dtype or kind. */
export function invalidType(fn: string, requirement: string, got: string, fix: string): TypeError {
  return new TypeError(wording(fn, requirement, got, fix));
}

/** A number outside its admissible range. */
export function invalidRange(
  fn: string,
  requirement: string,
  got: string,
  fix: string,
): RangeError {
  return new RangeError(wording(fn, requirement, got, fix));
}
