import * as Plot from '@observablehq/plot';
import { chartSvg } from '../../support/chart';
import type { Figure } from '../../support/report';
import { NEIGHBOURS, type ReductionResult } from '../study';

/** Which digits lie among which, for each reduction. */
export function overlaps(results: readonly ReductionResult[]): Figure {
  const cells = results.flatMap(({ method, dims, overlap }) =>
    overlap.flatMap((row, digit) =>
      row.map((share, neighbour) => ({
        digit,
        neighbour,
        share,
        method,
        dims: `${dims} dimensions`,
      })),
    ),
  );
  return {
    name: 'overlap',
    caption: `Of the ${NEIGHBOURS} nearest neighbours of each digit (row) among the test images, the percentage of each digit (column). Empty: below half a percent.`,
    svg: chartSvg({
      width: 900,
      height: 860,
      padding: 0.03,
      marginLeft: 50,
      marginRight: 90,
      marginBottom: 44,
      x: { type: 'band', label: 'digit of the neighbour', tickSize: 0 },
      y: { type: 'band', label: 'digit', tickSize: 0 },
      fx: { label: null, domain: ['autoencoder', 'PCA'], padding: 0.08 },
      fy: { label: null, padding: 0.08 },
      color: { type: 'sqrt', scheme: 'blues', domain: [0, 1] },
      marks: [
        Plot.cell(cells, { x: 'neighbour', y: 'digit', fx: 'method', fy: 'dims', fill: 'share' }),
        Plot.text(cells, {
          x: 'neighbour',
          y: 'digit',
          fx: 'method',
          fy: 'dims',
          text: ({ share }) => (share < 0.005 ? '' : (100 * share).toFixed(0)),
          fill: ({ share }) => (share > 0.35 ? 'white' : '#222'),
        }),
      ],
    }),
  };
}
