import * as Plot from '@observablehq/plot';
import { chartSvg } from '../../support/chart';
import type { Figure } from '../../support/report';
import { ACTIVE_VARIANCE, type LatentDimension } from '../study';

/** Variance of the mean and KL of each latent dimension, the most used first. */
export function latentDimensions(dimensions: readonly LatentDimension[]): Figure {
  const sorted = [...dimensions].sort((a, b) => b.kl - a.kl);
  const bars = sorted.flatMap(({ dimension, meanVariance, kl, active }, rank) => [
    { rank: rank + 1, dimension, active, value: meanVariance, quantity: 'variance of the mean' },
    { rank: rank + 1, dimension, active, value: kl, quantity: 'KL in nats' },
  ]);
  return {
    name: 'latent-dimensions',
    caption: `Use of the latent dimensions over the training images, largest KL first; blue ones are active (variance of the mean above ${ACTIVE_VARIANCE}).`,
    svg: chartSvg({
      width: 760,
      height: 420,
      marginLeft: 50,
      marginRight: 120,
      x: { label: 'latent dimension, by rank', type: 'band' },
      y: { label: null, grid: true },
      fy: { label: null, domain: ['variance of the mean', 'KL in nats'] },
      facet: { data: bars, y: 'quantity' },
      marks: [
        Plot.barY(bars, {
          x: 'rank',
          y: 'value',
          fill: (bar) => (bar.active ? '#4e79a7' : '#bab0ac'),
        }),
        Plot.ruleY([0]),
      ],
    }),
  };
}
