import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runExample } from '../../helpers/runExample';

const folder = mkdtempSync(join(tmpdir(), 'variate-table-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function writeRun(model: string, labels: number, seed: number, test: number): void {
  const out = join(folder, `${model}-${labels}-${seed}`);
  mkdirSync(out);
  const metrics = {
    model,
    seed,
    protocol: { labels, trainSize: 50_000 },
    accuracy: { validation: test - 0.01, test },
    history: [{}, {}],
    trainingSeconds: 600,
  };
  writeFileSync(join(out, 'metrics.json'), JSON.stringify(metrics));
}

const table = (from: string) => runExample('semi-supervised', 'table', '--from', from).finished;

describe('the table of semi-supervised runs', () => {
  it('has a row for every model and number of labels, over the seeds, fewest labels first', async () => {
    mkdirSync(join(folder, 'm1'));
    writeFileSync(join(folder, 'm1', 'metrics.json'), JSON.stringify({ activeUnits: 20 }));
    writeRun('M2', 1000, 1, 0.97);
    writeRun('M2', 100, 2, 0.94);
    writeRun('M2', 100, 1, 0.92);
    const { code, output } = await table(folder);
    expect(code).toBe(0);
    const rows = output.split('\n').filter((line) => line.startsWith('| M'));
    expect(rows).toEqual([
      '| M2 | 100 | 2 | 1, 2 | 92.00 | 93.00 ± 1.41 | 92.00, 94.00 | 10 |',
      '| M2 | 1000 | 2 | 1 | 96.00 | 97.00 ± 0.00 | 97.00 | 10 |',
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
