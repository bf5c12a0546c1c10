/** The recipes: what the flags are unless given. */
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
  epochs: 30,
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
    epochs: 7,
    trainSize: 20_000,
    batchSize: 500,
    width: 16,
    heads: 3,
    transforms: 'rotation,shear,scale,translation',
  },
  /** The article's network on all images: hours. */
  article,
};
