import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { compileVariant } from '../scripts/kernels/compileVariant';
import { kernelFunctions } from '../scripts/kernels/kernelFunctions';
import { readText, root } from './helpers/repository';

const scratch = mkdtempSync(join(tmpdir(), 'variate-kernels-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function compile(source: string) {
  writeFileSync(join(scratch, 'index.ts'), source);
  return compileVariant('index.ts', scratch, []);
}

describe('the compiler of the kernels', () => {
  it('declares each kernel with the names of its parameters', async () => {
    const { declarations } = await compile(
      'export function twice(flag: bool, value: f32, at: usize): f32 { return flag ? 2 * value : load<f32>(at); }',
    );
    expect(kernelFunctions(declarations)).toContain(
      '  readonly twice: (flag: boolean, value: number, at: number) => number;\n',
    );
  });

  it('says where a kernel is wrong', async () => {
    await expect(compile('export function f(): i32 { return missing; }')).rejects.toThrow(
      /index\.ts does not compile:[\s\S]*Cannot find name 'missing'/,
    );
  });

  for (const [what, reason, source] of [
    [
      'static data',
      'static data (a string, a static array, a StaticArray constant)',
      'const table = memory.data<f32>([1, 2, 3]); export function f(i: i32): f32 { return load<f32>(table + (i << 2)); }',
    ],
    [
      'state',
      'global variables (an allocation, or state)',
      'let count: i32 = 0; export function f(): i32 { return count++; }',
    ],
    [
      'an allocation',
      'global variables (an allocation, or state)',
      'export function f(size: i32): usize { return heap.alloc(size); }',
    ],
  ] as const) {
    it(`refuses ${what}, which would lie in the memory of tfjs`, async () => {
      await expect(compile(source)).rejects.toThrow(
        `The kernels must run on the memory of tfjs alone; got ${reason}. Pass an address instead.`,
      );
    });
  }

  it('refuses a call of JavaScript', async () => {
    await expect(compile('export function f(): f64 { return performance.now(); }')).rejects.toThrow(
      'The kernels must import env.memory alone; got another import, or none.',
    );
  });
});

describe('the embedded kernels', () => {
  it('take at most 40 kB of a compressed bundle, both variants together', () => {
    expect(gzipSync(readText('src/wasm/generated/kernelBinaries.ts')).length).toBeLessThan(40_000);
  });

  it('pass their tests in the variant with relaxed SIMD too', () => {
    const vitest = join(root, 'node_modules/vitest/vitest.mjs');
    // Node 20 has it behind a flag of the process, later ones by default.
    const isFlagged = process.versions.node.startsWith('20.');
    const flags = isFlagged ? ['--experimental-wasm-relaxed-simd'] : [];
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [...flags, vitest, 'run', '--pool', 'threads', '--project', 'wasm-training', 'tests/wasm'],
      { cwd: root, encoding: 'utf8', env: { ...process.env, VARIATE_VARIANT: 'relaxed-simd' } },
    );
    expect(status, stdout + stderr).toBe(0);
  });
});
