/** Who is compared with whom. */
import { type Activation, createVae, type Design, type Mistakes, type Vae } from './model';

/** A model, with what it is trained on. */
export interface Contestant {
  readonly name: string;
  readonly vae: Vae;
  /** Training images: the first ones of the set, all of them at each step where there are few. */
  readonly trainSize: number;
}

/** Activation and number of latents: the four conditions of the report. */
export interface Condition {
  readonly activation: Activation;
  readonly latentDims: number;
}

export const conditions: readonly Condition[] = (['sigmoid', 'relu'] as const).flatMap(
  (activation) => [2, 20].map((latentDims) => ({ activation, latentDims })),
);

const right: Mistakes = { additiveNoise: false, boundedHeads: false };
/** The report's model, and each of its mistakes alone. */
const wrong: Readonly<Record<string, Mistakes>> = {
  'added noise': { additiveNoise: true, boundedHeads: false },
  'bounded heads': { additiveNoise: false, boundedHeads: true },
  'as written': { additiveNoise: true, boundedHeads: true },
};

export const conditionName = ({ activation, latentDims }: Condition): string =>
  `${activation}, ${latentDims}`;

/**
 * Every condition with each reconstruction loss on few images, and with the cross-entropy on all;
 * where the report's mistakes are asked for, those as well.
 */
export function createContestants({
  fewImages,
  manyImages,
  asWritten,
  seed,
}: {
  fewImages: number;
  manyImages: number;
  asWritten: boolean;
  seed: number;
}): Contestant[] {
  return conditions.flatMap((condition, index) => {
    // The same weights at the start for all contestants of a condition.
    const contestant = (
      suffix: string,
      design: Pick<Design, 'loss' | 'mistakes'>,
      trainSize = fewImages,
    ): Contestant => ({
      name: `${conditionName(condition)}, ${suffix}`,
      vae: createVae({ ...condition, ...design }, 10 * seed + index),
      trainSize,
    });
    const loss = 'crossEntropy' as const;
    return [
      contestant('cross-entropy', { loss, mistakes: right }),
      contestant('squared error', { loss: 'squaredError', mistakes: right }),
      contestant(`${manyImages} images`, { loss, mistakes: right }, manyImages),
      ...(asWritten
        ? Object.entries(wrong).map(([name, mistakes]) => contestant(name, { loss, mistakes }))
        : []),
    ];
  });
}
