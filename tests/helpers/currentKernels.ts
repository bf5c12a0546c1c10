/** Compiles the kernels anew if their sources have changed since, before any test runs. */
export async function setup(): Promise<void> {
  await import('../../scripts/buildKernels');
}
