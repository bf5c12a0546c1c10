/**
 * The name of the kernel that computes the value of another one together with its derivatives, for
 * `fusedOp`.
 */
export const derivativesKernelName = (kernelName: string): string => `${kernelName}WithDerivatives`;
