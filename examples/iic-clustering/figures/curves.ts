import * as Plot from '@observablehq/plot';
import { chartSvg } from '../../support/chart';
import type { Figure } from '../../support/report';
import type { EpochResult } from '../epochResult';
import { CLUSTERS } from '../model';

interface Point {
  readonly epoch: number;
  readonly head: number;
  readonly kind: 'best' | 'other' | 'over';
  readonly value: number;
}

/** What the curves are of. */
interface Curves {
  readonly history: readonly EpochResult[];
  /** The first heads; one more is that of the over-clusters. */
  readonly mainHeads: number;
}

const colors = { best: '#e15759', other: '#bab0ac', over: '#4e79a7' } as const;
const names = { best: 'least loss', other: 'other heads', over: 'over-clusters' } as const;

function curve(
  name: string,
  caption: string,
  label: string,
  { history, mainHeads }: Curves,
  measure: (result: EpochResult, head: number) => number,
  ceiling?: number,
): Figure {
  const best = history.at(-1)?.best;
  const points = history.flatMap((result) =>
    result.heads.map((_, head): Point => {
      const kind = head >= mainHeads ? 'over' : head === best ? 'best' : 'other';
      return { epoch: result.epoch, head, kind, value: measure(result, head) };
    }),
  );
  const last = points.filter(({ epoch }) => epoch === history.length);
  const labelled = (['best', 'other', 'over'] as const).flatMap(
    (kind) => last.find((point) => point.kind === kind) ?? [],
  );
  return {
    name,
    caption,
    svg: chartSvg({
      width: 640,
      height: 320,
      marginRight: 100,
      x: { label: 'epoch', ticks: Math.min(10, history.length), tickFormat: 'd' },
      y: { label, grid: true, nice: true, zero: true },
      marks: [
        ...(ceiling === undefined ? [] : [Plot.ruleY([ceiling], { strokeDasharray: '4,4' })]),
        Plot.line(points, {
          x: 'epoch',
          y: 'value',
          z: 'head',
          stroke: ({ kind }: Point) => colors[kind],
        }),
        Plot.dot(points, { x: 'epoch', y: 'value', r: 2, fill: ({ kind }: Point) => colors[kind] }),
        ...labelled.map((point) =>
          Plot.text([point], {
            x: 'epoch',
            y: 'value',
            text: () => names[point.kind],
            fill: colors[point.kind],
            textAnchor: 'start',
            dx: 8,
            dy: point.kind === 'other' ? 12 : 0,
          }),
        ),
      ],
    }),
  };
}

/** Accuracy, mutual information and loss of every head over the epochs. */
export function curves(run: Curves): Figure[] {
  return [
    curve(
      'accuracy',
      'Test accuracy of every head, the mapping from clusters to digits fitted on training labels (over-clusters many-to-one).',
      'test accuracy, %',
      run,
      ({ accuracy }, head) => 100 * (accuracy[head]?.test as number),
    ),
    curve(
      'information',
      'Mutual information of the clusters of two views, mean over the steps of an epoch; dashed: log 10, all that ten clusters can hold.',
      'nats',
      run,
      ({ heads }, head) => heads[head]?.information as number,
      Math.log(CLUSTERS),
    ),
    curve(
      'loss',
      'The loss that is optimized, with its weight on the entropies, mean over the steps of an epoch.',
      'nats',
      run,
      ({ heads }, head) => heads[head]?.loss as number,
    ),
  ];
}
