import '@tensorflow/tfjs-backend-cpu';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  loadCheckpoint,
  saveCheckpoint,
  setAsideCheckpoint,
} from '../../../examples/support/checkpoint';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'variate-checkpoint-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('checkpoint', () => {
  it('gives back the same tensors, to the bit, and the same state', () => {
    const path = join(folder, 'deep', 'checkpoint.safetensors');
    const values = [0.1, -0, 1e-45, 3.4e38, Math.PI];
    saveCheckpoint(
      path,
      { a: tf.tensor1d(values), 'b/c': tf.ones([2, 3]), d: tf.scalar(7) },
      {
        epoch: 3,
        text: 'ä',
      },
    );
    const loaded = loadCheckpoint<{ epoch: number; text: string }>(path);
    expect(loaded?.state).toEqual({ epoch: 3, text: 'ä' });
    expect(loaded?.tensors['a']?.dataSync()).toEqual(Float32Array.from(values));
    expect(loaded?.tensors['b/c']?.shape).toEqual([2, 3]);
    expect(loaded?.tensors['d']?.shape).toEqual([]);
  });

  it('writes the safetensors layout: header length, header, values', () => {
    const path = join(folder, 'checkpoint.safetensors');
    saveCheckpoint(path, { weight: tf.tensor1d([1, 2]) }, {});
    const bytes = readFileSync(path);
    const headerLength = Number(bytes.readBigUInt64LE(0));
    const header = JSON.parse(bytes.toString('utf8', 8, 8 + headerLength));
    expect(header.weight).toEqual({ dtype: 'F32', shape: [2], data_offsets: [0, 8] });
    expect(bytes.readFloatLE(8 + headerLength + 4)).toBe(2);
    expect(bytes.length).toBe(8 + headerLength + 8);
  });

  it('leaves the earlier checkpoint whole when a save is cut off', () => {
    const path = join(folder, 'checkpoint.safetensors');
    saveCheckpoint(path, { weight: tf.scalar(1) }, { step: 1 });
    writeFileSync(`${path}.part`, 'half of');
    expect(loadCheckpoint<{ step: number }>(path)?.state.step).toBe(1);
  });

  it('is undefined where there is none', () => {
    expect(loadCheckpoint(join(folder, 'nothing.safetensors'))).toBeUndefined();
    expect(setAsideCheckpoint(join(folder, 'nothing.safetensors'))).toBeUndefined();
  });

  it('is set aside, not lost, by a new start', () => {
    const path = join(folder, 'checkpoint.safetensors');
    saveCheckpoint(path, { weight: tf.scalar(1) }, {});
    const aside = setAsideCheckpoint(path);
    expect(aside).toBe(join(folder, 'checkpoint.previous.safetensors'));
    expect(existsSync(path)).toBe(false);
    expect(existsSync(aside as string)).toBe(true);
  });
});
