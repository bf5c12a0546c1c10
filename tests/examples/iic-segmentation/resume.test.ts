import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { endAfterCheckpoint, runExample } from '../../helpers/runExample';

const folder = mkdtempSync(join(tmpdir(), 'variate-iic-segmentation-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (out: string, ...flags: string[]) =>
  runExample('iic-segmentation', '--steps', '60', '--batch-size', '4', '--out', out, ...flags);

/** The numbers of a finished run, without its time. */
function numbersOf(out: string) {
  const { trainingSeconds, ...numbers } = JSON.parse(
    readFileSync(join(out, 'metrics.json'), 'utf8'),
  );
  expect(trainingSeconds).toBeGreaterThan(0);
  return numbers;
}

describe('iic-segmentation', () => {
  it('ends in the same numbers after Ctrl-C and a resume as without', async () => {
    const plain = join(folder, 'plain');
    const cut = join(folder, 'cut');
    const uninterrupted = run(plain).finished;
    const checkpoint = join(cut, 'checkpoint.safetensors');
    const interrupted = await endAfterCheckpoint(run(cut), checkpoint, 'SIGINT');
    expect(interrupted.code).toBe(130);
    expect((await run(cut, '--resume').finished).code).toBe(0);
    expect((await uninterrupted).code).toBe(0);

    const numbers = numbersOf(plain);
    expect(numbersOf(cut)).toEqual(numbers);
    expect(numbers.accuracy.test).toBeGreaterThanOrEqual(0.4);
    expect(numbers.history).toHaveLength(3);
    expect(existsSync(join(cut, 'segmented-scenes.png'))).toBe(true);
  });
});
