import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { endAfterCheckpoint, runExample } from '../../helpers/runExample';

const folder = mkdtempSync(join(tmpdir(), 'variate-semi-supervised-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const small = ['--train-size', '1000', '--batch-size', '50', '--hidden', '60'];
const run = (command: string, ...args: string[]) =>
  runExample('semi-supervised', command, ...small, ...args);

/** The numbers of a finished run; the only ones that may differ are its times. */
function numbersOf(out: string): Record<string, unknown> {
  const metrics = JSON.parse(readFileSync(join(out, 'metrics.json'), 'utf8'));
  expect(metrics.trainingSeconds).toBeGreaterThan(0);
  const { trainingSeconds: _, secondsPerEpoch: __, ...numbers } = metrics;
  return numbers;
}

describe('semi-supervised', () => {
  it('trains M1 and what stands on it, and resumes to the same numbers after Ctrl-C and a kill', async () => {
    const m1 = join(folder, 'm1');
    const plain = join(folder, 'plain');
    const cut = join(folder, 'cut');
    const checkpoint = join(cut, 'checkpoint.safetensors');
    const m1Done = await run('m1', '--epochs', '2', '--latent-dims', '2', '--out', m1).finished;
    expect(m1Done.output).toContain(`Report: ${join(m1, 'index.html')}`);
    expect(m1Done.code).toBe(0);
    for (const figure of ['latent-plane', 'manifold', 'reconstructions', 'samples', 'kl-curve']) {
      expect(existsSync(join(m1, `${figure}.png`)), figure).toBe(true);
    }

    const m1m2 = (out: string, ...flags: string[]) =>
      run('m1m2', '--m1', m1, '--active-variance', '0', '--epochs', '4', '--out', out, ...flags);
    // Beside the interrupted one, as there are two cores.
    const uninterrupted = m1m2(plain).finished;
    const interrupted = await endAfterCheckpoint(m1m2(cut), checkpoint, 'SIGINT');
    expect(interrupted.output).toContain('--resume');
    expect(interrupted.code).toBe(130);
    const killed = await endAfterCheckpoint(m1m2(cut, '--resume'), checkpoint, 'SIGKILL');
    expect(killed.signal).toBe('SIGKILL');
    expect((await m1m2(cut, '--resume').finished).code).toBe(0);
    expect((await uninterrupted).code).toBe(0);

    const numbers = numbersOf(plain) as { accuracy: Record<string, number>; history: unknown[] };
    expect(numbersOf(cut)).toEqual(numbers);
    expect(Object.keys(numbers.accuracy)).toEqual(['validation', 'test']);
    expect(numbers.history).toHaveLength(4);
    for (const figure of ['analogies', 'samples', 'accuracy-curve', 'bound-curve']) {
      expect(existsSync(join(cut, `${figure}.svg`)), figure).toBe(true);
    }

    const other = await m1m2(cut, '--resume', '--alpha', '3').finished;
    expect(other.code).toBe(2);
    expect(other.output).toContain('was made with alpha 1.5; this run has alpha 3.');
  });

  it('trains M2 on pixels', async () => {
    const out = join(folder, 'm2');
    const { code, output } = await run('m2', '--epochs', '1', '--out', out).finished;
    expect(output).toContain('M2, 100 labels, seed 1: ');
    expect(code).toBe(0);
    expect(existsSync(join(out, 'analogies.png'))).toBe(true);
  });
});
