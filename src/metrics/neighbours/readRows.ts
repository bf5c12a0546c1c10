import { checkFeatures } from '../../internal/checks/checkFeatures';
import { readFeatures } from '../../internal/reading/readFeatures';
import type { Rows } from './nearestNeighbours';

/** Reads the rows of checked, finite features from the backend. */
export function readRows(fn: string, features: unknown, dimension?: number): Rows {
  checkFeatures(fn, features, dimension);
  const [count, columns] = features.shape;
  return { values: readFeatures(fn, features), columns, count };
}
