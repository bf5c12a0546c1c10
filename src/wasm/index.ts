export { disableWasmTraining } from './disableWasmTraining';
export { enableWasmTraining } from './enableWasmTraining';
export type { InstalledKernelReport, WasmTrainingReport } from './WasmTrainingReport';
