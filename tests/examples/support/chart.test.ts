import * as Plot from '@observablehq/plot';
import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { chartSvg, imageGridSvg, rowsOf, svgToPng } from '../../../examples/support/chart';

describe('chart', () => {
  const svg = chartSvg({
    width: 200,
    height: 100,
    x: { label: 'epoch' },
    marks: [Plot.dot([[1, 2]], { fill: 'red', r: 5 })],
  });

  it('is one SVG of the asked size with its axis label', () => {
    expect(svg).toMatch(/^<svg/);
    expect(svg).toContain('xmlns="http://www.w3.org/2000/svg"');
    expect(svg).toContain('width="200"');
    expect(svg).toContain('epoch');
  });

  it('rasterizes at twice the size, with the marks in it', () => {
    const { width, height, data } = decode(svgToPng(svg));
    expect([width, height]).toEqual([400, 200]);
    const isRed = (pixel: number) => data[pixel] === 255 && data[pixel + 1] === 0;
    expect(
      Array.from({ length: 400 * 200 }, (_, i) => isRed(4 * i)).filter(Boolean).length,
    ).toBeGreaterThan(50);
  });

  it('draws images of a grid with their labels and notes', () => {
    const grid = imageGridSvg(
      [
        { column: 'left', row: 'top', image: new Float32Array(16).fill(1) },
        { column: 'right', row: 'top', image: new Float32Array(16), note: 'a note' },
      ],
      { columnLabel: 'columns', rowLabel: 'rows' },
    );
    expect(grid.match(/<image/g)?.length).toBe(2);
    for (const text of ['left', 'right', 'top', 'columns', 'rows', 'a note']) {
      expect(grid).toContain(text);
    }
  });

  it('cuts a flat matrix into its rows', () => {
    expect(rowsOf([1, 2, 3, 4, 5, 6], 3).map((row) => [...row])).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
  });
});
