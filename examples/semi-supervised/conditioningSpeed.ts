/**
 * What `ConditionalDense` saves: the first layer of q(z|x,y) for every image as every digit, forward
 * and backward, against a dense layer of ten copies of each image beside its label.
 *
 *   npx tsx examples/semi-supervised/conditioningSpeed.ts
 */
import * as tf from '@tensorflow/tfjs-core';
import { input, layers } from '@tensorflow/tfjs-layers';
import { enumerateLabels, randomKey, randomUniform } from 'variate';
import { ConditionalDense } from 'variate/layers';
import { PIXELS } from '../support/mnist';
import { formatTable } from '../support/table';
import { start } from './commands/start';
import { CLASSES } from './protocol';

const UNITS = 500;
const BATCH = 200;
const ROUNDS = 15;

await start(1);

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] as number;

/** Milliseconds of both forms, in alternating rounds, and the largest difference of their values. */
function compare(dims: number): (string | number)[] {
  const x = randomUniform(randomKey(1), [BATCH, dims]);
  const conditional = new ConditionalDense({ units: UNITS });
  const repeated = layers.dense({ units: UNITS });
  conditional.apply([input({ shape: [dims] }), input({ shape: [CLASSES] })]);
  repeated.apply(input({ shape: [dims + CLASSES] }));
  const [kernel, bias, conditionKernel] = conditional.getWeights() as [
    tf.Tensor,
    tf.Tensor,
    tf.Tensor,
  ];
  repeated.setWeights([tf.concat([kernel, conditionKernel]), bias]);

  const forms = {
    conditional: () =>
      conditional.apply([x, enumerateLabels(tf.zeros([BATCH, 1]), CLASSES).labels]) as tf.Tensor,
    repeated: () => {
      const { inputs, labels } = enumerateLabels(x, CLASSES);
      return repeated.apply(tf.concat([inputs, labels], 1)) as tf.Tensor;
    },
  };
  const difference = tf.tidy(
    () => tf.max(tf.abs(tf.sub(forms.conditional(), forms.repeated()))).dataSync()[0] as number,
  );
  const weightsOf = (layer: { weights: { read(): tf.Tensor }[] }) =>
    layer.weights.map((weight) => weight.read() as tf.Variable);
  const time = (form: () => tf.Tensor, weights: tf.Variable[]): number => {
    const startedAt = performance.now();
    tf.tidy(() => {
      tf.variableGrads(() => tf.sum(tf.square(form())), weights);
    });
    return performance.now() - startedAt;
  };
  const times = { conditional: [] as number[], repeated: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    times.conditional.push(time(forms.conditional, weightsOf(conditional)));
    times.repeated.push(time(forms.repeated, weightsOf(repeated)));
  }
  const [ours, theirs] = [median(times.conditional), median(times.repeated)];
  return [
    `${dims} -> ${UNITS}`,
    ours.toFixed(1),
    theirs.toFixed(1),
    `${(theirs / ours).toFixed(1)}x`,
    difference.toExponential(1),
  ];
}

console.log(
  formatTable(
    [
      `${BATCH} images, ${CLASSES} labels`,
      'conditional, ms',
      'repeated, ms',
      'speed-up',
      'largest difference',
    ],
    [PIXELS, 50].map(compare),
  ),
);
