import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { presets, type Recipe } from '../../../examples/iic-clustering/presets';
import { runExample } from '../../helpers/runExample';

const folder = mkdtempSync(join(tmpdir(), 'variate-table-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function writeRun(seed: number, test: number, changed: Partial<Recipe> = {}): void {
  const out = join(folder, `${seed}-${Object.keys(changed).join()}`);
  mkdirSync(out);
  const protocol = { ...presets['quick'], ...changed, preset: 'quick', seed };
  const head = { loss: -4, information: 2, marginalEntropy: Math.log(9) };
  // The last head is that of the over-clusters.
  const heads = [...Array(protocol.heads ?? 0).fill(head), { ...head, marginalEntropy: 0 }];
  const accuracy = { test, meanOverHeads: test - 0.01, overClusters: 0.97, kMeansPixels: 0.5 };
  const metrics = { protocol, accuracy, history: [{ heads }], elapsedSeconds: 120 };
  writeFileSync(join(out, 'metrics.json'), JSON.stringify(metrics));
}

describe('the table of clustering runs', () => {
  it('has a row for every change of the preset, over the seeds', async () => {
    writeRun(1, 0.92);
    writeRun(0, 0.96);
    writeRun(0, 0.9, { heads: 1 });
    const { code, output } = await runExample('iic-clustering', 'table', '--from', folder).finished;
    expect(code).toBe(0);
    expect(output.split('\n').filter((line) => line.startsWith('| quick'))).toEqual([
      '| quick |  | 0, 1 | 94.00 ± 2.83 | 96.00, 92.00 | 93.00 | 97.00 | 2.000 | 9.00 | 2 |',
      '| quick | `--heads 1` | 0 | 90.00 ± 0.00 | 90.00 | 89.00 | 97.00 | 2.000 | 9.00 | 2 |',
    ]);
  });
});
