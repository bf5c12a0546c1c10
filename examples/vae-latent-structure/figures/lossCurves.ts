import * as Plot from '@observablehq/plot';
import { chartSvg } from '../../support/chart';
import type { Figure } from '../../support/report';
import type { EpochLoss } from '../train';

const setColors = { training: '#4e79a7', test: '#e15759' } as const;

/** One term of -ELBO over the epochs. */
function lossCurve(
  name: string,
  term: string,
  history: readonly EpochLoss[],
  natsOf: (loss: EpochLoss, set: 'train' | 'test') => number,
): Figure {
  const points = history.flatMap((loss) => [
    { epoch: loss.epoch, set: 'training' as const, nats: natsOf(loss, 'train') },
    { epoch: loss.epoch, set: 'test' as const, nats: natsOf(loss, 'test') },
  ]);
  return {
    name,
    caption: `${term} in nats per image: mean over the visits of an epoch (training), and after it (test).`,
    svg: chartSvg({
      width: 640,
      height: 300,
      marginRight: 70,
      x: { label: 'epoch', ticks: Math.min(10, history.length), tickFormat: 'd' },
      y: { label: `${term}, nats per image`, grid: true, nice: true },
      marks: [
        Plot.line(points, {
          x: 'epoch',
          y: 'nats',
          z: 'set',
          stroke: ({ set }) => setColors[set as 'test'],
        }),
        Plot.dot(points, {
          x: 'epoch',
          y: 'nats',
          r: 3,
          fill: ({ set }) => setColors[set as 'test'],
        }),
        ...(['training', 'test'] as const).map((set) =>
          Plot.text(
            points.filter((point) => point.set === set && point.epoch === history.length),
            {
              x: 'epoch',
              y: 'nats',
              text: 'set',
              textAnchor: 'start',
              dx: 8,
              dy: set === 'test' ? 6 : -6,
              fill: setColors[set],
            },
          ),
        ),
      ],
    }),
  };
}

/** Both terms of -ELBO, each on a scale of its own. */
export function lossCurves(history: readonly EpochLoss[]): Figure[] {
  return [
    lossCurve(
      'reconstruction-curve',
      'reconstruction term',
      history,
      (loss, set) => loss[`${set}Nll`],
    ),
    lossCurve('kl-curve', 'KL divergence', history, (loss, set) => loss[`${set}Kl`]),
  ];
}
