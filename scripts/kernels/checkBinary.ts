/** Sections of a WebAssembly module by their number, and why a kernel must not have them. */
const forbidden: Readonly<Record<number, string>> = {
  5: 'a memory of its own',
  6: 'global variables (an allocation, or state)',
  8: 'code that runs on instantiation',
  11: 'static data (a string, a static array, a StaticArray constant)',
};

/**
 * Makes sure that a module can be instantiated on a memory that another module lives in: static
 * data, or an allocation of its own, would be written over that module's.
 *
 * @throws Error if it cannot
 */
export function checkBinary(binary: Uint8Array): void {
  for (const { id } of sectionsOf(binary)) {
    const reason = forbidden[id];
    if (reason !== undefined) {
      throw new Error(
        `The kernels must run on the memory of tfjs alone; got ${reason}. Pass an address instead.`,
      );
    }
  }
  const imports = sectionsOf(binary).find(({ id }) => id === 2);
  const body = imports ? Buffer.from(binary.subarray(imports.start, imports.end)) : undefined;
  if (body?.subarray(0, memoryImport.length).equals(memoryImport) !== true) {
    throw new Error('The kernels must import env.memory alone; got another import, or none.');
  }
}

/** One import: the memory `env.memory`. */
const memoryImport = Buffer.from('\x01\x03env\x06memory\x02', 'latin1');

/** The sections: each its number, and where its contents are. */
function sectionsOf(binary: Uint8Array): { id: number; start: number; end: number }[] {
  const sections = [];
  let at = 8; // after the magic number and the version
  while (at < binary.length) {
    const id = binary[at++] as number;
    let size = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = binary[at++] as number;
      size += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) break;
    }
    sections.push({ id, start: at, end: at + size });
    at += size;
  }
  return sections;
}
