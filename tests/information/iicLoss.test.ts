import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type IicLossOptions, iicJoint, iicLoss } from '../../src';
import { expectClose } from '../helpers/expectClose';
import { expectNewTensors } from '../helpers/expectNewTensors';
import { itMatchesFixture } from '../helpers/fixture';
import { numericalGradient } from '../helpers/numericalGradient';

describe('iicLoss: reference', () => {
  // A difference of entropies of some nats: float32 leaves it an absolute error near 2e-7.
  itMatchesFixture(
    'iicLoss',
    ({ logits, pairedLogits }, options) =>
      iicLoss(logits as tf.Tensor, pairedLogits as tf.Tensor, options as IicLossOptions),
    { rtol: 1e-5, atol: 1e-6 },
  );
});

describe('iicLoss: gradient', () => {
  it('agrees with central differences to both arguments, for any entropy weight', () => {
    tf.tidy(() => {
      const logits = tf.tensor2d([
        [1, 0, -1],
        [0.5, 0.2, 2],
        [0, 1, 0],
      ]);
      const paired = tf.tensor2d([
        [2, 0, 0],
        [-1, 0.2, 1],
        [1, 2, 0],
      ]);
      for (const entropyWeight of [0, 1, 3]) {
        const first = (x: tf.Tensor) => iicLoss(x, paired, { entropyWeight });
        const second = (x: tf.Tensor) => iicLoss(logits, x, { entropyWeight });
        const tolerance = { rtol: 1e-2, atol: 1e-3 };
        expectClose(tf.grad(first)(logits), numericalGradient(first, logits), tolerance);
        expectClose(tf.grad(second)(paired), numericalGradient(second, paired), tolerance);
      }
    });
  });

  it('scales with the gradient that comes in', () => {
    tf.tidy(() => {
      const logits = tf.tensor2d([
        [1, 0],
        [0.5, 2],
      ]);
      const paired = tf.tensor2d([
        [2, 0],
        [0, 1],
      ]);
      const gradient = tf.grad((x: tf.Tensor) => iicLoss(x, paired))(logits);
      const tripled = tf.grad((x: tf.Tensor) => tf.mul(iicLoss(x, paired), -3))(logits);
      expectClose(tripled, tf.mul(gradient, -3));
    });
  });
});

const pairs = fc.record({
  rows: fc.integer({ min: 1, max: 8 }),
  classes: fc.integer({ min: 1, max: 5 }),
  scale: fc.constantFrom(0.1, 3, 30, 1e4),
  seed: fc.nat(1e6),
});
type Pairs = { rows: number; classes: number; scale: number; seed: number };
const logitsOf = ({ rows, classes, scale, seed }: Pairs): [tf.Tensor, tf.Tensor] => [
  tf.randomUniform([rows, classes], -scale, scale, 'float32', seed + 1),
  tf.randomUniform([rows, classes], -scale, scale, 'float32', seed + 2),
];
const numberOf = (tensor: tf.Tensor): number => tensor.dataSync()[0] as number;

function forAllPairs(law: (logits: tf.Tensor, paired: tf.Tensor, drawn: Pairs) => void): void {
  fc.assert(
    fc.property(pairs, (drawn) => {
      tf.tidy(() => {
        const [logits, paired] = logitsOf(drawn);
        law(logits, paired, drawn);
      });
    }),
    { seed: 1, numRuns: 60 },
  );
}

describe('iicLoss: laws', () => {
  it('lies between minus the logarithm of the number of classes and 0', () => {
    forAllPairs((logits, paired, { classes }) => {
      const loss = numberOf(iicLoss(logits, paired));
      expect(loss).toBeGreaterThanOrEqual(-Math.log(classes) - 1e-5);
      expect(loss).toBeLessThanOrEqual(1e-5);
    });
  });

  it('is unchanged when the clusters are renamed', () => {
    forAllPairs((logits, paired) => {
      const renamed = iicLoss(tf.reverse(logits, 1), tf.reverse(paired, 1));
      expect(numberOf(renamed)).toBeCloseTo(numberOf(iicLoss(logits, paired)), 5);
    });
  });

  it('is unchanged when the two views are swapped', () => {
    forAllPairs((logits, paired) => {
      expect(numberOf(iicLoss(paired, logits))).toBeCloseTo(numberOf(iicLoss(logits, paired)), 5);
    });
  });

  it('is unchanged when the pairs come in another order', () => {
    forAllPairs((logits, paired) => {
      const reordered = iicLoss(tf.reverse(logits, 0), tf.reverse(paired, 0));
      expect(numberOf(reordered)).toBeCloseTo(numberOf(iicLoss(logits, paired)), 5);
    });
  });

  it('is the joint entropy minus twice the weighted entropy of the clusters', () => {
    forAllPairs((logits, paired, { seed }) => {
      const entropyWeight = (seed % 40) / 10;
      const joint = iicJoint(logits, paired);
      const entropy = (p: tf.Tensor): number =>
        -Array.from(p.dataSync()).reduce((sum, x) => sum + (x > 0 ? x * Math.log(x) : 0), 0);
      const expected = entropy(joint) - 2 * entropyWeight * entropy(tf.sum(joint, 1));
      expectClose(iicLoss(logits, paired, { entropyWeight }), [expected], {
        rtol: 1e-5,
        atol: 1e-5,
      });
    });
  });

  it('reaches minus the logarithm of the number of classes at certain and balanced pairs', () => {
    tf.tidy(() => {
      for (const classes of [2, 3, 10]) {
        const certain = tf.mul(tf.eye(classes), 1e4);
        expectClose(iicLoss(certain, certain), [-Math.log(classes)]);
        const renamed = tf.reverse(certain, 1);
        expectClose(iicLoss(tf.concat([certain, renamed]), tf.concat([certain, renamed])), [
          -Math.log(classes),
        ]);
      }
    });
  });

  it('is 0 where all examples are in one cluster, and where the clusters are independent', () => {
    tf.tidy(() => {
      const collapsed = tf.tensor2d([
        [1e4, 0, 0],
        [1e4, 0, 0],
      ]);
      expectClose(iicLoss(collapsed, collapsed), [0]);
      const first = tf.tensor2d([
        [1e4, 0],
        [1e4, 0],
        [0, 1e4],
        [0, 1e4],
      ]);
      const second = tf.tensor2d([
        [1e4, 0],
        [0, 1e4],
        [1e4, 0],
        [0, 1e4],
      ]);
      expectClose(iicLoss(first, second), [0], { atol: 1e-6 });
    });
  });
});

describe('iicLoss: several heads and statistics', () => {
  it('is the mean over the heads, each with classes of its own', () => {
    tf.tidy(() => {
      const [a, pairedA] = logitsOf({ rows: 6, classes: 3, scale: 3, seed: 1 });
      const [b, pairedB] = logitsOf({ rows: 6, classes: 7, scale: 3, seed: 2 });
      const both = iicLoss([a, b], [pairedA, pairedB], { entropyWeight: 2 });
      const alone = [
        iicLoss(a, pairedA, { entropyWeight: 2 }),
        iicLoss(b, pairedB, { entropyWeight: 2 }),
      ];
      expectClose(both, [(numberOf(alone[0] as tf.Tensor) + numberOf(alone[1] as tf.Tensor)) / 2]);
      const gradients = tf.grads((x: tf.Tensor, y: tf.Tensor) =>
        iicLoss([x, y], [pairedA, pairedB]),
      )([a, b]);
      const gradient = tf.grad((x: tf.Tensor) => iicLoss(x, pairedA))(a);
      expectClose(gradients[0] as tf.Tensor, tf.mul(gradient, 0.5));
    });
  });

  it('says what the loss is made of, the unweighted information beside the optimized value', () => {
    forAllPairs((logits, paired, { classes }) => {
      const entropyWeight = 10;
      const statistics = iicLoss(logits, paired, { entropyWeight, statistics: true });
      const { loss, mutualInformation, marginalEntropy, conditionalEntropy } = statistics;
      const close = { rtol: 1e-5, atol: 2e-5 };
      expectClose(loss, iicLoss(logits, paired, { entropyWeight }));
      expectClose(mutualInformation, tf.neg(iicLoss(logits, paired)), close);
      expectClose(statistics.joint, iicJoint(logits, paired));
      expect(statistics.ceiling).toBe(Math.log(classes));
      expect(numberOf(marginalEntropy)).toBeLessThanOrEqual(statistics.ceiling + 1e-5);
      const information = numberOf(marginalEntropy) - numberOf(conditionalEntropy);
      expect(numberOf(mutualInformation)).toBeCloseTo(information, 5);
      const weighted = numberOf(loss) + 2 * (entropyWeight - 1) * numberOf(marginalEntropy);
      expectClose(mutualInformation, [-weighted], { rtol: 1e-4, atol: 1e-4 });
    });
  });

  it('gives the statistics of every head', () => {
    tf.tidy(() => {
      const certain = tf.mul(tf.eye(4), 1e4);
      const uniform = tf.zeros([4, 2]);
      const views = [certain, uniform];
      const { loss, heads } = iicLoss(views, views, { statistics: true });
      expect(heads).toHaveLength(2);
      expectClose(loss, [-Math.log(4) / 2]);
      expectClose(heads[0]?.mutualInformation as tf.Tensor, [Math.log(4)]);
      expectClose(heads[0]?.conditionalEntropy as tf.Tensor, [0], { atol: 1e-6 });
      expectClose(heads[1]?.mutualInformation as tf.Tensor, [0], { atol: 1e-6 });
      expectClose(heads[1]?.conditionalEntropy as tf.Tensor, [Math.log(2)]);
    });
  });

  it('differentiates the loss that comes with statistics', () => {
    tf.tidy(() => {
      const [logits, paired] = logitsOf({ rows: 6, classes: 3, scale: 3, seed: 1 });
      const alone = tf.grad((x: tf.Tensor) => iicLoss(x, paired))(logits);
      const beside = tf.grad((x: tf.Tensor) => iicLoss(x, paired, { statistics: true }).loss)(
        logits,
      );
      expectClose(beside, alone);
    });
  });
});

describe('iicLoss: extremes', () => {
  it('keeps value and gradients finite where probabilities underflow', () => {
    tf.tidy(() => {
      const scales = [0, 1, 50, 87, 88, 95, 103, 104, 200, 1e4, 1e30];
      const patterns: [number[][], number[][]][] = [
        [
          [
            [1, 0, 0],
            [0, 1, 0],
          ],
          [
            [1, 0, 0],
            [0, 1, 0],
          ],
        ],
        [
          [
            [1, 0, -1],
            [-1, 1, 0],
          ],
          [
            [0, 1, 0],
            [1, 0, -1],
          ],
        ],
        [
          [
            [1, 0, 0],
            [1, 0, 0],
          ],
          [
            [0, 0, 1],
            [0, 0, 1],
          ],
        ],
      ];
      for (const scale of scales) {
        for (const [rows, pairedRows] of patterns) {
          for (const entropyWeight of [1, 10]) {
            const logits = tf.mul(tf.tensor2d(rows), scale);
            const paired = tf.mul(tf.tensor2d(pairedRows), scale);
            const f = (a: tf.Tensor, b: tf.Tensor) => iicLoss(a, b, { entropyWeight });
            const numbers = [f(logits, paired), ...tf.grads(f)([logits, paired])];
            for (const tensor of numbers) {
              expect(tensor.dataSync().every(Number.isFinite), `scale ${scale}`).toBe(true);
            }
          }
        }
      }
    });
  });

  it('has gradient 0 at the uniform point, which a network has to be initialized away from', () => {
    tf.tidy(() => {
      const uniform = tf.zeros([6, 4]);
      const [first, second] = tf.grads((a: tf.Tensor, b: tf.Tensor) => iicLoss(a, b))([
        uniform,
        uniform,
      ]);
      expectClose(first as tf.Tensor, new Float32Array(24));
      expectClose(second as tf.Tensor, new Float32Array(24));
    });
  });
});

describe('iicLoss: errors', () => {
  it('refuses what is not a batch of paired logits', () => {
    tf.tidy(() => {
      const logits = tf.zeros([4, 3]);
      expect(() => iicLoss(logits, tf.zeros([5, 3]))).toThrow(
        'iicLoss: logits and pairedLogits must have the same shape; got logits [4, 3], pairedLogits [5, 3]. Row i of both has to come from two views of example i.',
      );
      expect(() => iicLoss(tf.zeros([3]), tf.zeros([3]))).toThrow(
        'iicLoss: logits must have rank 2, [pairs, classes]; got logits [3]. Bring it to this layout with tf.reshape.',
      );
      expect(() => iicLoss(tf.zeros([3, 0]), tf.zeros([3, 0]))).toThrow(
        'iicLoss: logits must have a last axis of at least one class; got logits [3, 0]. Lay it out as [batch, classes].',
      );
      expect(() => iicLoss(tf.zeros([0, 3]), tf.zeros([0, 3]))).toThrow(
        'iicLoss: logits must hold at least one pair; got logits [0, 3]. No joint distribution can be estimated from an empty batch.',
      );
    });
  });

  it('refuses an unknown option, and an entropy weight that is no weight', () => {
    tf.tidy(() => {
      const logits = tf.zeros([4, 3]);
      const wrong = (options: unknown) => () => iicLoss(logits, logits, options as IicLossOptions);
      expect(wrong({ lambda: 2 })).toThrow(
        'iicLoss: options must be among entropyWeight, statistics; got lambda. Check the spelling, or remove it.',
      );
      const requirement = 'iicLoss: entropyWeight must be a finite number, 0 or more; got';
      expect(wrong({ entropyWeight: -1 })).toThrow(
        new RangeError(`${requirement} -1. At 1 it is mutual information.`),
      );
      expect(wrong({ entropyWeight: Number.NaN })).toThrow(
        new RangeError(`${requirement} NaN. At 1 it is mutual information.`),
      );
      expect(wrong({ entropyWeight: '2' })).toThrow(
        new TypeError(`${requirement} '2'. At 1 it is mutual information.`),
      );
    });
  });
});

describe('iicLoss: errors of several heads', () => {
  it('refuses heads of one view only, or without a pair', () => {
    tf.tidy(() => {
      const logits = tf.zeros([4, 3]);
      const requirement =
        'iicLoss: logits and pairedLogits must be two tensors, or two arrays with one tensor a head; got';
      const fix = 'Both views go through the same heads.';
      expect(() => iicLoss([logits], [logits, logits])).toThrow(
        new TypeError(
          `${requirement} logits an array of length 1, pairedLogits an array of length 2. ${fix}`,
        ),
      );
      expect(() => iicLoss([], [])).toThrow(
        `${requirement} logits an array of length 0, pairedLogits an array of length 0. ${fix}`,
      );
      expect(() => iicLoss([logits], logits as unknown as tf.Tensor[])).toThrow(
        `${requirement} logits an array of length 1, pairedLogits a float32 tensor [4, 3]. ${fix}`,
      );
    });
  });
});

describe('iicLoss: memory', () => {
  it('leaves the statistics behind, and nothing else', () => {
    const logits = tf.zeros([4, 3]);
    expectNewTensors(5, () => ({ ...iicLoss(logits, logits, { statistics: true }) }));
    tf.dispose(logits);
  });

  it('leaves one tensor behind, and a gradient only the gradients', () => {
    const logits = tf.zeros([4, 3]);
    const paired = tf.ones([4, 3]);
    expectNewTensors(1, () => iicLoss(logits, paired));
    expectNewTensors(2, () =>
      tf.grads((a: tf.Tensor, b: tf.Tensor) => iicLoss(a, b, { entropyWeight: 2 }))([
        logits,
        paired,
      ]),
    );
    tf.dispose([logits, paired]);
  });
});
