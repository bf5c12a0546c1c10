import { imageGridSvg } from '../../support/chart';
import type { Figure } from '../../support/report';
import { type Scenes, SIDE } from '../scenes';

/** Scenes shown. */
const SHOWN = 10;

/** Scenes, their masks, and the pixels that were found to be of the digit. */
export function segmentedScenes({ images, masks }: Scenes, found: Int32Array): Figure {
  const rows = {
    scene: images.dataSync<'float32'>(),
    mask: masks.dataSync<'float32'>(),
    found,
  };
  const size = SIDE * SIDE;
  return {
    name: 'segmented-scenes',
    caption:
      'Scenes of test digits, their masks, and what the network tells apart without having seen a mask.',
    svg: imageGridSvg(
      Object.entries(rows).flatMap(([row, values]) =>
        Array.from({ length: SHOWN }, (_, index) => ({
          column: index + 1,
          row,
          image: values.slice(index * size, (index + 1) * size),
        })),
      ),
      { columnLabel: 'test scene', rowLabel: '', size: 56 },
    ),
  };
}
