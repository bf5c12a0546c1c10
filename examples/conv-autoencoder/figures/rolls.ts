import * as Plot from '@observablehq/plot';
import { chartSvg } from '../../support/chart';
import { project } from '../../support/pointCloudProjection';
import type { Figure } from '../../support/report';
import type { FlatRoll, RollPoint } from '../swissRoll';

const panels = ['in space', 'PCA', 'autoencoder'] as const;

/** Coordinates in the unit square. */
function fitted(points: readonly (readonly [number, number])[]): [number, number][] {
  const ends = [0, 1].map((axis) => {
    const values = points.map((point) => point[axis] as number);
    return { low: Math.min(...values), span: Math.max(...values) - Math.min(...values) };
  }) as [{ low: number; span: number }, { low: number; span: number }];
  return points.map(([x, y]) => [
    (x - ends[0].low) / ends[0].span,
    (y - ends[1].low) / ends[1].span,
  ]);
}

/** The swiss roll in space, and the two planes that PCA and the autoencoder make of it. */
export function rolls(roll: readonly RollPoint[], flats: readonly FlatRoll[]): Figure {
  const view = { azimuth: (15 * Math.PI) / 180, elevation: (12 * Math.PI) / 180 };
  const inSpace = fitted(
    roll.map(({ position: [a, height, b] }) => {
      // Looked at along the axis of the roll, a little from the side.
      const { x, y } = project([a, height, b], view);
      return [x, y];
    }),
  );
  const planes = [
    { panel: panels[0], points: inSpace },
    ...flats.map(({ method, points }) => ({
      panel: method,
      points: fitted(
        roll.map((_, index) => [points[2 * index] as number, points[2 * index + 1] as number]),
      ),
    })),
  ];
  const dots = planes.flatMap(({ panel, points }) =>
    points.map(([x, y], index) => ({ panel, x, y, angle: roll[index]?.angle as number })),
  );
  return {
    name: 'swiss-roll',
    caption:
      'A sheet rolled up in space, colored along the sheet from its inner (dark) to its outer edge (light). Two principal components lay its layers on one another; a small autoencoder with two latents bends the sheet, and tears it, but keeps its layers apart. Each plane is scaled to its square.',
    svg: chartSvg({
      width: 960,
      height: 360,
      margin: 10,
      marginTop: 34,
      x: { axis: null, domain: [-0.03, 1.03] },
      y: { axis: null, domain: [-0.03, 1.03] },
      fx: { axis: 'top', domain: [...panels], label: null, padding: 0.06 },
      color: { scheme: 'viridis' },
      marks: [
        Plot.frame({ stroke: '#ccc' }),
        Plot.dot(dots, { x: 'x', y: 'y', fx: 'panel', fill: 'angle', r: 2.2 }),
      ],
    }),
  };
}
