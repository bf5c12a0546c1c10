/** Placeholder, replaced below. */
export async function enableWasmTraining(): Promise<void> {}
