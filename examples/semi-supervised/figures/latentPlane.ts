import * as Plot from '@observablehq/plot';
import * as tf from '@tensorflow/tfjs-core';
import { manifoldGrid } from 'variate';
import { chartSvg, type GridCell, imageGridSvg, rowsOf } from '../../support/chart';
import { PIXELS } from '../../support/mnist';
import type { Figure } from '../../support/report';
import { scoped } from '../../support/scoped';
import { decode, type M1 } from '../models/m1';

/** A two-dimensional latent space: the means of images, by digit. */
export function latentPlane(means: tf.Tensor2D, labels: Uint8Array): Figure {
  const digits = Array.from({ length: 10 }, (_, digit) => digit);
  const points = rowsOf(means.dataSync(), 2)
    .slice(0, 5000)
    .map((xy, index) => ({
      x: xy[0] as number,
      y: xy[1] as number,
      digit: labels[index] as number,
    }));
  const median = (values: number[]): number =>
    values.sort((a, b) => a - b)[values.length >> 1] ?? 0;
  const centres = digits.map((digit) => {
    const own = points.filter((point) => point.digit === digit);
    return { digit, x: median(own.map(({ x }) => x)), y: median(own.map(({ y }) => y)) };
  });
  return {
    name: 'latent-plane',
    caption:
      'Latent means of 5,000 validation images, coloured by their digit, of which M1 knows nothing.',
    svg: chartSvg({
      width: 720,
      height: 640,
      x: { label: 'z, first dimension', grid: true },
      y: { label: 'z, second dimension', grid: true },
      color: { type: 'categorical', domain: digits, scheme: 'Tableau10' },
      marks: [
        Plot.dot(points, { x: 'x', y: 'y', fill: 'digit', r: 1.6, fillOpacity: 0.6 }),
        Plot.text(centres, {
          x: 'x',
          y: 'y',
          text: ({ digit }) => String(digit),
          fill: 'digit',
          stroke: 'white',
          strokeWidth: 5,
          fontSize: 20,
          fontWeight: 'bold',
        }),
      ],
    }),
  };
}

const SIDE = 20;

/** What the decoder makes of a grid over the plane, in equal shares of the prior. */
export function manifold(m1: M1): Figure {
  const images = scoped(() =>
    rowsOf(
      tf.sigmoid(decode(m1, manifoldGrid(SIDE, { spacing: 'inverseNormal' }))).dataSync(),
      PIXELS,
    ),
  );
  const cells = images.map(
    (image, at): GridCell => ({ column: at % SIDE, row: Math.floor(at / SIDE), image }),
  );
  return {
    name: 'manifold',
    caption:
      'The decoded plane: the 5th to the 95th percentile of the prior in equal shares of probability, laid out as the scatter is.',
    svg: imageGridSvg(cells, { columnLabel: '', rowLabel: '', size: 28, axes: false }),
  };
}
