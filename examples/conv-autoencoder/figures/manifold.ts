import { manifoldGrid } from 'variate';
import { type GridCell, imageGridSvg, rowsOf } from '../../support/chart';
import { PIXELS } from '../../support/mnist';
import type { Figure } from '../../support/report';
import { scoped } from '../../support/scoped';
import type { Reduction } from '../study';

const STEPS = 15;
/** tanh bounds the latents; at the bounds themselves there is hardly an image. */
const REACH = 0.95;

/** What the decoder makes of the points of its latent plane, laid out as the plane is. */
export function manifold({ restore }: Reduction): Figure {
  const cells = scoped(() => {
    const grid = manifoldGrid(STEPS, { range: [-REACH, REACH] });
    const places = grid.arraySync();
    const images = rowsOf(restore(grid).dataSync(), PIXELS);
    return places.map(
      ([x, y], at): GridCell => ({
        column: (x as number).toFixed(2),
        row: (y as number).toFixed(2),
        image: (images[at] as Float32Array).map((pixel) => (pixel + 1) / 2),
      }),
    );
  });
  return {
    name: 'manifold',
    caption:
      'What the decoder makes of equally spaced points of the latent plane: the same plane as in the scatter of the test images.',
    svg: imageGridSvg(cells, { columnLabel: 'latent 1', rowLabel: 'latent 2', size: 34 }),
  };
}
