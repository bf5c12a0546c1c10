import * as tf from '@tensorflow/tfjs-core';
import { manifoldGrid } from 'variate';
import { type GridCell, imageGridSvg, rowsOf } from '../../support/chart';
import { PIXELS } from '../../support/mnist';
import type { Figure } from '../../support/report';
import { scoped } from '../../support/scoped';
import type { Contestant } from '../contestants';
import { decode } from '../model';
import { axisName, figureName } from './names';

const STEPS = 9;

/** What the decoder makes of z on the grid from (-2, -2) to (2, 2). */
export function latentGrid({ name, vae }: Contestant, dimensionsByKl: readonly number[]): Figure {
  const axes = dimensionsByKl.slice(0, 2).sort((a, b) => a - b) as [number, number];
  const cells = scoped(() => {
    const grid = manifoldGrid(STEPS);
    // Of many latents, the two that carry most; all others are 0, the middle of the prior.
    const directions = tf.cast(tf.oneHot(tf.tensor1d(axes, 'int32'), vae.latentDims), 'float32');
    const images = tf.sigmoid(decode(vae, tf.matMul(grid, directions as tf.Tensor2D)));
    const pixels = rowsOf(images.dataSync(), PIXELS);
    return grid.arraySync().map(
      ([x, y], at): GridCell => ({
        column: (x as number).toFixed(1),
        row: (y as number).toFixed(1),
        image: pixels[at] as Float32Array,
      }),
    );
  });
  return {
    name: `grid-${figureName(name)}`,
    caption: `${name}: the decoder’s picture for z from (-2, -2) to (2, 2)${vae.latentDims > 2 ? ', along the two latents of largest KL with all others at 0' : ''}.`,
    svg: imageGridSvg(cells, {
      columnLabel: axisName(axes[0]),
      rowLabel: axisName(axes[1]),
      size: 36,
    }),
  };
}
