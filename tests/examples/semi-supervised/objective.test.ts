import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-layers';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { adgmTerms, createAdgm } from '../../../examples/semi-supervised/models/adgm';
import {
  classify,
  createM2,
  labelledBound,
  type M2,
  type M2Shape,
  unlabelledBound,
} from '../../../examples/semi-supervised/models/m2';
import {
  type Activation,
  type Network,
  weightsOf,
} from '../../../examples/semi-supervised/models/network';
import {
  type Labelled,
  m2Terms,
  type ObjectiveOptions,
  objective,
  type Terms,
} from '../../../examples/semi-supervised/models/objective';
import { enumerateLabels, type RandomKey, randomKey, randomNormal } from '../../../src';
import { expectClose } from '../../helpers/expectClose';
import { decode, readFixture } from '../../helpers/fixture';

type Encoded = Parameters<typeof decode>[0];

interface ObjectiveCase {
  readonly name: string;
  readonly shape: {
    readonly inputs: number;
    readonly likelihood: M2Shape['likelihood'];
    readonly norm: boolean;
    readonly activation: Activation;
  };
  readonly options: Record<'labelledWeight' | 'alpha' | 'klWeight' | 'temperature', number>;
  readonly key: RandomKey;
  readonly weights: Readonly<Record<string, Encoded>>;
  readonly unlabelled: Encoded;
  readonly labelled: { readonly x: Encoded; readonly y: Encoded };
  readonly value: Readonly<Record<'J' | 'U' | 'L' | 'C', number>>;
  readonly gradients: Readonly<Record<string, Encoded>>;
}

const classes = 3;

function smallM2(own: Partial<M2Shape> = {}): M2 {
  return createM2({
    inputs: 4,
    classes,
    hiddenUnits: [5],
    classifierUnits: [4],
    latentDims: 2,
    likelihood: 'gaussian',
    activation: 'softplus',
    classifierNorm: false,
    encoderNorm: false,
    decoderNorm: false,
    seed: 1,
    ...own,
  });
}

const networksOf = ({ classifier, inference, generator }: M2) => [classifier, inference, generator];

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

/** Values of the objective and its terms, and gradients to every weight, as the fixture has them. */
function expectReference(
  networks: readonly Network[],
  reference: Omit<ObjectiveCase, 'shape'>,
  termsOf: (unlabelled: tf.Tensor2D, labelled: Labelled, options: ObjectiveOptions) => Terms,
): void {
  const { all, trainable } = weightsOf(networks);
  tf.tidy(() => {
    for (const [name, value] of Object.entries(reference.weights)) {
      (all[name] as tf.Variable).assign(decode(value));
    }
    const unlabelled = decode(reference.unlabelled) as tf.Tensor2D;
    const labelled = {
      x: decode(reference.labelled.x) as tf.Tensor2D,
      y: decode(reference.labelled.y) as tf.Tensor2D,
    };
    const neutral = { inputNoise: 0, dropout: 0 };
    const options = { ...reference.options, ...neutral, key: reference.key };
    const terms = () => termsOf(unlabelled, labelled, options);
    const J = () => objective(terms(), reference.options);
    for (const [name, value] of Object.entries({ ...terms(), J: J() })) {
      expectClose(value, [reference.value[name as 'J']]);
    }
    const { grads } = tf.variableGrads(J, trainable);
    expect(trainable).toHaveLength(Object.keys(reference.gradients).length);
    for (const [name, gradient] of Object.entries(reference.gradients)) {
      const ours = grads[(all[name] as tf.Variable).name] as tf.Tensor;
      expectClose(ours, gradient.values, { rtol: 1e-4, atol: 1e-5 });
    }
  });
}

describe('the objective of M2', () => {
  for (const reference of readFixture<ObjectiveCase>('semiSupervisedObjective')) {
    it(`has the reference values, and gradients to every weight: ${reference.name}`, () => {
      const { inputs, likelihood, norm, activation } = reference.shape;
      const m2 = smallM2({
        inputs,
        likelihood,
        activation,
        classifierNorm: norm,
        encoderNorm: norm,
        decoderNorm: norm,
      });
      expectReference(networksOf(m2), reference, (unlabelled, labelled, options) =>
        m2Terms(m2, unlabelled, labelled, options),
      );
    });
  }
});

describe('the objective of ADGM', () => {
  for (const reference of readFixture<Omit<ObjectiveCase, 'shape'>>('adgmObjective')) {
    it(`has the reference values, and gradients to every weight: ${reference.name}`, () => {
      const adgm = createAdgm({
        inputs: 6,
        classes,
        hiddenUnits: [5],
        latentDims: 2,
        activation: 'softplus',
        batchNorm: false,
        seed: 1,
      });
      const { auxiliary, classifier, inference, generator, explain } = adgm;
      expectReference(
        [auxiliary, classifier, inference, generator, explain],
        reference,
        (unlabelled, labelled, options) => adgmTerms(adgm, unlabelled, labelled, options),
      );
    });
  }
});

describe('the bounds of M2', () => {
  const m2 = smallM2();
  const x = randomNormal(randomKey(1), [6, 4]);
  const key = randomKey(2);
  /** L(x, y) for every label, [classes][batch], without anything shared or folded. */
  const perLabel = (): number[][] => {
    const { inputs, labels } = enumerateLabels(x, classes);
    const bounds = Array.from(labelledBound(m2, inputs, labels, { key }).dataSync());
    return Array.from({ length: classes }, (_, label) => bounds.slice(6 * label, 6 * (label + 1)));
  };

  it('take the sum over labels of images without label as a loop does', () => {
    tf.tidy(() => {
      const logits = classify(m2, x);
      const expected = Array.from({ length: 6 }, (_, image) => {
        const own = Array.from(tf.slice(logits, [image, 0], [1, classes]).dataSync());
        const total = own.reduce((sum, logit) => sum + Math.exp(logit), 0);
        return own.reduce((sum, logit, label) => {
          const q = Math.exp(logit) / total;
          return sum + q * ((perLabel()[label]?.[image] as number) + Math.log(q));
        }, 0);
      });
      expectClose(unlabelledBound(m2, x, logits, { key }), expected);
    });
  });

  it('agree where the classifier is certain: U is L, and the classification term is zero', () => {
    tf.tidy(() => {
      const ids = [0, 1, 2, 2, 1, 0];
      const certain = tf.mul(tf.oneHot(tf.tensor1d(ids, 'int32'), classes), 1000);
      const labelled = ids.map((label, image) => perLabel()[label]?.[image] as number);
      expectClose(unlabelledBound(m2, x, certain, { key }), labelled);
    });
  });

  it('bound the marginal: U is never below -log sum_y exp(-L)', () => {
    tf.tidy(() => {
      const evidence = Array.from({ length: 6 }, (_, image) => {
        const losses = perLabel().map((label) => label[image] as number);
        return -Math.log(losses.reduce((sum, loss) => sum + Math.exp(-loss), 0));
      });
      const U = unlabelledBound(m2, x, classify(m2, x), { key }).dataSync();
      evidence.forEach((least, image) => {
        expect(U[image]).toBeGreaterThanOrEqual(least - 1e-5);
      });
    });
  });
});

describe('a step of M2', () => {
  it('leaves no tensors behind but the gradients', () => {
    const m2 = smallM2({ classifierNorm: true, encoderNorm: true, decoderNorm: true });
    const { trainable } = weightsOf(networksOf(m2));
    const x = randomNormal(randomKey(1), [6, 4]) as tf.Tensor2D;
    const y = tf.eye(3) as tf.Tensor2D;
    const labelled = { x: tf.slice(x, 0, 3), y };
    const options = { labelledWeight: 1, alpha: 1, klWeight: 1, temperature: 1 };
    const step = (seed: number) =>
      tf.tidy(() => {
        tf.variableGrads(
          () =>
            objective(
              m2Terms(m2, x, labelled, {
                ...options,
                inputNoise: 0.1,
                dropout: 0.5,
                key: randomKey(seed),
              }),
              options,
            ),
          trainable,
        );
      });
    step(1);
    const before = tf.memory().numTensors;
    for (let seed = 2; seed < 6; seed++) step(seed);
    expect(tf.memory().numTensors).toBe(before);
  });
});
