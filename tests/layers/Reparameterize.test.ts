import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { bernoulliNll, randomKey, randomUniform, reparameterize } from '../../src';
import { childKey } from '../../src/internal/childKey';
import { Reparameterize, type ReparameterizeConfig, registerLayers } from '../../src/layers';
import { expectClose } from '../helpers/expectClose';
import { expectNewTensors } from '../helpers/expectNewTensors';

const training = { training: true };
const exact = { rtol: 0, atol: 0 };

function posterior(): [tf.Tensor, tf.Tensor] {
  return [tf.tensor2d([1, 2, 3, 4, 5, 6], [2, 3]), tf.tensor2d([0, 1, -1, 2, -2, 0], [2, 3])];
}

function apply(layer: Reparameterize, kwargs?: { training: boolean }): tf.Tensor {
  return layer.apply(posterior(), kwargs) as tf.Tensor;
}

function encoderWith(config: ReparameterizeConfig): tfl.LayersModel {
  const input = tfl.input({ shape: [4] });
  const dense = (seed: number) =>
    tfl.layers
      .dense({ units: 2, kernelInitializer: tfl.initializers.glorotNormal({ seed }) })
      .apply(input) as tfl.SymbolicTensor;
  const z = new Reparameterize(config).apply([dense(1), dense(2)]) as tfl.SymbolicTensor;
  return tfl.model({ inputs: input, outputs: z });
}

async function saveAndLoad(model: tfl.LayersModel): Promise<tfl.LayersModel> {
  let saved: tf.io.ModelArtifacts | undefined;
  await model.save(
    tf.io.withSaveHandler(async (artifacts) => {
      saved = artifacts;
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
    }),
  );
  return tfl.loadLayersModel(tf.io.fromMemory(saved as tf.io.ModelArtifacts));
}

describe('Reparameterize: reference', () => {
  it('draws what reparameterize draws with the key of seed and number of the draw', () => {
    tf.tidy(() => {
      const layer = new Reparameterize({ seed: 7 });
      const [mean, logVar] = posterior();
      for (const draw of [0, 1, 2]) {
        const expected = reparameterize({ mean, logVar }, { key: childKey(randomKey(7), draw) });
        expectClose(apply(layer, training), expected, exact);
      }
      expect(layer.draws).toBe(3);
    });
  });

  it('returns the mean outside of training, and counts no draw', () => {
    tf.tidy(() => {
      const layer = new Reparameterize({ seed: 7 });
      expectClose(apply(layer), posterior()[0], exact);
      expectClose(apply(layer, { training: false }), posterior()[0], exact);
      expect(layer.draws).toBe(0);
    });
  });

  it('draws outside of training too with sampleAtInference', () => {
    tf.tidy(() => {
      const sampled = apply(new Reparameterize({ seed: 7, sampleAtInference: true }));
      expectClose(sampled, apply(new Reparameterize({ seed: 7 }), training), exact);
    });
  });
});

describe('Reparameterize: laws', () => {
  it('repeats its stream for a seed, 0 included, and has another one for every layer without', () => {
    tf.tidy(() => {
      const first = (config?: ReparameterizeConfig) =>
        apply(new Reparameterize(config), training).dataSync()[0];
      expect(first({ seed: 0 })).toBe(first({ seed: 0 }));
      expect(new Set([first(), first(), first({ seed: 0 }), first({ seed: 1 })]).size).toBe(4);
    });
  });

  it('continues the stream of another layer from its count of draws', () => {
    tf.tidy(() => {
      const interrupted = new Reparameterize({ seed: 7 });
      apply(interrupted, training);
      const resumed = new Reparameterize({ seed: 7 });
      resumed.draws = interrupted.draws;
      expectClose(apply(resumed, training), apply(interrupted, training), exact);
    });
  });

  it('has the shape of the mean, with open sizes', () => {
    const z = encoderWith({}).outputs[0] as tfl.SymbolicTensor;
    expect(z.shape).toEqual([null, 2]);
    expect(
      new Reparameterize().computeOutputShape([
        [null, 5],
        [32, 5],
      ]),
    ).toEqual([null, 5]);
  });

  it('keeps its configuration through getConfig and fromConfig', () => {
    for (const own of [
      { seed: 0, sampleAtInference: true },
      { seed: 2 ** 53 - 1, sampleAtInference: false },
    ]) {
      const config = new Reparameterize({ name: 'z', ...own }).getConfig();
      expect(config).toEqual({ name: 'z', trainable: true, ...own });
      const revived = Reparameterize.fromConfig(Reparameterize, config);
      expect(revived.getConfig()).toEqual(config);
    }
    expect(new Reparameterize({ name: 'z' }).getConfig()).not.toHaveProperty('seed');
  });

  it('has the class name of its saved models', () => {
    expect(Reparameterize.className).toBe('Reparameterize');
    expect(new Reparameterize().getClassName()).toBe('Reparameterize');
  });
});

describe('Reparameterize: models', () => {
  // The only place where the registration, which is global, is needed.
  beforeAll(() => {
    registerLayers();
    registerLayers();
  });

  it('loads from a saved model with the same predictions and configuration', async () => {
    const model = encoderWith({ seed: 3, sampleAtInference: true, name: 'z' });
    const loaded = await saveAndLoad(model);
    const config = loaded.getLayer('z').getConfig();
    expect(config).toEqual(model.getLayer('z').getConfig());
    expect(config).toMatchObject({ seed: 3, sampleAtInference: true });
    tf.tidy(() => {
      const x = randomUniform(randomKey(1), [5, 4]);
      expectClose(loaded.predict(x) as tf.Tensor, model.predict(x) as tf.Tensor);
    });
    model.dispose();
    loaded.dispose();
  });

  it('trains a variational autoencoder, whose loss repeats with the seed', async () => {
    const vae = (seed: number): tfl.LayersModel => {
      const initializer = (own: number) => tfl.initializers.glorotNormal({ seed: 10 * seed + own });
      const dense = (units: number, own: number, from: tfl.SymbolicTensor, name: string) =>
        tfl.layers
          .dense({ units, name, kernelInitializer: initializer(own) })
          .apply(from) as tfl.SymbolicTensor;
      const input = tfl.input({ shape: [8] });
      const mean = dense(2, 1, input, `mean${seed}`);
      const logVar = dense(2, 2, input, `logVar${seed}`);
      const z = new Reparameterize({ seed }).apply([mean, logVar]) as tfl.SymbolicTensor;
      const logits = dense(8, 3, z, `logits${seed}`);
      const parameters = tfl.layers.concatenate().apply([mean, logVar]) as tfl.SymbolicTensor;
      const model = tfl.model({ inputs: input, outputs: [logits, parameters] });
      const klToStandardNormal = (_: tf.Tensor, parameters: tf.Tensor) => {
        const [mean, logVar] = tf.split(parameters, 2, 1) as [tf.Tensor, tf.Tensor];
        const terms = tf.sub(tf.sub(tf.add(tf.exp(logVar), tf.square(mean)), 1), logVar);
        return tf.mul(tf.sum(terms, 1), 0.5);
      };
      model.compile({
        optimizer: tf.train.adam(0.02),
        loss: [(x, logits) => bernoulliNll(x, logits), klToStandardNormal],
      });
      return model;
    };
    // Two prototypes of complementary pixels: one bit of information.
    const x = tf.tensor2d(
      Array.from({ length: 64 }, (_, i) =>
        i % 2 === 0 ? [1, 1, 1, 1, 0, 0, 0, 0] : [0, 0, 0, 0, 1, 1, 1, 1],
      ),
    );
    const unused = tf.zeros([64, 4]);
    const losses = async (seed: number): Promise<number[]> => {
      const model = vae(seed);
      const { history } = await model.fit(x, [x, unused], {
        epochs: 30,
        batchSize: 16,
        shuffle: false,
        verbose: 0,
      });
      model.dispose();
      return history['loss'] as number[];
    };
    const curve = await losses(1);
    // 8 log 2 = 5.5 nats without a code; one bit of code leaves about log 2 and some.
    expect(curve[0]).toBeGreaterThan(4);
    expect(curve.at(-1)).toBeLessThan(2.5);
    expect(await losses(1)).toEqual(curve);
    tf.dispose([x, unused]);
  });

  it('keeps the mean alive when a model predicts with it as its output', () => {
    const model = encoderWith({});
    const x = tf.ones([3, 4]);
    expectNewTensors(1, () => model.predict(x));
    model.dispose();
    x.dispose();
  });
});

describe('Reparameterize: errors', () => {
  const expected = 'Reparameterize: inputs must be [mean, logVar], two tensors of one shape; got ';
  const fix = '. Apply the layer to the list of both, the outputs of two dense layers for example.';

  it('refuses what are not two inputs of one shape', () => {
    tf.tidy(() => {
      const x = tf.zeros([2, 3]);
      const wrong = (inputs: tf.Tensor | tf.Tensor[]) => () => new Reparameterize().apply(inputs);
      expect(wrong(x)).toThrow(new TypeError(`${expected}[2, 3]${fix}`));
      expect(wrong([x])).toThrow(new TypeError(`${expected}[2, 3]${fix}`));
      expect(wrong([x, x, x])).toThrow(new TypeError(`${expected}[2, 3], [2, 3], [2, 3]${fix}`));
      expect(wrong([x, tf.zeros([2, 4])])).toThrow(
        new TypeError(`${expected}[2, 3], [2, 4]${fix}`),
      );
      expect(wrong([x, tf.zeros([2])])).toThrow(new TypeError(`${expected}[2, 3], [2]${fix}`));
    });
  });

  it('refuses them when a model is built, and in a later call', () => {
    const a = tfl.input({ shape: [3] });
    const b = tfl.input({ shape: [4] });
    expect(() => new Reparameterize().apply([a, b])).toThrow(
      new TypeError(`${expected}[null, 3], [null, 4]${fix}`),
    );
    expect(() => new Reparameterize().apply(a)).toThrow(
      new TypeError(`${expected}[null, 3]${fix}`),
    );
    tf.tidy(() => {
      const layer = new Reparameterize();
      apply(layer);
      expect(() => layer.apply(tf.zeros([2, 3]))).toThrow(new TypeError(`${expected}[2, 3]${fix}`));
    });
  });

  it('refuses a configuration of the wrong kind', () => {
    expect(() => new Reparameterize({ seed: -1 })).toThrow(
      new RangeError(
        'Reparameterize: seed must be an integer from 0 to 2^53 - 1; got -1. Every such number has a stream of its own, 0 included.',
      ),
    );
    expect(
      () => new Reparameterize({ sampleAtInference: 1 } as unknown as ReparameterizeConfig),
    ).toThrow(
      new TypeError(
        'Reparameterize: sampleAtInference must be true or false; got 1. Leave it out to sample in training only.',
      ),
    );
  });
});

describe('Reparameterize: memory', () => {
  it('leaves one tensor behind, in training and out of it', () => {
    const layer = new Reparameterize();
    const inputs = posterior();
    expectNewTensors(1, () => layer.apply(inputs, training) as tf.Tensor);
    expectNewTensors(1, () => layer.apply(inputs) as tf.Tensor);
    tf.dispose(inputs);
  });
});
