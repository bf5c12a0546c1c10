import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { endAfterCheckpoint, runExample } from '../../helpers/runExample';

const folder = mkdtempSync(join(tmpdir(), 'variate-vae-characterization-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// With fewer images than the steps visit, so that their order is drawn anew.
const sizes = ['--iterations', '60', '--many-images', '1000', '--save-every', '20'];
const run = (out: string, ...flags: string[]) =>
  runExample('vae-characterization', ...sizes, '--out', out, ...flags);

/** The numbers of a finished run; the only ones that may differ are its times. */
function numbersOf(out: string): { readonly models: readonly { readonly name: string }[] } {
  const metrics = JSON.parse(readFileSync(join(out, 'metrics.json'), 'utf8'));
  expect(metrics.elapsedSeconds).toBeGreaterThan(0);
  const { elapsedSeconds: _, ...numbers } = metrics;
  return numbers;
}

describe('vae-characterization', () => {
  it('ends in the same numbers after Ctrl-C, a kill and two resumes as without', async () => {
    const plain = join(folder, 'plain');
    const cut = join(folder, 'cut');
    const checkpoint = join(cut, 'checkpoint.safetensors');
    const flags = ['--as-written'];

    // Beside the interrupted one, as there are two cores.
    const uninterrupted = run(plain, ...flags).finished;
    const interrupted = await endAfterCheckpoint(run(cut, ...flags), checkpoint, 'SIGINT');
    expect(interrupted.output).toContain('--resume');
    expect(interrupted.code).toBe(130);
    const killed = await endAfterCheckpoint(run(cut, ...flags, '--resume'), checkpoint, 'SIGKILL');
    expect(killed.signal).toBe('SIGKILL');
    expect((await run(cut, ...flags, '--resume').finished).code).toBe(0);
    const whole = await uninterrupted;
    expect(whole.output).toContain('What each mistake costs');
    expect(whole.code).toBe(0);

    const numbers = numbersOf(plain);
    expect(numbersOf(cut)).toEqual(numbers);
    expect(numbers.models).toHaveLength(24);

    for (const figure of [
      'curve-cross-entropy',
      'curve-squared-error',
      'curve-kl',
      'decoded-training',
      'decoded-test',
      'pixel-histograms',
      'grid-relu-2-cross-entropy',
      'grid-sigmoid-20-cross-entropy',
      'line-between-digits',
      'scatter-relu-2-cross-entropy',
      'scatter-relu-20-as-written',
      'mistakes-curve-kl',
    ]) {
      expect(existsSync(join(cut, `${figure}.svg`)), figure).toBe(true);
      expect(existsSync(join(cut, `${figure}.png`)), figure).toBe(true);
    }

    const correctOnly = await run(cut, '--resume').finished;
    expect(correctOnly.code).toBe(2);
    expect(correctOnly.output).toContain(
      'was made with asWritten true; this run has asWritten false.',
    );
  });
});
