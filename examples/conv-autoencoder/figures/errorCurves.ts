import * as Plot from '@observablehq/plot';
import { chartSvg } from '../../support/chart';
import type { Figure } from '../../support/report';
import type { ReductionResult } from '../study';
import type { EpochError } from '../train';

const colors: Readonly<Record<number, string>> = { 2: '#4e79a7', 3: '#e15759' };

/** Values moved apart, in their order, so that labels at them do not touch. */
function spread<Labelled extends { readonly error: number }>(
  labels: readonly Labelled[],
  gap: number,
): (Labelled & { readonly place: number })[] {
  let last = Number.NEGATIVE_INFINITY;
  return [...labels]
    .sort((a, b) => a.error - b.error)
    .map((label) => {
      last = Math.max(label.error, last + gap);
      return { ...label, place: last };
    });
}

/** At most ten whole numbers. */
const wholeTicks = (last: number): number[] =>
  Array.from({ length: last }, (_, index) => index + 1).filter(
    (epoch) => epoch % Math.ceil(last / 10) === 0,
  );

/** Reconstruction error over the epochs, with that of as many principal components. */
export function errorCurves(
  histories: readonly { readonly latentDims: number; readonly history: readonly EpochError[] }[],
  pca: readonly ReductionResult[],
): Figure {
  const points = histories.flatMap(({ latentDims, history }) =>
    history.flatMap(({ epoch, train, test }) => [
      { epoch, latentDims, set: 'training', error: train },
      { epoch, latentDims, set: 'test', error: test },
    ]),
  );
  const epochs = Math.max(...points.map(({ epoch }) => epoch));
  const stroke = ({ latentDims }: { latentDims: number }): string => colors[latentDims] as string;
  const lines = pca.map(({ dims, testReconstructionError }) => ({
    latentDims: dims,
    error: testReconstructionError,
    text: `PCA, ${dims}`,
  }));
  const ends = points
    .filter(({ epoch, set }) => epoch === epochs && set === 'test')
    .map(({ latentDims, error }) => ({ latentDims, error, text: `autoencoder, ${latentDims}` }));
  const errors = [...points, ...lines].map(({ error }) => error);
  const labels = spread([...lines, ...ends], (Math.max(...errors) - Math.min(...errors)) / 20);
  return {
    name: 'error-curves',
    caption:
      'Mean squared error per pixel (pixels in [-1, 1]) on training images during each epoch (dashed) and on the test images after it (solid); horizontal lines: as many principal components.',
    svg: chartSvg({
      width: 700,
      height: 380,
      marginRight: 120,
      marginLeft: 54,
      x: { label: 'epoch', tickFormat: 'd', ticks: wholeTicks(epochs) },
      y: { label: 'mean squared error per pixel', grid: true, nice: true },
      marks: [
        Plot.ruleY(lines, { y: 'error', stroke, strokeOpacity: 0.5 }),
        ...(['training', 'test'] as const).map((set) =>
          Plot.line(
            points.filter((point) => point.set === set),
            {
              x: 'epoch',
              y: 'error',
              z: 'latentDims',
              stroke,
              strokeWidth: 2,
              ...(set === 'training' && { strokeDasharray: '4,4' }),
            },
          ),
        ),
        Plot.dot(points, { x: 'epoch', y: 'error', fill: stroke, r: 2.5 }),
        Plot.text(labels, {
          y: 'place',
          text: 'text',
          frameAnchor: 'right',
          textAnchor: 'start',
          dx: 8,
          fill: stroke,
        }),
      ],
    }),
  };
}
