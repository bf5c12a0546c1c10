import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { endAfterCheckpoint, runExample } from '../../helpers/runExample';

const folder = mkdtempSync(join(tmpdir(), 'variate-conv-autoencoder-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sizes = ['--train-size', '1000', '--test-size', '300', '--roll-steps', '5'];
const run = (out: string, ...flags: string[]) =>
  runExample('conv-autoencoder', ...sizes, '--batch-size', '50', '--out', out, ...flags);

interface Numbers {
  readonly testReconstructionError: number;
  readonly accuracy: Readonly<Record<string, number>>;
}

/** The numbers of a finished run; the only ones that may differ are its times. */
function numbersOf(out: string): Numbers {
  const metrics = JSON.parse(readFileSync(join(out, 'metrics.json'), 'utf8'));
  expect(metrics.elapsedSeconds).toBeGreaterThan(0);
  const { elapsedSeconds: _, ...numbers } = metrics;
  return numbers;
}

describe('conv-autoencoder', () => {
  it('ends in the same numbers after Ctrl-C in one training and a kill in the other', async () => {
    const plain = join(folder, 'plain');
    const cut = join(folder, 'cut');
    const epochs = ['--epochs', '3'];

    // Beside the interrupted one, as there are two cores.
    const uninterrupted = run(plain, ...epochs).finished;
    const first = join(cut, 'latent-2', 'checkpoint.safetensors');
    const interrupted = await endAfterCheckpoint(run(cut, ...epochs), first, 'SIGINT');
    expect(interrupted.output).toContain('--resume');
    expect(interrupted.code).toBe(130);

    const second = join(cut, 'latent-3', 'checkpoint.safetensors');
    const killed = await endAfterCheckpoint(run(cut, ...epochs, '--resume'), second, 'SIGKILL');
    expect(killed.signal).toBe('SIGKILL');

    expect((await run(cut, ...epochs, '--resume').finished).code).toBe(0);
    const whole = await uninterrupted;
    expect(whole.output).toContain(`Report: ${join(plain, 'index.html')}`);
    expect(whole.code).toBe(0);

    const numbers = numbersOf(plain);
    expect(numbersOf(cut)).toEqual(numbers);
    expect(numbers.testReconstructionError).toBeGreaterThan(0);
    expect(Object.keys(numbers.accuracy)).toEqual(['latentKnn', 'pcaKnn']);

    for (const figure of [
      'error-curves',
      'reconstructions',
      '2d-autoencoder',
      '3d-autoencoder',
      '2d-pca',
      '3d-pca',
      'overlap',
      'manifold',
      'swiss-roll',
    ]) {
      expect(existsSync(join(cut, `${figure}.svg`)), figure).toBe(true);
      expect(existsSync(join(cut, `${figure}.png`)), figure).toBe(true);
    }
    const page = readFileSync(join(cut, 'index.html'), 'utf8');
    expect(page.match(/<canvas/g)).toHaveLength(2);

    const otherSeed = await run(cut, '--resume', '--seed', '2').finished;
    expect(otherSeed.code).toBe(2);
    expect(otherSeed.output).toContain('was made with seed 1; this run has seed 2.');
  });
});
