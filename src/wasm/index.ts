export type { BackendCapabilities, KernelCapability } from './BackendCapabilities';
export { backendReport } from './backendReport';
export { disableWasmTraining } from './disableWasmTraining';
export { enableWasmTraining } from './enableWasmTraining';
export type { KernelVariant } from './runtime/KernelVariant';
export type { WasmTrainingOptions } from './WasmTrainingOptions';
export type {
  InstalledKernelReport,
  RepairedGradientReport,
  WasmTrainingReport,
} from './WasmTrainingReport';
