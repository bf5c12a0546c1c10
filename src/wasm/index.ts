export { enableWasmTraining } from './enableWasmTraining';
