import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { endAfterCheckpoint, runExample } from '../../helpers/runExample';

const folder = mkdtempSync(join(tmpdir(), 'variate-iic-clustering-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sizes = ['--train-size', '400', '--batch-size', '40', '--width', '4', '--epochs', '3'];
const heads = ['--heads', '2', '--over-clusters', '12', '--transforms', 'all'];
const run = (out: string, ...flags: string[]) =>
  runExample('iic-clustering', ...sizes, ...heads, '--out', out, ...flags);

/** The numbers of a finished run; the only ones that may differ are its times. */
function numbersOf(out: string) {
  const metrics = JSON.parse(readFileSync(join(out, 'metrics.json'), 'utf8'));
  expect(metrics.elapsedSeconds).toBeGreaterThan(0);
  const { elapsedSeconds: _, ...numbers } = metrics;
  return numbers as {
    readonly accuracy: Readonly<Record<string, number>>;
    readonly history: readonly unknown[];
  };
}

describe('iic-clustering', () => {
  it('ends in the same numbers after Ctrl-C, a kill and two resumes as without', async () => {
    const plain = join(folder, 'plain');
    const cut = join(folder, 'cut');
    const checkpoint = join(cut, 'checkpoint.safetensors');

    // Beside the interrupted one, as there are two cores.
    const uninterrupted = run(plain).finished;
    const interrupted = await endAfterCheckpoint(run(cut), checkpoint, 'SIGINT');
    expect(interrupted.output).toContain('--resume');
    expect(interrupted.code).toBe(130);
    const killed = await endAfterCheckpoint(run(cut, '--resume'), checkpoint, 'SIGKILL');
    expect(killed.signal).toBe('SIGKILL');

    const resumed = await run(cut, '--resume').finished;
    expect(resumed.code).toBe(0);
    const whole = await uninterrupted;
    expect(whole.output).toContain(`Report: ${join(plain, 'index.html')}`);
    expect(whole.output).toContain('k-means on pixels');
    expect(whole.code).toBe(0);

    const numbers = numbersOf(plain);
    expect(numbersOf(cut)).toEqual(numbers);
    expect(numbers.history).toHaveLength(3);
    expect(Object.keys(numbers.accuracy).sort()).toEqual([
      'kMeansPixels',
      'meanOverHeads',
      'overClusters',
      'test',
      'testPaperProtocol',
    ]);
    for (const value of Object.values(numbers.accuracy)) {
      expect(value).toBeGreaterThan(0.1);
      expect(value).toBeLessThanOrEqual(1);
    }

    for (const figure of [
      'matrices',
      'matrices-through-training',
      'accuracy',
      'information',
      'loss',
      'over-clusters',
      'over-cluster-members',
      'over-cluster-confusion',
    ]) {
      expect(existsSync(join(cut, `${figure}.svg`)), figure).toBe(true);
      expect(existsSync(join(cut, `${figure}.png`)), figure).toBe(true);
    }
    const gif = readFileSync(join(cut, 'matrices-through-training.gif'));
    expect(gif.subarray(0, 6).toString()).toBe('GIF89a');

    const otherSeed = await run(cut, '--resume', '--seed', '2').finished;
    expect(otherSeed.code).toBe(2);
    expect(otherSeed.output).toContain('was made with seed 0; this run has seed 2.');
  });
});
