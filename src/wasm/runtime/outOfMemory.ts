/** The error of an allocation that failed; all tensors stay as they are. */
export function outOfMemory(bytes: number): Error {
  const size = bytes < 2 ** 20 ? `${bytes} bytes` : `${Math.ceil(bytes / 2 ** 20)} MiB`;
  return new Error(
    `The memory of the wasm backend must have room for ${size} more; got an allocation failure. ` +
      'Dispose tensors that are no longer needed, or use a smaller batch: it ends at 4 GiB.',
  );
}
