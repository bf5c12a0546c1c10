import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type Preset, presets } from '../../../examples/semi-supervised/presets';
import { runExample } from '../../helpers/runExample';

const folder = mkdtempSync(join(tmpdir(), 'variate-table-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const recipe = (presets['default'] as Preset).m2;

function writeRun(
  model: string,
  labels: number,
  seed: number,
  test: number,
  alpha = recipe.alpha,
): void {
  const out = join(folder, `${model}-${labels}-${seed}-${alpha}`);
  mkdirSync(out);
  const metrics = {
    model,
    seed,
    protocol: { labels, trainSize: 50_000, settings: { ...recipe, alpha } },
    accuracy: { validation: test - 0.01, test },
    history: [{}, {}],
    trainingSeconds: 600,
  };
  writeFileSync(join(out, 'metrics.json'), JSON.stringify(metrics));
}

const table = (from: string) => runExample('semi-supervised', 'table', '--from', from).finished;

describe('the table of semi-supervised runs', () => {
  it('has a row for every model, number of labels and change of the recipe, over the seeds, fewest labels first', async () => {
    mkdirSync(join(folder, 'm1'));
    writeFileSync(join(folder, 'm1', 'metrics.json'), JSON.stringify({ activeUnits: 20 }));
    writeRun('M2', 1000, 1, 0.97);
    writeRun('M2', 100, 2, 0.94);
    writeRun('M2', 100, 1, 0.92);
    writeRun('M2', 100, 1, 0.9, 0.5);
    const { code, output } = await table(folder);
    expect(code).toBe(0);
    const rows = output.split('\n').filter((line) => line.startsWith('| M'));
    expect(rows).toEqual([
      '| M2 | 100 | 2 |  | 1, 2 | 92.00 | 93.00 ± 1.41 | 92.00, 94.00 | 10 |',
      '| M2 | 100 | 2 | `--alpha 0.5` | 1 | 89.00 | 90.00 ± 0.00 | 90.00 | 10 |',
      '| M2 | 1000 | 2 |  | 1 | 96.00 | 97.00 ± 0.00 | 97.00 | 10 |',
    ]);
  });

  it('says where there is no run', async () => {
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    const { code, output } = await table(empty);
    expect(code).toBe(2);
    expect(output).toContain(`No run in ${empty} is finished.`);
  });
});
