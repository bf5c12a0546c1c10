import * as Plot from '@observablehq/plot';
import { chartSvg } from '../../support/chart';
import type { Figure } from '../../support/report';
import type { EpochRecord } from '../epochs';

const colors = ['#4e79a7', '#e15759', '#59a14f', '#b07aa1'];

/** Some of the recorded numbers over the epochs, on one scale. */
export function curves(
  history: readonly EpochRecord[],
  {
    name,
    caption,
    unit,
    series,
  }: {
    readonly name: string;
    readonly caption: string;
    readonly unit: string;
    /** The recorded name of each line, by its title. */
    readonly series: Readonly<Record<string, string>>;
  },
): Figure {
  const titles = Object.keys(series);
  const points = Object.entries(series).flatMap(([title, recorded]) =>
    history.map((record) => ({ epoch: record.epoch, title, value: record[recorded] as number })),
  );
  return {
    name,
    caption,
    svg: chartSvg({
      width: 640,
      height: 320,
      marginLeft: 50,
      marginRight: 20,
      marginTop: 40,
      x: { label: 'epoch', ticks: Math.min(10, history.length), tickFormat: 'd' },
      y: { label: unit, grid: true, nice: true },
      marks: [
        Plot.line(points, {
          x: 'epoch',
          y: 'value',
          z: 'title',
          stroke: ({ title }) => colors[titles.indexOf(title)] as string,
          strokeWidth: 2,
        }),
        // The names in one row above the lines, where they cannot hide any.
        ...titles.map((title, index) =>
          Plot.text([title], {
            frameAnchor: 'top-right',
            dx: -110 * (titles.length - 1 - index),
            dy: -18,
            fill: colors[index] as string,
          }),
        ),
      ],
    }),
  };
}
