import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  chooseLabelled,
  splitMnist,
  withoutIndices,
} from '../../../examples/semi-supervised/protocol';
import { loadMnist, PIXELS } from '../../../examples/support/mnist';
import { randomKey } from '../../../src';

const root = fileURLToPath(new URL('../../..', import.meta.url));

describe('the split of MNIST', () => {
  it('trains on the first 50,000 images and holds the last 10,000 out', () => {
    const { train, test } = loadMnist();
    const split = splitMnist();
    expect([split.train, split.validation, split.test].map(({ count }) => count)).toEqual([
      50_000, 10_000, 10_000,
    ]);
    expect(split.train.labels).toEqual(train.labels.subarray(0, 50_000));
    expect(split.validation.labels).toEqual(train.labels.subarray(50_000));
    expect(split.validation.pixels).toHaveLength(10_000 * PIXELS);
    expect(split.validation.pixels[5 * PIXELS + 300]).toBe(train.pixels[50_005 * PIXELS + 300]);
    expect(split.test.labels).toEqual(test.labels);
  });

  it('takes as large a share of all three where fewer are asked for', () => {
    const split = splitMnist(500);
    expect([split.train, split.validation, split.test].map(({ count }) => count)).toEqual([
      500, 100, 100,
    ]);
  });
});

describe('the labelled subset', () => {
  it('holds as many images of every digit, and the rest holds all others', () => {
    const { labels } = splitMnist(2000).train;
    const labelled = chooseLabelled(randomKey(1), labels, 100);
    for (let digit = 0; digit < 10; digit++) {
      expect(labelled.filter((index) => labels[index] === digit)).toHaveLength(10);
    }
    const rest = withoutIndices(labels.length, labelled);
    expect([...labelled, ...rest].sort((a, b) => a - b)).toEqual([...labels.keys()]);
  });

  it('is refused where labels are not class ids or a class has no example', () => {
    const wrong = (labels: unknown) => () => chooseLabelled(randomKey(1), labels as number[], 20);
    expect(wrong([0, 1, -3])).toThrow(
      'balancedSubset: labels must be class ids, integers from 0 on; got -3 at index 2.',
    );
    expect(wrong([[0, 1]])).toThrow('Take the index of the 1 of each one-hot row.');
    expect(wrong([0, 1, 10])).toThrow('The labels of the images must be digits, 0 to 9; got 10.');
    const without = (digit: number) =>
      [...Array(100).keys()].map((i) => i % 10).filter((d) => d !== digit);
    expect(wrong(without(4))).toThrow('must have at least 2 of every class; got 0 of class 4.');
    expect(() => chooseLabelled(randomKey(1), without(9), 18)).toThrow(
      'Every digit needs an image with a label; the training images show no 9. Take more of them.',
    );
  });
});

describe('npm run example semi-supervised', () => {
  const run = (...args: string[]) =>
    spawnSync(
      process.execPath,
      ['--import', 'tsx', 'examples/run.ts', 'semi-supervised', ...args],
      { cwd: root, encoding: 'utf8' },
    );
  const refused = (...args: string[]): string => {
    const { status, stderr } = run(...args);
    expect(status).toBe(2);
    return stderr;
  };

  it('names its commands', () => {
    expect(run('--help').stdout).toContain('m1m2');
    expect(refused('m3')).toContain("There is no command 'm3'.");
  });

  it('refuses more labels than there are, and a number that does not share out, before it trains', () => {
    const small = ['--train-size', '200', '--epochs', '1'];
    expect(refused('m2', '--labels', '190', ...small)).toMatch(
      /^--labels 190 is not possible here\. .*must have at least 19 of every class; got \d+ of class/,
    );
    expect(refused('m2', '--labels', '25', ...small)).toContain(
      'count must be a multiple of the number of classes; got count 25, 10 classes.',
    );
  });

  it('refuses a preset that does not exist', () => {
    expect(refused('m1m2', '--preset', 'fast')).toContain(
      "--preset takes one of default, quick; got 'fast'.",
    );
  });
});
