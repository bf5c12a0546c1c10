import type { Tensor } from '@tensorflow/tfjs-core';
import { checkOptions } from '../../internal/checks/checkOptions';
import { describeValue } from '../../internal/checks/describe';
import { invalidType } from '../../internal/checks/invalidArgument';
import { type ClassLabels, readLabels } from '../../internal/reading/readLabels';
import { checkNeighbours } from './checkNeighbours';
import { nearestNeighbours } from './nearestNeighbours';
import { readRows } from './readRows';

/** The parameters of the metrics that ask for the classes of the nearest neighbours. */
export interface NeighbourOptions {
  /** How many neighbours each row has, an integer from 1 on; 5 unless given. */
  readonly neighbours?: number;
  /** The rows to look for neighbours in, with their classes; the other rows unless given. */
  readonly references?: { readonly features: Tensor; readonly labels: ClassLabels };
}

/** The class of each row, and the classes of its neighbours, nearest first. */
export interface NeighbourLabels {
  readonly labels: Int32Array;
  /** `[rows * neighbours]` */
  readonly found: Int32Array;
  readonly neighbours: number;
}

function checkReferences(fn: string, value: unknown): void {
  const record = value as { features?: unknown; labels?: unknown } | null;
  if (
    typeof record === 'object' &&
    record !== null &&
    record.features !== undefined &&
    record.labels !== undefined
  ) {
    return;
  }
  throw invalidType(
    fn,
    'references must be a record { features, labels }',
    describeValue(value),
    'Leave it out to compare each row with all others.',
  );
}

/** Looks up the classes of the nearest neighbours of every row, after checking all arguments. */
export function neighbourLabels(
  fn: string,
  features: Tensor,
  labels: ClassLabels,
  options: NeighbourOptions,
): NeighbourLabels {
  checkOptions(fn, options, ['neighbours', 'references']);
  const { neighbours = 5, references } = options;
  const queries = readRows(fn, features);
  const ids = readLabels(fn, labels, queries.count);
  if (references === undefined) {
    checkNeighbours(fn, neighbours, queries.count - 1, 'the number of other rows');
    const nearest = nearestNeighbours(queries, queries, neighbours, true);
    return { labels: ids, found: nearest.map((row) => ids[row] as number), neighbours };
  }
  checkReferences(fn, references);
  const rows = readRows(fn, references.features, queries.columns);
  const referenceIds = readLabels(fn, references.labels, rows.count);
  checkNeighbours(fn, neighbours, rows.count, 'the number of references');
  const nearest = nearestNeighbours(queries, rows, neighbours, false);
  return { labels: ids, found: nearest.map((row) => referenceIds[row] as number), neighbours };
}
