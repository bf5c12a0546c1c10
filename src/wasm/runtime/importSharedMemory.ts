/**
 * The same module for a shared memory, on which the threaded build of the wasm backend runs (in
 * cross-origin isolated pages). Only one flag of the import differs.
 */
export function importSharedMemory(binary: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const name = 'memory';
  const shared = binary.slice();
  // The import section comes first of those that hold names; a 2 (memory) and the limits follow.
  const at = shared.findIndex((_, start) =>
    [...name].every((character, i) => shared[start + i] === character.charCodeAt(0)),
  );
  shared[at + name.length + 1] = 3; // with a largest size, and shared
  return shared;
}
