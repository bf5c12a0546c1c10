import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseFlags } from '../../../examples/support/commandLine';

const root = fileURLToPath(new URL('../../..', import.meta.url));

const npmExample = (...args: string[]) =>
  spawnSync(process.execPath, ['--import', 'tsx', 'examples/run.ts', ...args], {
    cwd: root,
    encoding: 'utf8',
  });

describe('parseFlags', () => {
  const description = {
    command: 'npm start',
    purpose: 'Trains.',
    flags: {
      epochs: { default: 5, min: 1, help: 'passes' },
      batchSize: { default: 100, help: 'images' },
      out: { default: 'reports', help: 'folder' },
      resume: { default: false, help: 'go on' },
    },
  } as const;

  it('gives the defaults where nothing is said', () => {
    expect(parseFlags([], description)).toEqual({
      epochs: 5,
      batchSize: 100,
      out: 'reports',
      resume: false,
    });
  });

  it('reads numbers, texts and switches by their dashed names', () => {
    expect(
      parseFlags(['--epochs', '2', '--batch-size=50', '--out', 'x', '--resume'], description),
    ).toEqual({ epochs: 2, batchSize: 50, out: 'x', resume: true });
  });
});

describe('npm run example', () => {
  it('lists the examples when none is named', () => {
    const { status, stderr } = npmExample();
    expect(status).toBe(2);
    expect(stderr).toContain('Which example? Choose one of: ');
    expect(stderr).toContain('vae-latent-structure');
  });

  it('names an example that does not exist', () => {
    const { status, stderr } = npmExample('vea');
    expect(status).toBe(2);
    expect(stderr).toContain("There is no example 'vea'. Choose one of: ");
  });

  it('explains every flag with --help', () => {
    const { status, stdout } = npmExample('vae-latent-structure', '--help');
    expect(status).toBe(0);
    for (const flag of [
      '--epochs',
      '--train-size',
      '--batch-size',
      '--seed',
      '--out',
      '--resume',
      '--help',
    ]) {
      expect(stdout).toContain(flag);
    }
  });

  it('answers a wrong flag or value with one line and where to look', () => {
    const wrong = (...flags: string[]) => npmExample('vae-latent-structure', ...flags);
    expect(wrong('--epochs', 'ten')).toMatchObject({
      status: 2,
      stderr: "--epochs takes an integer of at least 1; got 'ten'.\nSee: npm start -- --help\n",
    });
    expect(wrong('--train-size', '99')).toMatchObject({
      status: 2,
      stderr:
        "--train-size takes an integer between 1000 and 60000; got '99'.\nSee: npm start -- --help\n",
    });
    const unknown = wrong('--epoch', '3');
    expect(unknown.status).toBe(2);
    expect(unknown.stderr).toContain("Unknown option '--epoch'");
    expect(unknown.stderr).not.toContain('    at ');
  });
});
