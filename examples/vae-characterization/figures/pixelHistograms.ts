import * as Plot from '@observablehq/plot';
import { chartSvg } from '../../support/chart';
import { firstImages, imageTensor, type LabelledImages, PIXELS } from '../../support/mnist';
import type { Figure } from '../../support/report';
import { scoped } from '../../support/scoped';
import { type Condition, type Contestant, conditionName } from '../contestants';
import { reconstruct } from '../study';

const BINS = 10;
/** Row and column of the pixels that are looked at. */
const PLACES = [
  [14, 14],
  [7, 16],
  [20, 12],
  [14, 8],
] as const;
const colors = { input: '#bab0ac', output: '#4e79a7' } as const;

interface Bar {
  readonly condition: string;
  readonly pixel: string;
  readonly kind: keyof typeof colors;
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

const nameOf = ([row, column]: (typeof PLACES)[number]): string => `row ${row}, column ${column}`;

/** How often each tenth of the grey values occurs at a pixel. */
function bars(
  pixels: ArrayLike<number>,
  index: number,
  rest: Pick<Bar, 'condition' | 'pixel' | 'kind'>,
): Bar[] {
  const counts = new Array<number>(BINS).fill(0);
  for (let at = index; at < pixels.length; at += PIXELS) {
    const bin = Math.min(BINS - 1, Math.floor((pixels[at] as number) * BINS));
    counts[bin] = (counts[bin] as number) + 1;
  }
  // Side by side: inputs in the left half of a bin, outputs in the right one.
  const shift = rest.kind === 'input' ? 0.06 : 0.5;
  return counts.map((count, bin) => ({
    ...rest,
    count,
    from: (bin + shift) / BINS,
    to: (bin + shift + 0.44) / BINS,
  }));
}

/** Grey values of some pixels over the test images, and what the models make of them. */
export function pixelHistograms(
  entries: readonly { readonly condition: Condition; readonly contestant: Contestant }[],
  test: LabelledImages,
  count: number,
): Figure {
  const data = scoped(() => {
    const images = imageTensor(firstImages(test, count));
    const inputs = images.dataSync();
    return entries.flatMap(({ condition, contestant }) => {
      const outputs = reconstruct(contestant.vae, images).dataSync();
      return PLACES.flatMap((at) => {
        const [row, column] = at;
        const place = {
          condition: conditionName(condition),
          pixel: nameOf(at),
        };
        const index = 28 * row + column;
        return [
          ...bars(inputs, index, { ...place, kind: 'input' }),
          ...bars(outputs, index, { ...place, kind: 'output' }),
        ];
      });
    });
  });
  return {
    name: 'pixel-histograms',
    caption: `Grey values of four pixels over ${count} test images: the inputs (grey) and what the models trained with the cross-entropy decode (blue). Columns: pixels; rows: activation and number of latents.`,
    svg: chartSvg({
      width: 1000,
      height: 640,
      marginLeft: 56,
      marginRight: 90,
      marginTop: 40,
      marginBottom: 40,
      x: { label: 'grey value', domain: [0, 1], ticks: [0.25, 0.5, 0.75], tickFormat: '.2f' },
      y: { label: 'images', grid: true, ticks: 4 },
      fx: { label: null, domain: PLACES.map(nameOf), padding: 0.08 },
      fy: {
        label: null,
        domain: entries.map(({ condition }) => conditionName(condition)),
        padding: 0.12,
      },
      color: { domain: Object.keys(colors), range: Object.values(colors) },
      marks: [
        Plot.frame({ stroke: '#ddd' }),
        Plot.rect(data, {
          x1: 'from',
          x2: 'to',
          y1: 0,
          y2: 'count',
          fx: 'pixel',
          fy: 'condition',
          fill: 'kind',
        }),
        ...Object.entries(colors).map(([kind, fill], index) =>
          Plot.text([kind], {
            frameAnchor: 'top-right',
            text: [kind],
            fill,
            fontWeight: 'bold',
            dx: -8,
            dy: 6 + 14 * index,
            fx: () => data[0]?.pixel ?? '',
            fy: () => data[0]?.condition ?? '',
          }),
        ),
      ],
    }),
  };
}
