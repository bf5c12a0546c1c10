/** The recipes: what the flags are unless given. */
import { UsageError } from '../support/commandLine';

/** What decides the numbers of a run, beside its seed. */
export interface Recipe {
  readonly epochs: number;
  readonly trainSize: number;
  readonly batchSize: number;
  readonly width: number;
  readonly heads: number;
  readonly overClusters: number;
  readonly logitScale: number;
  readonly learningRate: number;
  readonly entropyWeight: number;
  readonly finalEntropyWeight: number;
  readonly transforms: string;
}

const article: Recipe = {
  epochs: 100,
  trainSize: 60_000,
  batchSize: 1000,
  width: 32,
  heads: 5,
  overClusters: 50,
  logitScale: 3,
  learningRate: 1e-3,
  entropyWeight: 3,
  finalEntropyWeight: 1,
  transforms: 'all',
};

export const presets: Readonly<Record<string, Recipe>> = {
  /** A network of half the width on a third of the images: minutes. */
  quick: {
    ...article,
    epochs: 6,
    trainSize: 20_000,
    batchSize: 500,
    width: 16,
  },
  /** The article's network on all images: hours. */
  article,
};

/** The preset that the flags name. */
export function presetIn(args: readonly string[]): {
  readonly name: string;
  readonly recipe: Recipe;
} {
  const at = args.findIndex((arg) => /^--preset(=|$)/.test(arg));
  const name = at < 0 ? 'quick' : (args[at]?.split('=')[1] ?? args[at + 1] ?? '');
  const recipe = presets[name];
  if (recipe) return { name, recipe };
  throw new UsageError(`--preset takes one of ${Object.keys(presets).join(', ')}; got '${name}'.`);
}
