import { describe, expect, it } from 'vitest';
import { type ConfusionOptions, confusionMatrix } from '../../src';
import { describeLabelingErrors, referenceClusterings } from '../laws/clusteringLaws';

describe('confusionMatrix: reference', () => {
  it('counts as numpy.add.at does on 200 random labelings', () => {
    for (const { name, assignments, labels, table } of referenceClusterings) {
      const counts = confusionMatrix(labels, assignments).map((row) => [...row]);
      expect(counts, name).toEqual(table);
    }
  });
});

describe('confusionMatrix: laws', () => {
  it('has rows and columns also for ids that no example has', () => {
    const counts = confusionMatrix([0, 0], [1, 1], { classes: 3, clusters: 2 });
    expect(counts.map((row) => [...row])).toEqual([
      [0, 2],
      [0, 0],
      [0, 0],
    ]);
  });
});

describeLabelingErrors('confusionMatrix', (a, b) => confusionMatrix(b, a));

describe('confusionMatrix: errors of its options', () => {
  it('refuses sizes that are too small, and unknown options', () => {
    const wrong = (options: unknown) => () =>
      confusionMatrix([0, 2], [1, 0], options as ConfusionOptions);
    expect(wrong({ classes: 2 })).toThrow(
      new RangeError(
        'confusionMatrix: classes must be an integer from 3 on; got 2. It counts the ids, also those that no example has.',
      ),
    );
    expect(wrong({ clusters: 1 })).toThrow(
      'confusionMatrix: clusters must be an integer from 2 on; got 1. It counts the ids, also those that no example has.',
    );
    expect(wrong({ rows: 1 })).toThrow(
      'confusionMatrix: options must be among classes, clusters; got rows. Check the spelling, or remove it.',
    );
  });
});
