import * as tf from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
import { adam } from '../../src';
import type { AdamOptions } from '../../src/optimizer/adam';
import { expectClose } from '../helpers/expectClose';
import { expectNewTensors } from '../helpers/expectNewTensors';
import { decode, readFixture } from '../helpers/fixture';

interface Encoded {
  readonly shape: number[];
  readonly dtype: 'float32';
  readonly values: number[];
}

interface Trajectory {
  readonly name: string;
  readonly learningRate: number;
  readonly options: AdamOptions;
  readonly start: Encoded;
  readonly gradients: readonly Encoded[];
  readonly values: readonly Encoded[];
}

describe('adam: reference', () => {
  for (const { name, learningRate, options, start, gradients, values } of readFixture<Trajectory>(
    'adam',
  )) {
    it(`follows the reference trajectory: ${name}`, () => {
      const variable = tf.variable(decode(start));
      const optimizer = adam(learningRate, options);
      gradients.forEach((gradient, step) => {
        tf.tidy(() => optimizer.applyGradients({ [variable.name]: decode(gradient) }));
        expectClose(variable, (values[step] as Encoded).values, { rtol: 1e-5, atol: 1e-6 });
      });
      optimizer.dispose();
      variable.dispose();
    });
  }
});

/** A regression problem, `steps` steps of it. */
function descend(
  optimizer: tf.Optimizer,
  variables: readonly [tf.Variable, tf.Variable],
  from: number,
  to: number,
): void {
  const [weight, bias] = variables;
  for (let step = from; step < to; step++) {
    tf.tidy(() => {
      const x = tf.randomUniform([4, 2], -1, 1, 'float32', step + 1);
      const error = () => tf.sub(tf.add(tf.matMul(x, weight), bias), tf.sum(x, 1, true));
      optimizer.minimize(() => tf.mean(tf.square(error())), false, [...variables]);
    });
  }
}

const freshVariables = (): [tf.Variable, tf.Variable] => [
  tf.variable(tf.tensor2d([[0.5], [-0.3]])),
  tf.variable(tf.tensor1d([0.1])),
];

describe('adam: laws', () => {
  it('moves every element by the learning rate in the first step, against its gradient', () => {
    const variable = tf.variable(tf.zeros([3]));
    const optimizer = adam(0.01);
    tf.tidy(() => optimizer.applyGradients({ [variable.name]: tf.tensor1d([1e-3, -5, 200]) }));
    expectClose(variable, [-0.01, 0.01, -0.01], { rtol: 1e-4 });
    optimizer.dispose();
    variable.dispose();
  });

  it('ends in the same bits when it is saved and taken up anywhere', async () => {
    const whole = freshVariables();
    const wholeOptimizer = adam(0.02);
    descend(wholeOptimizer, whole, 0, 12);

    for (const cut of [1, 5, 11]) {
      const first = freshVariables();
      const firstOptimizer = adam(0.02);
      descend(firstOptimizer, first, 0, cut);
      // In another program the variables have the same names; here they get new ones.
      const second = first.map((variable) => tf.variable(variable)) as [tf.Variable, tf.Variable];
      const renamed = (name: string): string =>
        first.reduce(
          (text, variable, i) =>
            text.startsWith(`${variable.name}/`)
              ? text.replace(variable.name, second[i]?.name ?? '')
              : text,
          name,
        );
      const secondOptimizer = adam(0.02);
      const weights = await firstOptimizer.getWeights();
      await secondOptimizer.setWeights(
        weights.map(({ name, tensor }) => ({ name: renamed(name), tensor })),
      );
      expect(secondOptimizer.iterations).toBe(cut);
      descend(secondOptimizer, second, cut, 12);
      second.forEach((variable, i) => {
        expect(variable.dataSync()).toEqual(whole[i]?.dataSync());
      });
      tf.dispose([weights[0]?.tensor as tf.Tensor, first, second]);
      firstOptimizer.dispose();
      secondOptimizer.dispose();
    }
    wholeOptimizer.dispose();
    tf.dispose(whole);
  });

  it('keeps moments with their variable when gradients come in another order', () => {
    const run = (flip: boolean): number[] => {
      const [a, b] = [tf.variable(tf.scalar(1)), tf.variable(tf.scalar(2))];
      const optimizer = adam(0.1);
      for (let step = 0; step < 3; step++) {
        tf.tidy(() => {
          const named = [
            { name: a.name, tensor: tf.scalar(step + 1) },
            { name: b.name, tensor: tf.scalar(-3 * step) },
          ];
          optimizer.applyGradients(flip && step > 0 ? named.reverse() : named);
        });
      }
      const values = [a, b].map((variable) => variable.dataSync()[0] as number);
      optimizer.dispose();
      tf.dispose([a, b]);
      return values;
    };
    expect(run(true)).toEqual(run(false));
  });

  it('follows a learning rate that is changed between steps', () => {
    const variable = tf.variable(tf.scalar(0));
    const optimizer = adam(0.1);
    const step = () => tf.tidy(() => optimizer.applyGradients({ [variable.name]: tf.scalar(1) }));
    step();
    optimizer.learningRate = 0.01;
    step();
    expectClose(variable, [-0.11], { rtol: 1e-4 });
    optimizer.dispose();
    variable.dispose();
  });

  it('compiles and trains a tfjs-layers model', async () => {
    const model = sequential({ layers: [layers.dense({ inputShape: [2], units: 1 })] });
    model.compile({ optimizer: adam(0.05), loss: 'meanSquaredError' });
    const x = tf.tensor2d([
      [1, 2],
      [3, -1],
      [0, 1],
      [-2, 2],
    ]);
    const y = tf.sum(x, 1, true);
    const { history } = await model.fit(x, y, { epochs: 60, shuffle: false });
    const losses = history['loss'] as number[];
    expect(losses.at(-1)).toBeLessThan(0.1 * (losses[0] as number));
    expect(adam(0.05, { beta1: 0.8 }).getConfig()).toEqual({
      learningRate: 0.05,
      beta1: 0.8,
      beta2: 0.999,
      epsilon: 1e-8,
    });
    tf.dispose([x, y]);
    model.dispose();
  });
});

describe('adam: extremes', () => {
  it('leaves a variable with a zero gradient where it is', () => {
    const variable = tf.variable(tf.tensor1d([1, 2]));
    const optimizer = adam(0.1);
    tf.tidy(() => optimizer.applyGradients({ [variable.name]: tf.zeros([2]) }));
    expect([...variable.dataSync()]).toEqual([1, 2]);
    optimizer.dispose();
    variable.dispose();
  });
});

describe('adam: errors', () => {
  it('names the number that is out of range', () => {
    expect(() => adam(0)).toThrow(
      'adam: learningRate must be a positive number; got 0. The usual values are a learning rate of 1e-3 and { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }.',
    );
    expect(() => adam(1e-3, { beta1: 1 })).toThrow('adam: beta1 must be in [0, 1); got 1. ');
    expect(() => adam(1e-3, { beta2: -0.1 })).toThrow('adam: beta2 must be in [0, 1); got -0.1. ');
    expect(() => adam(1e-3, { epsilon: Number.NaN })).toThrow(
      'adam: epsilon must be a positive number; got NaN. ',
    );
  });

  it('refuses an option it does not have', () => {
    expect(() => adam(1e-3, { weightDecay: 0.1 } as AdamOptions)).toThrow(
      'adam: options must be among beta1, beta2, epsilon; got weightDecay. Check the spelling, or remove it.',
    );
  });
});

describe('adam: memory', () => {
  it('adds two moments per variable in the first step and nothing in later ones', () => {
    const variable = tf.variable(tf.ones([3]));
    const gradient = tf.ones([3]);
    const optimizer = adam(0.1);
    const before = tf.memory().numTensors;
    optimizer.applyGradients({ [variable.name]: gradient });
    expect(tf.memory().numTensors).toBe(before + 2);
    expectNewTensors(0, () => {
      optimizer.applyGradients({ [variable.name]: gradient });
      return [];
    });
    optimizer.dispose();
    expect(tf.memory().numTensors).toBe(before);
    tf.dispose([variable, gradient]);
  });
});
