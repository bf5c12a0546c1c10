import * as Plot from '@observablehq/plot';
import { chartSvg } from '../../support/chart';
import type { Figure } from '../../support/report';
import { conditionName, conditions } from '../contestants';
import type { Terms } from '../model';
import type { Look } from '../train';

const colors = { training: '#4e79a7', test: '#e15759' } as const;

const quantities: readonly {
  readonly term: keyof Terms;
  readonly name: string;
  readonly label: string;
}[] = [
  { term: 'crossEntropy', name: 'cross-entropy', label: 'cross-entropy, nats per image' },
  { term: 'squaredError', name: 'squared-error', label: 'squared error, sum over the pixels' },
  { term: 'kl', name: 'kl', label: 'KL divergence, nats per image' },
];

/** `relu, 20, squared error` -> `relu, 20` and `squared error` */
function parts(contestant: string): { condition: string; trained: string } {
  const [activation, dims, ...rest] = contestant.split(', ');
  return { condition: `${activation}, ${dims}`, trained: rest.join(', ') };
}

/** One quantity over the iterations: a column a condition, a row a way to train. */
function curve(
  looks: readonly Look[],
  rows: readonly string[],
  { term, name, label }: (typeof quantities)[number],
  prefix: string,
): Figure {
  const points = looks
    .map((look) => ({ ...look, ...parts(look.contestant) }))
    .filter(({ trained, iteration }) => rows.includes(trained) && iteration > 0)
    .flatMap(({ iteration, condition, trained, train, test }) => [
      { iteration, condition, trained, set: 'training', value: train[term] },
      { iteration, condition, trained, set: 'test', value: test[term] },
    ]);
  return {
    name: `${prefix}curve-${name}`,
    caption: `${label} over the iterations, from the first look after the start on, on 100 training images (blue) and 100 test images (red). Columns: activation and number of latents; rows: how the model was trained.`,
    svg: chartSvg({
      width: 1000,
      height: 70 + 170 * rows.length,
      marginLeft: 60,
      marginRight: 120,
      marginTop: 40,
      marginBottom: 40,
      x: { label: 'iteration', ticks: 3, insetLeft: 4, insetRight: 4 },
      y: { label, grid: true, nice: true, ticks: 5 },
      fx: { label: null, domain: conditions.map(conditionName), padding: 0.14 },
      fy: { label: null, domain: [...rows], padding: 0.1 },
      color: { domain: Object.keys(colors), range: Object.values(colors) },
      marks: [
        Plot.frame({ stroke: '#ddd' }),
        Plot.line(points, {
          x: 'iteration',
          y: 'value',
          fx: 'condition',
          fy: 'trained',
          stroke: 'set',
          strokeWidth: 1.6,
        }),
        // The legend, in the first panel.
        ...Object.keys(colors).map((set, index) =>
          Plot.text([set], {
            frameAnchor: 'top-right',
            text: [set],
            fill: colors[set as keyof typeof colors],
            dx: -6,
            dy: 6 + 14 * index,
            fontWeight: 'bold',
            fx: () => conditionName(conditions[0] as (typeof conditions)[number]),
            fy: () => rows[0] as string,
          }),
        ),
      ],
    }),
  };
}

/** Both reconstruction errors and the KL, for all conditions. */
export function curves(looks: readonly Look[], rows: readonly string[], prefix = ''): Figure[] {
  return quantities.map((quantity) => curve(looks, rows, quantity, prefix));
}
