/** What `enableWasmTraining` can be told. */
export interface WasmTrainingOptions {
  /** How many threads make a large matrix product together, the calling one included. */
  readonly threads?: number;
}
