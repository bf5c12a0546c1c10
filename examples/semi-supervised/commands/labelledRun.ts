/** What the commands of models with labels share: their flags, their folder, and what comes before training. */
import { join } from 'node:path';
import { chooseLabelled, runKeys, type Split, splitMnist } from '../protocol';
import { start } from './start';

export interface LabelledRun {
  /** As on the command line; empty where the labels and the seed are to name it. */
  readonly folder: string;
  readonly resume: boolean;
  readonly threads: number;
  readonly command: string;
}

interface Labels {
  readonly labels: number;
  readonly seed: number;
  readonly trainSize: number;
}

export const labelledRunFlags = {
  seed: { default: 1, help: 'decides labelled images, weights, order and noise' },
  out: { default: '', help: 'folder of the results, of the labels and the seed unless given' },
} as const;

export const folderOf = (folder: string, model: string, { labels, seed }: Labels): string =>
  folder || join('reports', 'semi-supervised', `${model}-${labels}-seed${seed}`);

/** The images, once it is sure that the labels can be had, and a backend that is ready to train. */
export async function prepare(
  { labels, seed, trainSize }: Labels,
  threads: number,
): Promise<Split> {
  const split = splitMnist(trainSize);
  chooseLabelled(runKeys(seed).subset, split.train.labels, labels);
  await start(threads);
  return split;
}
