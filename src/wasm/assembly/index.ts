// What the compiled module exports: every kernel that TypeScript calls, one line a family.
export { multiplyAddCeiling } from './ceiling';
export { gemm, gemmWorkspaceBytes } from './gemm/gemm';
