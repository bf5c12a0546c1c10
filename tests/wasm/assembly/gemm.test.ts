import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KernelFunctions } from '../../../src/wasm/generated/KernelFunctions';
import type { KernelVariant } from '../../../src/wasm/runtime/KernelVariant';
import { unpackBinaries } from '../../../src/wasm/runtime/unpackBinaries';

const variants: readonly KernelVariant[] = ['simd128', 'relaxed-simd'];
const activations = [
  { code: 0, apply: (x: number) => x },
  { code: 1, apply: (x: number) => Math.max(x, 0) },
  { code: 2, apply: (x: number) => Math.min(Math.max(x, 0), 6) },
  { code: 4, apply: (x: number) => (x < 0 ? x * 0.25 : x) },
];
const untouched = 12345;

interface Product {
  readonly size: readonly [rows: number, columns: number, inner: number];
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  /** Elements between the rows of A, B and C, as stored. */
  readonly gaps: readonly [number, number, number];
  readonly accumulate: boolean;
  readonly bias: boolean;
  readonly activation: number;
}

/** The compiled kernels on a memory of the test's own; undefined where the engine has not those. */
async function kernelsOn(
  memory: WebAssembly.Memory,
  variant: KernelVariant,
): Promise<KernelFunctions | undefined> {
  const binary = (await unpackBinaries())[variant];
  if (!WebAssembly.validate(binary)) return undefined;
  const { instance } = await WebAssembly.instantiate(binary, { env: { memory } });
  return instance.exports as unknown as KernelFunctions;
}

/** Runs one product, and compares all of C with its definition: the gaps between its rows too. */
function expectRightProduct(
  run: KernelFunctions,
  memory: WebAssembly.Memory,
  { size, transposeA, transposeB, gaps, accumulate, bias, activation }: Product,
): void {
  const [rows, columns, inner] = size;
  const heap = new Float32Array(memory.buffer);
  // One element off the alignment of a vector.
  let end = 1;
  const place = (height: number, width: number, gap: number) => {
    const at = end;
    end += height * (width + gap) + 3;
    return { at, stride: width + gap };
  };
  const a = transposeA ? place(inner, rows, gaps[0]) : place(rows, inner, gaps[0]);
  const b = transposeB ? place(columns, inner, gaps[1]) : place(inner, columns, gaps[1]);
  const atBias = place(1, columns, 0).at;
  for (let i = 1; i < end; i++) heap[i] = ((i * 7919) % 1009) / 504.5 - 1;
  const c = place(rows, columns, gaps[2]);
  heap.fill(untouched, c.at - 3, end + 8);
  if (accumulate) {
    for (let i = 0; i < rows; i++) heap.fill(i, c.at + i * c.stride, c.at + i * c.stride + columns);
  }
  const workspace = (end * 4 + 64) & ~15;
  expect(workspace + run.gemmWorkspaceBytes()).toBeLessThan(memory.buffer.byteLength);

  const flags = [transposeA, transposeB, rows, columns, inner] as const;
  const matrices = [4 * a.at, a.stride, 4 * b.at, b.stride, 4 * c.at, c.stride] as const;
  const finish = [accumulate, bias ? 4 * atBias : 0, activation, 0.25, workspace] as const;
  run.gemm(...flags, ...matrices, ...finish);

  const apply = activations.find(({ code }) => code === activation)?.apply as (x: number) => number;
  let worst = 0;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < c.stride; j++) {
      const actual = heap[c.at + i * c.stride + j] as number;
      if (j >= columns) {
        if (actual !== untouched) expect.fail(`gap ${j} of row ${i} was written`);
        continue;
      }
      let sum = (accumulate ? i : 0) + (bias ? (heap[atBias + j] as number) : 0);
      for (let k = 0; k < inner; k++) {
        const left = heap[a.at + (transposeA ? k * a.stride + i : i * a.stride + k)] as number;
        const right = heap[b.at + (transposeB ? j * b.stride + k : k * b.stride + j)] as number;
        sum += left * right;
      }
      const error = Math.abs(actual - apply(sum));
      worst = Number.isNaN(error) ? Number.POSITIVE_INFINITY : Math.max(worst, error);
    }
  }
  expect(worst).toBeLessThan(1e-5 * (1 + Math.sqrt(inner)) * (1 + (accumulate ? rows : 0) / 8));
  expect([...heap.slice(c.at - 3, c.at)]).toEqual(Array(3).fill(untouched));
}

for (const variant of variants) {
  const memory = new WebAssembly.Memory({ initial: 64, maximum: 64 });

  describe(`gemm with ${variant}`, () => {
    it('is right for any size, stride, transpose, bias and activation, and writes nothing else', async () => {
      const run = await kernelsOn(memory, variant);
      if (run === undefined) return;
      const size = fc.integer({ min: 1, max: 40 });
      const gap = fc.constantFrom(0, 0, 1, 5);
      fc.assert(
        fc.property(
          fc.record({
            size: fc.tuple(size, size, fc.integer({ min: 0, max: 40 })),
            transposeA: fc.boolean(),
            transposeB: fc.boolean(),
            gaps: fc.tuple(gap, gap, gap),
            accumulate: fc.boolean(),
            bias: fc.boolean(),
            activation: fc.constantFrom(...activations.map(({ code }) => code)),
          }),
          (product) => expectRightProduct(run, memory, product),
        ),
        { seed: 3, numRuns: 1500 },
      );
    });

    for (const size of [
      [121, 9, 321],
      [241, 13, 700],
      [7, 1037, 33],
      [125, 517, 40],
      [1, 600, 700],
      [3, 70, 700],
      [600, 1, 333],
    ] as const) {
      it(`is right across the edges of its blocks: ${size.join(' x ')}`, async () => {
        const run = await kernelsOn(memory, variant);
        if (run === undefined) return;
        for (const transposeA of [false, true]) {
          for (const transposeB of [false, true]) {
            for (const accumulate of [false, true]) {
              expectRightProduct(run, memory, {
                ...{ size, transposeA, transposeB, accumulate },
                ...{ gaps: [0, 0, 0], bias: true, activation: 1 },
              });
            }
          }
        }
      });
    }
  });
}
