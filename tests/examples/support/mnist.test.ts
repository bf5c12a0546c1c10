import '@tensorflow/tfjs-backend-cpu';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { firstImages, imageTensor, loadMnist, PIXELS } from '../../../examples/support/mnist';

const md5 = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('hex');

describe('loadMnist', () => {
  const { train, test } = loadMnist();

  it('is the complete original data', () => {
    expect([train.count, test.count]).toEqual([60_000, 10_000]);
    expect([train.pixels.length, test.pixels.length]).toEqual([60_000 * PIXELS, 10_000 * PIXELS]);
    expect([...train.labels.subarray(0, 8)]).toEqual([5, 0, 4, 1, 9, 2, 1, 3]);
    expect([...test.labels.subarray(0, 8)]).toEqual([7, 2, 1, 0, 4, 1, 4, 9]);
    // Of the bytes after the headers, so that a shifted header would show.
    expect(md5(train.pixels)).toBe('6510e85a72c3e9475c492d559d3770d2');
    expect(md5(test.pixels)).toBe('240610fa99e73bfa49df8e7fc24d3206');
  });

  it('scales grey values to [0, 1], in the order of the given indices', () => {
    const images = imageTensor(test, [3, 0]);
    const values = images.dataSync();
    expect(images.shape).toEqual([2, PIXELS]);
    expect(values[400]).toBe(Math.fround((test.pixels[3 * PIXELS + 400] as number) / 255));
    expect(values[PIXELS + 400]).toBe(Math.fround((test.pixels[400] as number) / 255));
    images.dispose();
    const three = imageTensor(firstImages(test, 3));
    expect(three.shape).toEqual([3, PIXELS]);
    three.dispose();
  });
});
