import * as Plot from '@observablehq/plot';
import { chartSvg } from '../../support/chart';
import type { Figure } from '../../support/report';

/** How often each digit is taken for each other. */
export function confusionMatrix(labels: Uint8Array, predicted: Int32Array): Figure {
  const counts = Array.from({ length: 100 }, (_, cell) => ({
    label: Math.floor(cell / 10),
    prediction: cell % 10,
    count: 0,
  }));
  predicted.forEach((prediction, index) => {
    const cell = counts[(labels[index] as number) * 10 + prediction];
    if (cell) cell.count++;
  });
  return {
    name: 'confusion',
    caption: 'Test images by digit and by the Gaussian classifier’s answer, with log-determinant.',
    svg: chartSvg({
      width: 560,
      height: 520,
      padding: 0.04,
      marginTop: 50,
      x: { type: 'band', label: 'predicted digit', axis: 'top', labelOffset: 42, tickSize: 0 },
      y: { type: 'band', label: 'true digit', tickSize: 0 },
      color: { type: 'symlog', scheme: 'blues' },
      marks: [
        Plot.cell(counts, { x: 'prediction', y: 'label', fill: 'count' }),
        Plot.text(counts, {
          x: 'prediction',
          y: 'label',
          text: 'count',
          fill: (cell) => (cell.count > 100 ? 'white' : '#222'),
        }),
      ],
    }),
  };
}
