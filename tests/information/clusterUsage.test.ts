import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { categoricalEntropy, clusterUsage, randomKey, randomNormal } from '../../src';

const certain = (ids: readonly number[], clusters: number): tf.Tensor2D =>
  tf.tensor2d(ids.map((id) => Array.from({ length: clusters }, (_, k) => (k === id ? 1e4 : 0))));

describe('clusterUsage: reference', () => {
  it('has the entropies of the mean answer and of each answer', async () => {
    const logits = randomNormal(randomKey(1), [50, 6], { std: 2 });
    const usage = await clusterUsage(logits);
    const mean = tf.mean(tf.softmax(logits), 0);
    const expected = tf.tidy(() => ({
      marginal: categoricalEntropy(tf.expandDims(tf.log(mean), 0)).dataSync()[0] as number,
      conditional: tf.mean(categoricalEntropy(logits)).dataSync()[0] as number,
    }));
    expect(usage.clusters).toBe(6);
    expect(usage.marginalEntropy).toBeCloseTo(expected.marginal, 5);
    expect(usage.conditionalEntropy).toBeCloseTo(expected.conditional, 5);
    expect(usage.effective).toBeCloseTo(Math.exp(expected.marginal), 4);
    expect(usage.gap).toBeCloseTo(Math.log(6) - expected.marginal, 5);
    tf.dispose([logits, mean]);
  });
});

describe('clusterUsage: laws', () => {
  it('tells a collapsed head from a balanced one and from the uniform answer', async () => {
    const collapsed = await clusterUsage(certain([2, 2, 2, 2], 4));
    expect(collapsed).toEqual({
      clusters: 4,
      chosen: 1,
      effective: 1,
      marginalEntropy: 0,
      conditionalEntropy: 0,
      gap: Math.log(4),
    });
    const balanced = await clusterUsage(certain([0, 1, 2, 3], 4));
    expect(balanced.chosen).toBe(4);
    expect(balanced.effective).toBeCloseTo(4, 6);
    expect(balanced.conditionalEntropy).toBe(0);
    const uniform = await clusterUsage(tf.zeros([3, 4]));
    expect(uniform.effective).toBeCloseTo(4, 6);
    expect(uniform.conditionalEntropy).toBeCloseTo(Math.log(4), 6);
    expect(uniform.gap).toBeCloseTo(0, 6);
  });
});

describe('clusterUsage: errors', () => {
  it('refuses what is no batch of logits', async () => {
    await expect(clusterUsage(tf.zeros([3]))).rejects.toThrow(
      'clusterUsage: logits must have rank 2, [batch, clusters]; got logits [3]. Bring it to this layout with tf.reshape.',
    );
    await expect(clusterUsage(tf.zeros([0, 3]))).rejects.toThrow(
      'clusterUsage: logits must hold at least one example; got logits [0, 3]. An empty batch uses no cluster.',
    );
  });
});

describe('clusterUsage: memory', () => {
  it('leaves no tensor behind', async () => {
    const logits = tf.zeros([3, 2]);
    const before = tf.memory().numTensors;
    await clusterUsage(logits);
    expect(tf.memory().numTensors).toBe(before);
    logits.dispose();
  });
});
