import { describe, expect, it } from 'vitest';
import {
  pointCloudHtml,
  pointCloudScript,
  pointCloudSvg,
} from '../../../examples/support/pointCloud';
import { cubeEdges, type Point3, project } from '../../../examples/support/pointCloudProjection';

const cloud = {
  points: [0, 0, 0, 10, 0, 0, 0, 5, 0, 0, 0, 2.5],
  classes: [0, 1, 0, 1],
  names: ['first', '</script>'],
  colors: ['#ff0000', '#0000ff'],
  axes: ['one', 'two', 'three'],
} as const;

describe('the projection of a cloud', () => {
  const view = { azimuth: 0.7, elevation: -0.4 };
  const axes: Point3[] = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ];

  it('is a rotation: three axes stay orthonormal', () => {
    const turned = axes.map((axis) => Object.values(project(axis, view)) as number[]);
    turned.forEach((a, i) => {
      turned.forEach((b, j) => {
        const product = a.reduce((sum, value, k) => sum + value * (b[k] as number), 0);
        expect(product).toBeCloseTo(i === j ? 1 : 0, 12);
      });
    });
  });

  it('looks along the second axis from the front, with the third upright', () => {
    const front = { azimuth: 0, elevation: 0 };
    expect(project([1, 2, 3], front)).toEqual({ x: 1, y: 3, depth: -2 });
  });

  it('sees the third axis end on from straight above', () => {
    const { x, y, depth } = project([0, 0, 1], { azimuth: 1, elevation: Math.PI / 2 });
    expect([x, y, depth].map((value) => Math.round(value * 1e9) / 1e9)).toEqual([0, 0, 1]);
  });

  it('frames the cloud with the twelve edges of a cube', () => {
    expect(cubeEdges).toHaveLength(12);
    for (const [from, to] of cubeEdges) {
      expect(from.filter((value, axis) => value !== to[axis])).toHaveLength(1);
    }
  });
});

describe('the page of a cloud', () => {
  const html = pointCloudHtml(cloud);

  it('holds the points, scaled by one factor into the cube from -1 to 1', () => {
    const json = /<script type="application\/json">(.*)<\/script>/.exec(html)?.[1] as string;
    const data = JSON.parse(json);
    expect(data.points).toEqual([-1, -0.5, -0.25, 1, -0.5, -0.25, -1, 0.5, -0.25, -1, -0.5, 0.25]);
    expect(data.names).toEqual([...cloud.names]);
  });

  it('escapes the names', () => {
    expect(html.match(/<\/script>/g)).toHaveLength(1);
  });

  it('has a program that needs nothing else', () => {
    const script = pointCloudScript();
    expect(script).toMatch(/^<script>.*<\/script>\s*$/s);
    expect(script).not.toMatch(/import|require|https?:/);
  });
});

describe('the picture of a cloud', () => {
  it('shows every point from four sides, the axes by name, and a legend', () => {
    const svg = pointCloudSvg({ ...cloud, names: ['first', 'second'] });
    expect(svg.match(/<circle/g)).toHaveLength(4 * 4);
    for (const text of ['first', 'second', 'one', 'two', 'three', 'from 30°, 20° up']) {
      expect(svg).toContain(text);
    }
  });
});
