import { batchMatMul } from './batchMatMul';
import { fusedMatMul } from './fusedMatMul';
import type { KernelRecipe } from './KernelRecipe';

/** All kernels that `enableWasmTraining` installs, in the order of its report. */
export const recipes: readonly KernelRecipe[] = [batchMatMul, fusedMatMul];
