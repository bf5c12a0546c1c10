import { type GridCell, imageGridSvg, rowsOf } from '../../support/chart';
import { imageTensor, type LabelledImages, PIXELS } from '../../support/mnist';
import type { Figure } from '../../support/report';
import { scoped } from '../../support/scoped';
import type { Contestant } from '../contestants';
import { reconstruct } from '../study';

const SHOWN = 12;

/** The first images of a set, and what each model makes of them. */
export function decoded(
  contestants: readonly Contestant[],
  images: LabelledImages,
  set: 'training' | 'test',
): Figure {
  const indices = Array.from({ length: SHOWN }, (_, index) => index);
  const cells = scoped(() => {
    const shown = imageTensor(images, indices);
    const rows = [
      { row: 'original', pixels: shown.dataSync() },
      ...contestants.map(({ name, vae }) => ({
        row: name,
        pixels: reconstruct(vae, shown).dataSync(),
      })),
    ];
    return rows.flatMap(({ row, pixels }) =>
      rowsOf(pixels, PIXELS).map((image, column): GridCell => ({ column: column + 1, row, image })),
    );
  });
  return {
    name: `decoded-${set}`,
    caption: `The first ${SHOWN} ${set} images, and what each model decodes from their latent means.`,
    svg: imageGridSvg(cells, { columnLabel: `${set} image`, rowLabel: '', rowWidth: 200 }),
  };
}
