import * as Plot from '@observablehq/plot';
import { chartSvg, rowsOf } from '../../support/chart';
import type { LabelledImages } from '../../support/mnist';
import { fitPrincipalComponents, projectRows } from '../../support/principalComponents';
import type { Figure } from '../../support/report';
import { scoped } from '../../support/scoped';
import type { Vae } from '../model';
import { digitCentres, latentMeans } from '../study';

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The ellipse at two standard deviations of a set of points in the plane. */
function ellipse(points: readonly (readonly [number, number])[]): [number, number][] {
  const [mx, my] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
  const sxx = mean(points.map(([x]) => (x - mx) ** 2));
  const syy = mean(points.map(([, y]) => (y - my) ** 2));
  const sxy = mean(points.map(([x, y]) => (x - mx) * (y - my)));
  // The Cholesky factor of the covariance maps the unit circle onto the ellipse.
  const l11 = Math.sqrt(sxx);
  const l21 = sxy / l11;
  const l22 = Math.sqrt(Math.max(0, syy - l21 * l21));
  return Array.from({ length: 73 }, (_, step) => {
    const angle = (2 * Math.PI * step) / 72;
    const [u, v] = [2 * Math.cos(angle), 2 * Math.sin(angle)];
    return [mx + l11 * u, my + l21 * u + l22 * v];
  });
}

/** The latent means of the test images in the plane in which the digits' centres differ most. */
export function latentPlane(vae: Vae, train: LabelledImages, test: LabelledImages): Figure {
  const points = scoped(() => {
    const centres = digitCentres(latentMeans(vae, train), train.labels);
    const plane = projectRows(latentMeans(vae, test), fitPrincipalComponents(centres, 2));
    return rowsOf(plane.dataSync(), 2).map((xy, index) => ({
      x: xy[0] as number,
      y: xy[1] as number,
      digit: test.labels[index] as number,
    }));
  });
  const digits = Array.from({ length: 10 }, (_, digit) => digit);
  const ofDigit = (digit: number) => points.filter((point) => point.digit === digit);
  const outlines = digits.flatMap((digit) =>
    ellipse(ofDigit(digit).map(({ x, y }) => [x, y])).map(([x, y]) => ({ x, y, digit })),
  );
  const centres = digits.map((digit) => ({
    digit,
    x: mean(ofDigit(digit).map(({ x }) => x)),
    y: mean(ofDigit(digit).map(({ y }) => y)),
  }));
  return {
    name: 'latent-plane',
    caption:
      'Latent means of 3,000 test images in the plane in which the digits’ centres differ most, with each digit’s covariance ellipse at two standard deviations (of all 10,000).',
    svg: chartSvg({
      width: 760,
      height: 640,
      x: { label: 'first direction', grid: true },
      y: { label: 'second direction', grid: true },
      color: { type: 'categorical', domain: digits, scheme: 'Tableau10' },
      marks: [
        Plot.dot(points.slice(0, 3000), {
          x: 'x',
          y: 'y',
          fill: 'digit',
          r: 1.6,
          fillOpacity: 0.55,
        }),
        Plot.line(outlines, { x: 'x', y: 'y', z: 'digit', stroke: 'digit', strokeWidth: 2 }),
        Plot.text(centres, {
          x: 'x',
          y: 'y',
          text: (centre) => String(centre.digit),
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
