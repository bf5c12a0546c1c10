import { fileURLToPath } from 'node:url';
import * as Plot from '@observablehq/plot';
import { buildSync } from 'esbuild';
import { chartSvg } from './chart';
import { axisPlaces, cubeEdges, type Point3, project, type View } from './pointCloudProjection';
import type { PointCloudData } from './pointCloudView';

/** Points in three dimensions, each of a class. */
export interface PointCloud {
  /** Three numbers a point. */
  readonly points: ArrayLike<number>;
  readonly classes: ArrayLike<number>;
  readonly names: readonly string[];
  readonly colors: readonly string[];
  readonly axes: readonly [string, string, string];
}

const degrees = (angle: number): number => (angle * Math.PI) / 180;

/** The angles of the still pictures; the first is the one that the page starts with. */
const views: readonly View[] = [
  { azimuth: degrees(30), elevation: degrees(20) },
  { azimuth: degrees(120), elevation: degrees(20) },
  { azimuth: degrees(30), elevation: degrees(60) },
  { azimuth: degrees(210), elevation: degrees(5) },
];

/** The cloud moved and scaled, by one factor for all axes, into the cube from -1 to 1. */
function inCube({ points }: PointCloud): number[] {
  const values = Array.from(points);
  const ends = [0, 1, 2].map((axis) => {
    const along = values.filter((_, index) => index % 3 === axis);
    const low = along.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
    const high = along.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
    return { middle: (low + high) / 2, half: (high - low) / 2 };
  });
  const half = Math.max(...ends.map((end) => end.half));
  return values.map((value, index) => {
    const { middle } = ends[index % 3] as { middle: number };
    return Math.round(1000 * ((value - middle) / half)) / 1000;
  });
}

const escapedHtml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const escaped = (json: string): string => json.replaceAll('<', '\\u003c');

/** A cloud to turn, as HTML without any reference outwards: data, canvas, legend and program. */
export function pointCloudHtml(cloud: PointCloud): string {
  const data: PointCloudData = {
    points: inCube(cloud),
    classes: Array.from(cloud.classes),
    names: cloud.names,
    colors: cloud.colors,
    axes: cloud.axes,
    view: views[0] as View,
  };
  const legend = cloud.names.map(
    (name, index) =>
      `<button type="button" data-class="${index}" aria-pressed="true" style="--color: ${cloud.colors[index]}">${escapedHtml(name)}</button>`,
  );
  return `<div class="point-cloud">
<style>
.point-cloud canvas { width: 560px; max-width: 100%; aspect-ratio: 1; cursor: grab; touch-action: none; border: 1px solid #ddd; }
.point-cloud button { font: inherit; margin: 0 .2rem .4rem 0; padding: .1rem .6rem; border: 2px solid var(--color); background: var(--color); color: white; border-radius: 1rem; cursor: pointer; }
.point-cloud button[aria-pressed="false"] { background: white; color: #888; }
</style>
<div>${legend.join('')}</div>
<canvas tabindex="0" role="img" aria-label="A cloud of points to turn"></canvas>
<div><small>Drag or arrow keys to turn, wheel or + and − to zoom; a click on a name hides or shows its points.</small></div>
<script type="application/json">${escaped(JSON.stringify(data))}</script>
</div>`;
}

/** The program that brings all clouds of a page to life; once at its end. */
export function pointCloudScript(): string {
  const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(new URL('./pointCloudView.ts', import.meta.url))],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
  });
  return `<script>${outputFiles[0]?.text ?? ''}</script>`;
}

/** The cloud from four sides, in one picture with a legend. */
export function pointCloudSvg(cloud: PointCloud): string {
  const scaled = inCube(cloud);
  const sides = views.map((view, index) => ({ view, at: { fx: index % 2, fy: index >> 1 } }));
  const dots = sides.flatMap(({ view, at }) =>
    Array.from(cloud.classes, (klass, index) => {
      const point = scaled.slice(3 * index, 3 * index + 3) as unknown as Point3;
      return { ...project(point, view), name: cloud.names[klass] as string, ...at };
    }).sort((a, b) => a.depth - b.depth),
  );
  const edges = sides.flatMap(({ view, at }) =>
    cubeEdges.map(([from, to]) => {
      const [a, b] = [project(from, view), project(to, view)];
      return { x1: a.x, y1: a.y, x2: b.x, y2: b.y, ...at };
    }),
  );
  const names = sides.flatMap(({ view, at }) =>
    cloud.axes.map((name, axis) => ({ ...project(axisPlaces[axis] as Point3, view), name, ...at })),
  );
  const angle = (radians: number): string => `${Math.round((radians * 180) / Math.PI)}°`;
  const titles = sides.map(({ view, at }) => ({
    text: `from ${angle(view.azimuth)}, ${angle(view.elevation)} up`,
    ...at,
  }));
  const key = cloud.names.map((name, index) => ({
    name,
    x: -1.75 + (3.5 * index) / Math.max(1, cloud.names.length - 1),
    y: 1.86,
  }));
  const facets = { fx: 'fx', fy: 'fy' } as const;
  return chartSvg({
    width: 860,
    height: 900,
    margin: 4,
    marginTop: 20,
    x: { domain: [-1.9, 1.9], axis: null },
    y: { domain: [-1.9, 1.9], axis: null },
    fx: { axis: null, padding: 0.02 },
    fy: { axis: null, padding: 0.04 },
    color: { type: 'categorical', domain: [...cloud.names], range: [...cloud.colors] },
    marks: [
      Plot.link(edges, { x1: 'x1', y1: 'y1', x2: 'x2', y2: 'y2', stroke: '#ccc', ...facets }),
      Plot.dot(dots, { x: 'x', y: 'y', fill: 'name', r: 1.5, fillOpacity: 0.6, ...facets }),
      Plot.text(names, { x: 'x', y: 'y', text: 'name', fill: '#444', fontSize: 11, ...facets }),
      Plot.text(titles, { frameAnchor: 'bottom', text: 'text', fontSize: 12, dy: -4, ...facets }),
      Plot.text(key, {
        x: 'x',
        y: 'y',
        text: 'name',
        fill: 'name',
        fontSize: 15,
        fontWeight: 'bold',
        fx: () => 0,
        fy: () => 0,
      }),
    ],
  });
}
