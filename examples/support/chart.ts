import * as Plot from '@observablehq/plot';
import { Resvg } from '@resvg/resvg-js';
import { encode } from 'fast-png';
import { parseHTML } from 'linkedom';

/** Draws an Observable Plot to SVG text, without a browser. */
export function chartSvg(options: Plot.PlotOptions): string {
  const { document } = parseHTML('<html><body></body></html>');
  const chart = Plot.plot({
    document: document as unknown as Document,
    style: { background: 'white', fontFamily: 'DejaVu Sans, sans-serif' },
    ...options,
  });
  if (chart.tagName.toLowerCase() !== 'svg') {
    throw new Error('a chart with a title or an html legend is no single SVG');
  }
  chart.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return chart.outerHTML;
}

/** Rasterizes SVG text at twice its size. */
export function svgToPng(svg: string): Uint8Array {
  const zoom = { mode: 'zoom', value: 2 } as const;
  return new Resvg(svg, { fitTo: zoom, background: 'white' }).render().asPng();
}

/** One image of a grid: grey values in [0, 1], row after row, and what is written above it. */
export interface GridCell {
  readonly column: number | string;
  readonly row: number | string;
  readonly image: ArrayLike<number>;
  readonly note?: string;
}

function imageUri(grey: ArrayLike<number>): string {
  const side = Math.sqrt(grey.length);
  const data = Uint8Array.from(grey, (value) => Math.round(255 * Math.min(1, Math.max(0, value))));
  const png = encode({ width: side, height: side, data, channels: 1, depth: 8 });
  return `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
}

/** Draws square grey images in a labelled grid. */
export function imageGridSvg(
  cells: readonly GridCell[],
  {
    columnLabel,
    rowLabel,
    size = 42,
    axes = true,
    rowWidth = 110,
  }: {
    columnLabel: string;
    rowLabel: string;
    size?: number;
    axes?: boolean;
    /** Room for the names of the rows. */
    rowWidth?: number;
  },
): string {
  const columns = [...new Set(cells.map((cell) => cell.column))];
  const rows = [...new Set(cells.map((cell) => cell.row))];
  const step = size + 4;
  const noteHeight = cells.some((cell) => cell.note !== undefined) ? 12 : 0;
  return chartSvg({
    width: columns.length * step + (axes ? rowWidth + 20 : 40),
    height: rows.length * (step + noteHeight) + (axes ? 60 : 40),
    marginLeft: axes ? rowWidth : 20,
    marginTop: axes ? 40 : 20,
    x: {
      type: 'band',
      domain: columns,
      label: columnLabel,
      axis: axes ? 'top' : null,
      padding: 0,
      tickSize: 0,
    },
    y: {
      type: 'band',
      domain: rows,
      label: rowLabel,
      axis: axes ? 'left' : null,
      padding: 0,
      tickSize: 0,
    },
    marks: [
      Plot.image(cells, {
        x: 'column',
        y: 'row',
        src: ({ image }: GridCell) => imageUri(image),
        width: size,
        height: size,
        dy: noteHeight / 2,
        imageRendering: 'pixelated',
      }),
      Plot.text(
        cells.filter((cell) => cell.note !== undefined),
        { x: 'column', y: 'row', text: 'note', dy: -size / 2 - 1, fontSize: 9 },
      ),
    ],
  });
}

/** A matrix of values [row, column] as plain rows. */
export function rowsOf(values: ArrayLike<number>, width: number): Float32Array[] {
  const all = Float32Array.from(values);
  return Array.from({ length: all.length / width }, (_, row) =>
    all.subarray(row * width, (row + 1) * width),
  );
}
