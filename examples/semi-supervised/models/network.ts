/** The networks of all three models: fully connected layers, the first one perhaps of [x; y]. */
import * as tf from '@tensorflow/tfjs-core';
import { initializers, input, type layers as Layers, layers } from '@tensorflow/tfjs-layers';
import { type RandomKey, randomUniform, splitKey } from 'variate';
import { ConditionalDense } from 'variate/layers';

type Layer = Layers.Layer;
export type Activation = 'relu' | 'softplus' | 'tanh';

/** What decides the shape of a network. */
export interface NetworkShape {
  readonly name: string;
  readonly inputs: number;
  /** The size of a second input y, which the first layer sees beside x; 0 for none. */
  readonly conditions?: number;
  readonly hiddenUnits: readonly number[];
  readonly outputs: number;
  readonly activation: Activation;
  readonly batchNorm: boolean;
  readonly seed: number;
}

/** How a network is applied. */
export interface Pass {
  /** A second input y [groups * batch, conditions]. */
  readonly y?: tf.Tensor;
  /** Whether batch normalization takes the statistics of the batch, and learns from them. */
  readonly training?: boolean;
  /** The share of every hidden layer's units to drop. */
  readonly dropout?: { readonly rate: number; readonly key: RandomKey };
}

export interface Network {
  /**
   * x [batch, inputs] to [batch, outputs]; with y to [groups * batch, outputs], and the product of x
   * is computed once for all groups.
   */
  apply(x: tf.Tensor, pass?: Pass): tf.Tensor2D;
  readonly layers: readonly Layer[];
}

const activations = { relu: tf.relu, softplus: tf.softplus, tanh: tf.tanh } as const;

/** Sets a share of the values to zero, and scales the others so that the mean stays. */
function dropOut(values: tf.Tensor, rate: number, key: RandomKey): tf.Tensor {
  if (rate === 0) return values;
  const kept = tf.cast(tf.greaterEqual(randomUniform(key, values.shape), rate), 'float32');
  return tf.mul(values, tf.div(kept, 1 - rate));
}

/**
 * The first layer. The fused product of a dense layer has a gradient that goes to its input as well, a
 * sixth of the work of M1, though nothing is learnt about the input.
 */
function ofInput(layer: Layer, x: tf.Tensor, y: tf.Tensor | undefined): tf.Tensor {
  if (y) return layer.apply([x, y]) as tf.Tensor;
  const [kernel, bias] = layer.weights.map((weight) => weight.read()) as [tf.Tensor, tf.Tensor];
  return tf.add(tf.matMul(x, kernel), bias);
}

export function createNetwork(shape: NetworkShape): Network {
  const { name, conditions = 0, hiddenUnits, batchNorm } = shape;
  // Uniform within 1 / sqrt(fan-in). tfjs reads a seed of 0 as none, hence the count from 1.
  let seeds = 0;
  const initializer = () =>
    initializers.varianceScaling({
      scale: 1 / 3,
      mode: 'fanIn',
      distribution: 'uniform',
      seed: 1000 * (shape.seed + 1) + ++seeds,
    });
  const symbolic = (size: number) => input({ shape: [size] });

  const sizes = [shape.inputs, ...hiddenUnits, shape.outputs];
  const affine = sizes.slice(1).map((units, index): Layer => {
    const config = { name: `${name}_${index + 1}`, units, kernelInitializer: initializer() };
    const x = symbolic(sizes[index] as number);
    if (index > 0 || conditions === 0) {
      const layer = layers.dense(config);
      layer.apply(x);
      return layer;
    }
    const conditionInitializer = initializers.randomUniform({
      minval: -1 / Math.sqrt(shape.inputs),
      maxval: 1 / Math.sqrt(shape.inputs),
      seed: 1000 * (shape.seed + 1) + ++seeds,
    });
    const layer = new ConditionalDense({ ...config, conditionInitializer });
    layer.apply([x, symbolic(conditions)]);
    return layer;
  });
  const norms = (batchNorm ? hiddenUnits : []).map((units, index): Layer => {
    const layer = layers.batchNormalization({
      name: `${name}_norm_${index + 1}`,
      momentum: 0.9,
      epsilon: 1e-5,
    });
    layer.apply(symbolic(units));
    return layer;
  });
  const activate = activations[shape.activation];

  return {
    layers: [...affine, ...norms],
    apply: (x, { y, training = false, dropout } = {}) => {
      const keys = dropout && splitKey(dropout.key, affine.length);
      return affine.reduce<tf.Tensor>((h, layer, index) => {
        const z = index === 0 ? ofInput(layer, h, y) : (layer.apply(h) as tf.Tensor);
        if (index === hiddenUnits.length) return z;
        const hidden = activate((norms[index]?.apply(z, { training }) ?? z) as tf.Tensor);
        return dropout ? dropOut(hidden, dropout.rate, keys?.[index] as RandomKey) : hidden;
      }, x) as tf.Tensor2D;
    },
  };
}

/** The weights of networks by name: all of them, and those that gradients change. */
export function weightsOf(networks: readonly Network[]): {
  readonly all: Readonly<Record<string, tf.Variable>>;
  readonly trainable: tf.Variable[];
} {
  const all = networks.flatMap((network) => network.layers.flatMap(({ weights }) => weights));
  const variable = (weight: (typeof all)[number]) => weight.read() as tf.Variable;
  return {
    all: Object.fromEntries(all.map((weight) => [weight.originalName, variable(weight)])),
    trainable: all.filter(({ trainable }) => trainable).map(variable),
  };
}
