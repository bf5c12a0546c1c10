import * as Plot from '@observablehq/plot';
import * as tf from '@tensorflow/tfjs-core';
import { chartSvg, type GridCell, imageGridSvg, rowsOf } from '../support/chart';
import { imageTensor, type LabelledImages, PIXELS } from '../support/mnist';
import { fitPrincipalComponents, projectRows } from '../support/principalComponents';
import type { Figure } from '../support/report';
import { scoped } from '../support/scoped';
import { decode, type Vae } from './model';
import { ACTIVE_VARIANCE, type LatentDimension, latentMeans } from './study';
import type { EpochLoss } from './train';

const setColors = { training: '#4e79a7', test: '#e15759' } as const;

/** One term of -ELBO over the epochs. */
function lossCurve(
  name: string,
  term: string,
  history: readonly EpochLoss[],
  natsOf: (loss: EpochLoss, set: 'train' | 'test') => number,
): Figure {
  const points = history.flatMap((loss) => [
    { epoch: loss.epoch, set: 'training' as const, nats: natsOf(loss, 'train') },
    { epoch: loss.epoch, set: 'test' as const, nats: natsOf(loss, 'test') },
  ]);
  return {
    name,
    caption: `${term} in nats per image: mean over the visits of an epoch (training), and after it (test).`,
    svg: chartSvg({
      width: 640,
      height: 300,
      marginRight: 70,
      x: { label: 'epoch', ticks: Math.min(10, history.length), tickFormat: 'd' },
      y: { label: `${term}, nats per image`, grid: true, nice: true },
      marks: [
        Plot.line(points, {
          x: 'epoch',
          y: 'nats',
          z: 'set',
          stroke: ({ set }) => setColors[set as 'test'],
        }),
        Plot.dot(points, {
          x: 'epoch',
          y: 'nats',
          r: 3,
          fill: ({ set }) => setColors[set as 'test'],
        }),
        ...(['training', 'test'] as const).map((set) =>
          Plot.text(
            points.filter((point) => point.set === set && point.epoch === history.length),
            {
              x: 'epoch',
              y: 'nats',
              text: 'set',
              textAnchor: 'start',
              dx: 8,
              dy: set === 'test' ? 6 : -6,
              fill: setColors[set],
            },
          ),
        ),
      ],
    }),
  };
}

/** Both terms of -ELBO, each on a scale of its own. */
export function lossCurves(history: readonly EpochLoss[]): Figure[] {
  return [
    lossCurve(
      'reconstruction-curve',
      'reconstruction term',
      history,
      (loss, set) => loss[`${set}Nll`],
    ),
    lossCurve('kl-curve', 'KL divergence', history, (loss, set) => loss[`${set}Kl`]),
  ];
}

/** Two test images of each digit above what the decoder makes of their latent means. */
export function reconstructions(vae: Vae, test: LabelledImages): Figure {
  const indices = [0, 1].flatMap((nth) =>
    Array.from(
      { length: 10 },
      (_, digit) =>
        [...test.labels.keys()].filter((index) => test.labels[index] === digit)[nth] as number,
    ),
  );
  const cells = scoped(() => {
    const images = imageTensor(test, indices);
    const [mean] = vae.encoder.apply(images) as [tf.Tensor];
    const decoded = rowsOf(tf.sigmoid(decode(vae, mean)).dataSync(), PIXELS);
    return rowsOf(images.dataSync(), PIXELS).flatMap((image, at): GridCell[] => {
      const column = at % 10;
      const pair = at < 10 ? 'first' : 'second';
      return [
        { column, row: `${pair} image`, image },
        { column, row: `${pair} decoded`, image: decoded[at] as Float32Array },
      ];
    });
  });
  return {
    name: 'reconstructions',
    caption:
      'The first two test images of each digit, and what the decoder makes of their latent means.',
    svg: imageGridSvg(cells, { columnLabel: 'digit', rowLabel: '' }),
  };
}

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

/** The mean of each digit's latent means, [10, latentDims]. */
function digitCentres(means: tf.Tensor2D, labels: Uint8Array): tf.Tensor2D {
  return tf.tidy(() => {
    const oneHot = tf.cast(tf.oneHot(tf.tensor1d(labels, 'int32'), 10), 'float32');
    const counts = tf.expandDims(tf.sum(oneHot, 0), 1);
    return tf.div(tf.matMul(tf.transpose(oneHot), means), counts);
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

/** Variance of the mean and KL of each latent dimension, the most used first. */
export function latentDimensions(dimensions: readonly LatentDimension[]): Figure {
  const sorted = [...dimensions].sort((a, b) => b.kl - a.kl);
  const bars = sorted.flatMap(({ dimension, meanVariance, kl, active }, rank) => [
    { rank: rank + 1, dimension, active, value: meanVariance, quantity: 'variance of the mean' },
    { rank: rank + 1, dimension, active, value: kl, quantity: 'KL in nats' },
  ]);
  return {
    name: 'latent-dimensions',
    caption: `Use of the latent dimensions over the training images, largest KL first; blue ones are active (variance of the mean above ${ACTIVE_VARIANCE}).`,
    svg: chartSvg({
      width: 760,
      height: 420,
      marginLeft: 50,
      marginRight: 120,
      x: { label: 'latent dimension, by rank', type: 'band' },
      y: { label: null, grid: true },
      fy: { label: null, domain: ['variance of the mean', 'KL in nats'] },
      facet: { data: bars, y: 'quantity' },
      marks: [
        Plot.barY(bars, {
          x: 'rank',
          y: 'value',
          fill: (bar) => (bar.active ? '#4e79a7' : '#bab0ac'),
        }),
        Plot.ruleY([0]),
      ],
    }),
  };
}

/** How often each digit is taken for each other. */
export function confusionMatrix(labels: Uint8Array, predicted: Int32Array): Figure {
  const counts = Array.from({ length: 100 }, (_, cell) => ({
    label: Math.floor(cell / 10),
    prediction: cell % 10,
    count: 0,
  }));
  predicted.forEach((prediction, index) => {
    const cell = counts[(labels[index] as number) * 10 + prediction];
    if (cell) cell.count++;
  });
  return {
    name: 'confusion',
    caption: 'Test images by digit and by the Gaussian classifier’s answer, with log-determinant.',
    svg: chartSvg({
      width: 560,
      height: 520,
      padding: 0.04,
      marginTop: 50,
      x: { type: 'band', label: 'predicted digit', axis: 'top', labelOffset: 42, tickSize: 0 },
      y: { type: 'band', label: 'true digit', tickSize: 0 },
      color: { type: 'symlog', scheme: 'blues' },
      marks: [
        Plot.cell(counts, { x: 'prediction', y: 'label', fill: 'count' }),
        Plot.text(counts, {
          x: 'prediction',
          y: 'label',
          text: 'count',
          fill: (cell) => (cell.count > 100 ? 'white' : '#222'),
        }),
      ],
    }),
  };
}

/** Misclassified test images, in rows headed by the decoded centre of their digit. */
export function misclassified(
  vae: Vae,
  train: LabelledImages,
  test: LabelledImages,
  predicted: Int32Array,
): Figure {
  const shown = 10;
  const centres = scoped(() => {
    const means = digitCentres(latentMeans(vae, train), train.labels);
    return rowsOf(tf.sigmoid(decode(vae, means)).dataSync(), PIXELS);
  });
  const cells = centres.flatMap((image, digit): GridCell[] => {
    const wrong = [...test.labels.keys()]
      .filter((index) => test.labels[index] === digit && predicted[index] !== digit)
      .slice(0, shown);
    const images = scoped(() => rowsOf(imageTensor(test, wrong).dataSync(), PIXELS));
    return [
      { column: 'centre', row: digit, image },
      ...images.map((wrongImage, at) => ({
        column: String(at + 1),
        row: digit,
        image: wrongImage,
        note: `→ ${predicted[wrong[at] as number]}`,
      })),
    ];
  });
  return {
    name: 'misclassified',
    caption:
      'The first misclassified test images of each digit with the answer given, beside the decoded centre of the digit’s latent means.',
    svg: imageGridSvg(cells, { columnLabel: 'misclassified test images', rowLabel: 'digit' }),
  };
}
