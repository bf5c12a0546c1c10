import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { enumerateLabels, randomKey, randomNormal } from '../../src';
import { ConditionalDense, type ConditionalDenseConfig, registerLayers } from '../../src/layers';
import { expectClose } from '../helpers/expectClose';
import { expectNewTensors } from '../helpers/expectNewTensors';

const rounding = { rtol: 1e-5, atol: 1e-6 };

function apply(layer: ConditionalDense, input: tf.Tensor, condition: tf.Tensor): tf.Tensor {
  return layer.apply([input, condition]) as tf.Tensor;
}

const variables = (layer: tfl.layers.Layer): tf.Variable[] =>
  layer.weights.map((weight) => weight.read() as tf.Variable);

/** What the layer stands for: every input row beside its condition, through one dense product. */
function concatenated(
  input: tf.Tensor,
  condition: tf.Tensor,
  [kernel, bias, conditionKernel]: readonly tf.Tensor[],
): tf.Tensor {
  const groups = (condition.shape[0] as number) / (input.shape[0] as number);
  const rows = tf.concat([tf.concat(Array<tf.Tensor>(groups).fill(input), 0), condition], 1);
  const weights = tf.concat([kernel as tf.Tensor, conditionKernel as tf.Tensor], 0);
  return tf.add(tf.matMul(rows, weights), bias as tf.Tensor);
}

describe('ConditionalDense: reference', () => {
  it('equals a dense layer of the repeated input beside its label, in value and gradients', () => {
    const sizes = fc.tuple(
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 4 }),
    );
    fc.assert(
      fc.property(sizes, fc.nat(), ([batch, dims, units, groups], seed) => {
        const draw = (n: number, shape: number[]) => randomNormal(randomKey(seed + n), shape);
        tf.tidy(() => {
          const input = draw(1, [batch, dims]);
          const condition = draw(2, [groups * batch, 3]);
          const layer = new ConditionalDense({ units });
          apply(layer, input, condition);
          const weights = variables(layer);
          for (const [i, weight] of weights.entries()) weight.assign(draw(3 + i, weight.shape));
          const upstream = draw(9, [groups * batch, units]);

          expectClose(
            apply(layer, input, condition),
            concatenated(input, condition, weights),
            rounding,
          );
          const inputs = [input, condition];
          const ours = tf.grads((x, y) =>
            tf.sum(tf.mul(apply(layer, x as tf.Tensor, y as tf.Tensor), upstream)),
          )(inputs);
          const theirs = tf.grads((x, y) =>
            tf.sum(tf.mul(concatenated(x as tf.Tensor, y as tf.Tensor, weights), upstream)),
          )(inputs);
          ours.forEach((gradient, i) => {
            expectClose(gradient, theirs[i] as tf.Tensor, rounding);
          });
          const toWeights = (compute: () => tf.Tensor) =>
            tf.variableGrads(() => tf.sum(tf.mul(compute(), upstream)), weights).grads;
          const ourWeights = toWeights(() => apply(layer, input, condition));
          const theirWeights = toWeights(() => concatenated(input, condition, weights));
          for (const { name } of weights) {
            expectClose(ourWeights[name] as tf.Tensor, theirWeights[name] as tf.Tensor, rounding);
          }
          for (const weight of weights) weight.dispose();
        });
      }),
      { seed: 1, numRuns: 20 },
    );
  });

  it('computes the input once for all labels of enumerateLabels', () => {
    tf.tidy(() => {
      const input = randomNormal(randomKey(1), [4, 6]);
      const { inputs, labels } = enumerateLabels(input, 3);
      const layer = new ConditionalDense({ units: 5 });
      expectClose(apply(layer, input, labels), apply(layer, inputs, labels), rounding);
    });
  });
});

describe('ConditionalDense: laws', () => {
  it('has a row of output for every row of the condition, with open sizes', () => {
    const x = tfl.input({ shape: [6] });
    const y = tfl.input({ shape: [3] });
    const output = new ConditionalDense({ units: 5 }).apply([x, y]) as tfl.SymbolicTensor;
    expect(output.shape).toEqual([null, 5]);
    const shapes = (batch: number, rows: number): tfl.Shape[] => [
      [batch, 6],
      [rows, 3],
    ];
    expect(new ConditionalDense({ units: 5 }).computeOutputShape(shapes(4, 12))).toEqual([12, 5]);
  });

  it('has three weights, and two without bias', () => {
    tf.tidy(() => {
      const shapesOf = (config: ConditionalDenseConfig) => {
        const layer = new ConditionalDense({ name: 'first', ...config });
        apply(layer, tf.zeros([2, 4]), tf.zeros([2, 3]));
        return Object.fromEntries(layer.weights.map((w) => [w.originalName, w.shape]));
      };
      expect(shapesOf({ units: 5 })).toEqual({
        'first/first_input/kernel': [4, 5],
        'first/first_input/bias': [5],
        'first/first_condition/kernel': [3, 5],
      });
      expect(Object.values(shapesOf({ units: 5, useBias: false }))).toEqual([
        [4, 5],
        [3, 5],
      ]);
    });
  });

  it('takes an initializer for either kernel', () => {
    tf.tidy(() => {
      const layer = new ConditionalDense({
        units: 2,
        kernelInitializer: tfl.initializers.constant({ value: 2 }),
        conditionInitializer: 'ones',
      });
      const result = apply(layer, tf.ones([1, 3]), tf.ones([1, 4]));
      expect(Array.from(result.dataSync())).toEqual([10, 10]);
    });
  });

  it('keeps its configuration through getConfig and fromConfig', () => {
    const layer = new ConditionalDense({
      name: 'first',
      units: 4,
      useBias: false,
      kernelInitializer: tfl.initializers.heNormal({ seed: 3 }),
      conditionInitializer: 'zeros',
    });
    const config = layer.getConfig();
    expect(config).toMatchObject({ name: 'first', units: 4, useBias: false });
    const revived = ConditionalDense.fromConfig(
      ConditionalDense as unknown as tf.serialization.SerializableConstructor<tfl.layers.Layer>,
      // A copy: tfjs writes into what it revives initializers from.
      structuredClone(config),
    );
    expect(revived.getConfig()).toEqual(config);
    expect(ConditionalDense.className).toBe('ConditionalDense');
  });
});

describe('ConditionalDense: models', () => {
  beforeAll(registerLayers);

  it('loads from a saved model with the same predictions', async () => {
    const x = tfl.input({ shape: [6] });
    const y = tfl.input({ shape: [3] });
    const layer = new ConditionalDense({ units: 5, name: 'conditional' });
    const model = tfl.model({ inputs: [x, y], outputs: layer.apply([x, y]) as tfl.SymbolicTensor });
    let saved: tf.io.ModelArtifacts | undefined;
    await model.save(
      tf.io.withSaveHandler(async (artifacts) => {
        saved = artifacts;
        return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
      }),
    );
    const loaded = await tfl.loadLayersModel(tf.io.fromMemory(saved as tf.io.ModelArtifacts));
    tf.tidy(() => {
      const inputs = [randomNormal(randomKey(1), [2, 6]), randomNormal(randomKey(2), [2, 3])];
      expectClose(loaded.predict(inputs) as tf.Tensor, model.predict(inputs) as tf.Tensor);
    });
    model.dispose();
    loaded.dispose();
  });
});

describe('ConditionalDense: errors', () => {
  const fix =
    'Apply the layer to the list of both, with a condition for every row or for every row of every group.';
  const error = (shapes: string) =>
    new TypeError(
      `ConditionalDense: inputs must be [input, condition], [batch, dims] and [groups * batch, conditions]; got ${shapes}. ${fix}`,
    );

  it('refuses what are not two matrices whose rows fit', () => {
    tf.tidy(() => {
      const wrong = (inputs: tf.Tensor | tf.Tensor[]) => () =>
        new ConditionalDense({ units: 2 }).apply(inputs);
      const x = tf.zeros([4, 3]);
      expect(wrong(x)).toThrow(error('[4, 3]'));
      expect(wrong([x, x, x])).toThrow(error('[4, 3], [4, 3], [4, 3]'));
      expect(wrong([x, tf.zeros([6, 2])])).toThrow(error('[4, 3], [6, 2]'));
      expect(wrong([x, tf.zeros([2, 2])])).toThrow(error('[4, 3], [2, 2]'));
      expect(wrong([x, tf.zeros([4])])).toThrow(error('[4, 3], [4]'));
    });
  });

  it('refuses a size that is none', () => {
    expect(() => new ConditionalDense({ units: 0 })).toThrow(
      new RangeError(
        'ConditionalDense: units must be an integer from 1 on; got 0. It is the size of the output.',
      ),
    );
  });
});

describe('ConditionalDense: memory', () => {
  it('leaves one tensor behind', () => {
    const layer = new ConditionalDense({ units: 2 });
    const [x, y] = [tf.zeros([2, 3]), tf.zeros([4, 3])];
    tf.dispose(apply(layer, x, y));
    expectNewTensors(1, () => apply(layer, x, y));
    tf.dispose([x, y, ...variables(layer)]);
  });
});
