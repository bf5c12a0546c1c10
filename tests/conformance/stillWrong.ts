/** The cases that wasm gets wrong with the training kernels, too, and why. */
export const stillWrong: Readonly<Record<string, string>> = {
  'ClipByValue, int32': 'integers are clipped as if their bits were floats',
  'Log1p, int32': 'integers are not supported',
};
