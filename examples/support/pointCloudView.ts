/// <reference lib="dom" />
// Runs in the page of a report: draws a cloud of points on a canvas, to be turned with the mouse, a
// finger or the arrow keys. No library: one canvas, and the projection of the still pictures.
import { axisPlaces, cubeEdges, type Point3, project, type View } from './pointCloudProjection';

/** What the page holds for each cloud, as JSON. */
export interface PointCloudData {
  /** In the cube from -1 to 1, three numbers a point. */
  readonly points: readonly number[];
  /** For each point, an index into the classes. */
  readonly classes: readonly number[];
  readonly names: readonly string[];
  readonly colors: readonly string[];
  readonly axes: readonly string[];
  readonly view: View;
}

const SIDE = 560;
/** Half of the cube's diagonal fits. */
const SCALE = SIDE / 2 / 1.9;

function start(figure: HTMLElement): void {
  const text = figure.querySelector('script[type="application/json"]')?.textContent ?? '';
  const data = JSON.parse(text) as PointCloudData;
  const canvas = figure.querySelector('canvas') as HTMLCanvasElement;
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  const density = window.devicePixelRatio || 1;
  canvas.width = canvas.height = SIDE * density;
  const shown = data.names.map(() => true);
  let view = data.view;
  let zoom = 1;

  const draw = (): void => {
    context.setTransform(density, 0, 0, density, 0, 0);
    context.clearRect(0, 0, SIDE, SIDE);
    const place = (point: Point3) => {
      const { x, y, depth } = project(point, view);
      return {
        x: SIDE / 2 + x * SCALE * zoom,
        y: SIDE / 2 - y * SCALE * zoom,
        depth,
      };
    };
    context.strokeStyle = '#bbb';
    context.lineWidth = 1;
    context.beginPath();
    for (const [from, to] of cubeEdges) {
      const [a, b] = [place(from), place(to)];
      context.moveTo(a.x, a.y);
      context.lineTo(b.x, b.y);
    }
    context.stroke();
    context.fillStyle = '#444';
    context.font = '13px system-ui, sans-serif';
    context.textAlign = 'center';
    data.axes.forEach((name, axis) => {
      const { x, y } = place(axisPlaces[axis] as Point3);
      context.fillText(name, x, y);
    });

    const visible = data.classes
      .map((klass, index) => ({ klass, index }))
      .filter(({ klass }) => shown[klass])
      .map(({ klass, index }) => {
        const point = data.points.slice(3 * index, 3 * index + 3) as unknown as Point3;
        return { klass, ...place(point) };
      })
      .sort((a, b) => a.depth - b.depth);
    for (const { klass, x, y, depth } of visible) {
      context.globalAlpha = Math.min(1, Math.max(0.25, 0.65 + 0.25 * depth));
      context.fillStyle = data.colors[klass] as string;
      context.beginPath();
      context.arc(x, y, (2.2 + 0.6 * depth) * Math.sqrt(zoom), 0, 2 * Math.PI);
      context.fill();
    }
    context.globalAlpha = 1;
  };

  const turn = (right: number, up: number): void => {
    const limit = Math.PI / 2;
    view = {
      azimuth: view.azimuth + right,
      elevation: Math.min(limit, Math.max(-limit, view.elevation + up)),
    };
    draw();
  };
  const magnify = (factor: number): void => {
    zoom = Math.min(6, Math.max(0.5, zoom * factor));
    draw();
  };

  canvas.addEventListener('pointerdown', (event) => canvas.setPointerCapture(event.pointerId));
  canvas.addEventListener('pointermove', (event) => {
    if (event.buttons === 0) return;
    turn(event.movementX * 0.01, event.movementY * 0.01);
  });
  canvas.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      magnify(Math.exp(-event.deltaY * 0.001));
    },
    { passive: false },
  );
  canvas.addEventListener('keydown', (event) => {
    const keys: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => turn(-0.1, 0),
      ArrowRight: () => turn(0.1, 0),
      ArrowUp: () => turn(0, -0.1),
      ArrowDown: () => turn(0, 0.1),
      '+': () => magnify(1.2),
      '-': () => magnify(1 / 1.2),
    };
    const act = keys[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  });
  for (const button of figure.querySelectorAll('button')) {
    button.addEventListener('click', () => {
      const klass = Number(button.dataset['class']);
      shown[klass] = !shown[klass];
      button.setAttribute('aria-pressed', String(shown[klass]));
      draw();
    });
  }
  draw();
}

for (const figure of document.querySelectorAll<HTMLElement>('.point-cloud')) start(figure);
