/** What the contenders on tfjs share: tensors, values and gradients, and the network of the VAE. */
import '@tensorflow/tfjs-backend-wasm';
import '@tensorflow/tfjs-layers';
import * as tf from '@tensorflow/tfjs-core';
import type { Inputs, Task } from '../support/contender';
import { inputValues } from '../support/inputValues';
import type { InputSpec } from '../support/protocol';

export type Tensors = Inputs<tf.Tensor>;

export function tensor(spec: InputSpec): tf.Tensor {
  const values = inputValues(spec);
  return spec.kind === 'labels'
    ? tf.tensor(Int32Array.from(values), [...spec.shape], 'int32')
    : tf.tensor(values, [...spec.shape]);
}

export async function startWasm(): Promise<void> {
  tf.enableProdMode();
  await tf.setBackend('wasm');
}

/** Kernels of the wasm backend are done when the call returns. */
const number = (scalar: tf.Tensor): number => scalar.dataSync()[0] as number;

/** The value of a scalar loss and its gradients to the named inputs. */
export function lossAndGradients(
  inputs: Tensors,
  names: readonly string[],
  loss: (inputs: Tensors) => tf.Tensor,
  { isRandom = false } = {},
): Task {
  const valueAndGradients = tf.valueAndGrads((...args: tf.Tensor[]) =>
    loss({
      ...inputs,
      ...Object.fromEntries(names.map((name, i) => [name, args[i] as tf.Tensor])),
    }),
  );
  const at = names.map((name) => inputs[name] as tf.Tensor);
  const run = (): number =>
    tf.tidy(() => {
      const { value } = valueAndGradients(at);
      return isRandom ? 0 : number(value);
    });
  return isRandom ? { step: run } : { step: run, value: run };
}

/** A linear layer, which is tfjs's own with the kernels of this library and without. */
export function dense(inputs: Tensors): Task {
  return lossAndGradients(inputs, ['x', 'kernel'], ({ x, kernel }) =>
    tf.mean(tf.square(tf.matMul(x as tf.Tensor, kernel as tf.Tensor))),
  );
}

interface Posterior {
  readonly mean: tf.Tensor;
  readonly logVar: tf.Tensor;
}

/** What a VAE consists of besides its network. */
export interface VaeParts {
  readonly optimizer: tf.Optimizer;
  readonly sample: (posterior: Posterior) => tf.Tensor;
  /** nats per example */
  readonly negativeLogLikelihood: (images: tf.Tensor, logits: tf.Tensor) => tf.Tensor;
  readonly divergence: (posterior: Posterior) => tf.Tensor;
}

/** A variable by its name. */
export type Parameter = (name: string) => tf.Tensor;

/** One step of training all inputs but the images; the first one tells the loss. */
export function trainingStep(
  inputs: Tensors,
  optimizer: tf.Optimizer,
  loss: (images: tf.Tensor, parameter: Parameter) => tf.Tensor,
): Task {
  const { images, ...initial } = inputs as Tensors & { images: tf.Tensor };
  const variables = Object.fromEntries(
    Object.entries(initial).map(([name, value]) => [name, tf.variable(value)]),
  );
  const parameter = (name: string): tf.Tensor => variables[name] as tf.Variable;
  const objective = (): tf.Scalar => tf.tidy(() => loss(images, parameter) as tf.Scalar);
  const step = (): number =>
    tf.tidy(() =>
      number(optimizer.minimize(objective, true, Object.values(variables)) as tf.Scalar),
    );
  return { step, value: step };
}

/** The linear layer of this name. */
export const linear = (x: tf.Tensor, parameter: Parameter, name: string): tf.Tensor =>
  tf.add(tf.matMul(x, parameter(`${name}/kernel`)), parameter(`${name}/bias`));

export function vaeStep(inputs: Tensors, parts: VaeParts): Task {
  return trainingStep(inputs, parts.optimizer, (images, parameter) => {
    const hidden = (x: tf.Tensor, name: string): tf.Tensor => tf.relu(linear(x, parameter, name));
    const code = hidden(hidden(images, 'hidden1'), 'hidden2');
    const posterior = {
      mean: linear(code, parameter, 'mean'),
      logVar: linear(code, parameter, 'logVar'),
    };
    const decoded = hidden(hidden(parts.sample(posterior), 'decoded1'), 'decoded2');
    const nll = parts.negativeLogLikelihood(images, linear(decoded, parameter, 'logits'));
    return tf.mean(tf.add(nll, parts.divergence(posterior)));
  });
}

/** A convolution, which is tfjs's own with the kernels of this library and without. */
export function convolution(inputs: Tensors): Task {
  return lossAndGradients(inputs, ['x', 'filter'], ({ x, filter }) =>
    tf.mean(tf.square(tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, 'same'))),
  );
}

/** What clustering by a convolutional network consists of besides the network. */
export interface ClusteringParts {
  readonly optimizer: tf.Optimizer;
  readonly objective: (logits: tf.Tensor, pairedLogits: tf.Tensor) => tf.Tensor;
}

export function clusteringStep(inputs: Tensors, { optimizer, objective }: ClusteringParts): Task {
  return trainingStep(inputs, optimizer, (images, parameter) => {
    const block = (x: tf.Tensor, name: string): tf.Tensor => {
      const y = tf.conv2d(x as tf.Tensor4D, parameter(`${name}/kernel`) as never, 1, 'same');
      // As the layer of tfjs-layers does it.
      const { mean, variance } = tf.moments(y, [0, 1, 2]);
      const scale = parameter(`${name}/scale`) as tf.Tensor1D;
      const offset = parameter(`${name}/offset`) as tf.Tensor1D;
      return tf.relu(
        tf.batchNorm(y, mean as tf.Tensor1D, variance as tf.Tensor1D, offset, scale, 1e-3),
      );
    };
    const pool = (x: tf.Tensor): tf.Tensor => tf.maxPool(x as tf.Tensor4D, 2, 2, 'valid');
    let x = images;
    for (const name of ['conv0', 'conv1', 'conv2']) x = pool(block(x, name));
    x = tf.reshape(block(x, 'conv3'), [images.shape[0] as number, -1]);
    const [first, second] = tf.split(linear(x, parameter, 'logits'), 2) as [tf.Tensor, tf.Tensor];
    return objective(first, second);
  });
}
