import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { adam } from 'variate';
import { enableWasmTraining } from 'variate/wasm';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type Autoencoder,
  createAutoencoder,
  decode,
  encode,
  trainableWeights,
  type Widths,
} from '../../../examples/conv-autoencoder/model';
import { reconstructionError, trainStep } from '../../../examples/conv-autoencoder/trainStep';
import { expectClose } from '../../helpers/expectClose';
import { decode as decodeTensor, type FixtureCase, readFixture } from '../../helpers/fixture';

type Encoded = FixtureCase['value'];

interface Case {
  readonly widths: Widths;
  readonly latentDims: number;
  readonly images: Encoded;
  readonly weights: Encoded[];
  readonly latents: Encoded;
  readonly output: Encoded;
  readonly gradients: Encoded[];
  readonly statistics: Encoded[];
  readonly weightDecay: number;
  readonly losses: number[];
  readonly tested: number;
}

const [reference] = readFixture<Case>('convAutoencoder') as [Case];

/** The autoencoder of the fixture, with its weights. */
function referenceModel(): Autoencoder {
  const { latentDims, widths, weights } = reference;
  const model = createAutoencoder({ latentDims, widths, seed: 1 });
  trainableWeights(model).forEach((variable, index) => {
    variable.assign(decodeTensor(weights[index] as Encoded));
  });
  return model;
}

const statisticsOf = ({ encoder, decoder }: Autoencoder): tf.Variable[] =>
  [encoder, decoder].flatMap(({ nonTrainableWeights }) =>
    nonTrainableWeights.map((weight) => weight.read() as tf.Variable),
  );

/** The sizes of the images between the layers, wherever they change. */
const sizesOf = (model: LayersModel): number[] =>
  model.layers
    .map(({ outputShape }) => outputShape as number[])
    .filter((shape) => shape.length === 4)
    .map(([, height]) => height as number);

describe.each(['cpu', 'wasm'])('the convolutional autoencoder on %s', (backend) => {
  beforeAll(async () => {
    tf.enableProdMode();
    await tf.setBackend(backend);
    if (backend === 'wasm') await enableWasmTraining();
  });

  it('has the output and the gradients of PyTorch', () => {
    tf.tidy(() => {
      const model = referenceModel();
      const images = decodeTensor(reference.images);
      const latents = encode(model, images, { training: true });
      expectClose(latents, reference.latents.values, { rtol: 1e-3, atol: 1e-5 });
      const output = decode(model, latents, { training: true });
      expect(output.shape).toEqual(reference.output.shape);
      expectClose(output, reference.output.values, { rtol: 1e-3, atol: 1e-5 });

      const fresh = referenceModel();
      const weights = trainableWeights(fresh);
      const { grads } = tf.variableGrads(
        () =>
          reconstructionError(
            decode(fresh, encode(fresh, images, { training: true }), { training: true }),
            images,
          ),
        weights,
      );
      weights.forEach(({ name }, index) => {
        const expected = (reference.gradients[index] as Encoded).values;
        const scale = Math.max(...expected.map(Math.abs));
        // The bias before a batch norm has no gradient: what is left of it is rounding.
        expectClose(grads[name] as tf.Tensor, expected, { rtol: 0, atol: 2e-3 * scale + 1e-6 });
      });
      statisticsOf(fresh).forEach((variable, index) => {
        expectClose(variable, (reference.statistics[index] as Encoded).values, {
          rtol: 1e-4,
          atol: 1e-6,
        });
      });
    });
  });

  it('takes the steps of torch.optim.Adam with weight decay', () => {
    tf.tidy(() => {
      const model = referenceModel();
      const images = decodeTensor(reference.images);
      const optimizer = adam(1e-2);
      const losses = reference.losses.map(() =>
        trainStep(model, optimizer, images, reference.weightDecay),
      );
      expectClose(losses, reference.losses, { rtol: 2e-4 });
      const tested = reconstructionError(decode(model, encode(model, images)), images);
      expectClose(tested, [reference.tested], { rtol: 1e-3 });
      optimizer.dispose();
    });
  });

  it('leaves no tensors behind in a step', () => {
    const model = createAutoencoder({ latentDims: 2, seed: 1 });
    const optimizer = adam(1e-2);
    const images = decodeTensor(reference.images);
    trainStep(model, optimizer, images, 1e-5);
    const before = tf.memory().numTensors;
    trainStep(model, optimizer, images, 1e-5);
    expect(tf.memory().numTensors).toBe(before);
    optimizer.dispose();
    images.dispose();
  });
});

describe('the layers', () => {
  it('have the sizes of the study, 10-5-3-2-1 and 1-2-5-15-28', () => {
    const { encoder, decoder } = createAutoencoder({ latentDims: 3, seed: 1 });
    const changes = (sizes: number[]) => sizes.filter((size, i) => size !== sizes[i - 1]);
    expect(changes(sizesOf(encoder))).toEqual([10, 5, 3, 2, 1]);
    expect(changes(sizesOf(decoder))).toEqual([1, 2, 5, 15, 28]);
    expect(encoder.outputShape).toEqual([null, 3]);
    expect(decoder.outputShape).toEqual([null, 28, 28, 1]);
  });
});
