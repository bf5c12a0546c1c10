import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { endAfterCheckpoint, runExample } from '../../helpers/runExample';

const folder = mkdtempSync(join(tmpdir(), 'variate-resume-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sizes = ['--train-size', '1000', '--batch-size', '20', '--epochs', '4'];
const train = (out: string, ...flags: string[]) =>
  runExample('vae-latent-structure', ...sizes, '--out', out, ...flags);

/** The numbers of a finished run; the only ones that may differ are its times. */
function numbersOf(out: string): Record<string, unknown> {
  const metrics = JSON.parse(readFileSync(join(out, 'metrics.json'), 'utf8'));
  expect(metrics.elapsedSeconds).toBeGreaterThan(0);
  const { elapsedSeconds: _, ...numbers } = metrics;
  return numbers;
}

describe('vae-latent-structure', () => {
  it('ends in the same numbers after Ctrl-C, a kill and two resumes as without', async () => {
    const plain = join(folder, 'plain');
    const cut = join(folder, 'cut');
    const checkpoint = join(cut, 'checkpoint.safetensors');

    // Beside the interrupted one, as there are two cores.
    const uninterrupted = train(plain).finished;

    const interrupted = await endAfterCheckpoint(train(cut), checkpoint, 'SIGINT');
    expect(interrupted.output).toContain('--resume');
    expect(interrupted.code).toBe(130);

    const killed = await endAfterCheckpoint(train(cut, '--resume'), checkpoint, 'SIGKILL');
    expect(killed.signal).toBe('SIGKILL');

    const resumed = await train(cut, '--resume').finished;
    expect(resumed.code).toBe(0);
    const whole = await uninterrupted;
    expect(whole.output).toContain(`Report: ${join(plain, 'index.html')}`);
    expect(whole.code).toBe(0);
    expect(numbersOf(cut)).toEqual(numbersOf(plain));

    for (const figure of [
      'reconstruction-curve',
      'kl-curve',
      'reconstructions',
      'latent-plane',
      'latent-dimensions',
      'confusion',
      'misclassified',
    ]) {
      expect(existsSync(join(cut, `${figure}.svg`)), figure).toBe(true);
      expect(existsSync(join(cut, `${figure}.png`)), figure).toBe(true);
    }

    const otherSeed = await train(cut, '--resume', '--seed', '2').finished;
    expect(otherSeed.code).toBe(2);
    expect(otherSeed.output).toContain(
      'was made with seed 1; this run has seed 2. Resume with the same flags, or start anew in another --out folder.',
    );
  });
});
