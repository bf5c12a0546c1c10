import { describe, expect, it } from 'vitest';
import { scoreHeads } from '../../../examples/iic-clustering/evaluate';

describe('scoreHeads', () => {
  it('maps clusters on the training labels, or on the test labels as the paper does', () => {
    const train = { clusters: [Int32Array.of(4, 4, 7, 7)], labels: Uint8Array.of(1, 1, 2, 2) };
    const test = { clusters: [Int32Array.of(4, 7, 7, 7)], labels: Uint8Array.of(2, 1, 1, 1) };
    expect(scoreHeads([10], train, test)).toEqual([{ test: 0, testPaperProtocol: 1 }]);
  });

  it('gives several clusters one digit where there are more clusters than digits', () => {
    const split = {
      clusters: [Int32Array.of(0, 1, 2, 2)],
      labels: Uint8Array.of(5, 5, 6, 6),
    };
    expect(scoreHeads([20], split, split)).toEqual([{ test: 1, testPaperProtocol: 1 }]);
    expect(scoreHeads([10], split, split)).toEqual([{ test: 0.75, testPaperProtocol: 0.75 }]);
  });
});
