import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bernoulliNll, gaussianKl } from '../../src';
import { fusedOp } from '../../src/internal/fusedOp';
import { expectClose } from '../helpers/expectClose';

const kernelName = 'FusedOpUnderTest';

/** What a fake kernel was called with. */
interface Call {
  readonly inputs: readonly string[];
  readonly attrs: unknown;
}

/** Registers a kernel that fills its result with 42, and a gradient of 7 to its first input. */
function registerFake(name: string, firstInput: string): Call[] {
  const calls: Call[] = [];
  tf.registerKernel({
    kernelName: name,
    backendName: tf.getBackend(),
    kernelFunc: ({ inputs, attrs }) => {
      calls.push({ inputs: Object.keys(inputs), attrs });
      return tf.fill([2], 42);
    },
  });
  tf.registerGradient({
    kernelName: name,
    inputsToSave: [firstInput],
    gradFunc: (_, [saved]) => ({ [firstInput]: () => tf.fill((saved as tf.Tensor).shape, 7) }),
  });
  return calls;
}

function unregisterFake(name: string): void {
  tf.unregisterKernel(name, tf.getBackend());
  tf.unregisterGradient(name);
}

describe('fusedOp', () => {
  afterEach(() => {
    if (tf.getKernel(kernelName, tf.getBackend())) unregisterFake(kernelName);
  });

  const run = (x: tf.Tensor): tf.Tensor =>
    fusedOp(kernelName, { x }, { axis: 3 }, () => tf.square(x));

  it('runs the composite where the backend has no such kernel', () => {
    tf.tidy(() => {
      expectClose(run(tf.tensor1d([3, 4])), [9, 16]);
      expectClose(tf.grad(run)(tf.tensor1d([3, 4])), [6, 8]);
    });
  });

  it('runs the kernel with its inputs and attributes where the backend has it', () => {
    const calls = registerFake(kernelName, 'x');
    tf.tidy(() => {
      expectClose(run(tf.tensor1d([3, 4])), [42, 42]);
      expect(calls).toEqual([{ inputs: ['x'], attrs: { axis: 3 } }]);
    });
  });

  it('differentiates the kernel by the gradient registered under its name', () => {
    registerFake(kernelName, 'x');
    tf.tidy(() => {
      expectClose(tf.grad(run)(tf.tensor1d([3, 4])), [7, 7]);
    });
  });

  it('runs the kernel for value and derivatives first where a gradient is recorded', () => {
    const calls = registerFake(kernelName, 'x');
    tf.unregisterGradient(kernelName);
    tf.registerGradient({
      kernelName,
      inputsToSave: ['derivatives'],
      gradFunc: (_, [saved]) => ({ x: () => tf.clone(saved as tf.Tensor) }),
    });
    const companion = `${kernelName}WithDerivatives`;
    tf.registerKernel({
      kernelName: companion,
      backendName: tf.getBackend(),
      kernelFunc: ({ inputs, attrs, backend }) => {
        expect([Object.keys(inputs), attrs]).toEqual([['x'], { axis: 3 }]);
        return [42, 5].map((value) => ({
          dataId: (backend as tf.KernelBackend).write(
            Float32Array.of(value, value),
            [2],
            'float32',
          ),
          shape: [2],
          dtype: 'float32',
        }));
      },
    });
    const x = tf.tensor1d([3, 4]);
    tf.tidy(() => {
      run(x);
      expectClose(tf.grad(run)(x), [5, 5]);
    });
    expect(calls.map(({ inputs }) => inputs)).toEqual([['x'], ['x', 'value', 'derivatives']]);
    x.dispose();
    tf.unregisterKernel(companion, tf.getBackend());
  });

  it('leaves a kernel of another backend alone', () => {
    tf.registerKernel({
      kernelName,
      backendName: 'another backend',
      kernelFunc: () => {
        throw new Error('not for this backend');
      },
    });
    tf.tidy(() => {
      expectClose(run(tf.tensor1d([3, 4])), [9, 16]);
    });
    tf.unregisterKernel(kernelName, 'another backend');
  });

  it('returns to the composite when the kernel is unregistered', () => {
    registerFake(kernelName, 'x');
    unregisterFake(kernelName);
    tf.tidy(() => {
      expectClose(run(tf.tensor1d([3, 4])), [9, 16]);
    });
  });
});

describe('fusedOp: the losses that go through it', () => {
  // The backend may have fused kernels of its own: they make way for the fakes, and come back.
  const names = ['BernoulliNll', 'GaussianKl'];
  let kernels: (tf.KernelConfig | undefined)[] = [];
  let gradients: (tf.GradConfig | undefined)[] = [];

  const unregisterAll = (): void => {
    for (const name of names) {
      if (tf.getKernel(name, tf.getBackend())) tf.unregisterKernel(name, tf.getBackend());
      if (tf.getGradient(name)) tf.unregisterGradient(name);
    }
  };

  beforeEach(() => {
    kernels = names.map((name) => tf.getKernel(name, tf.getBackend()));
    gradients = names.map((name) => tf.getGradient(name));
    unregisterAll();
  });

  afterEach(() => {
    unregisterAll();
    for (const kernel of kernels) if (kernel) tf.registerKernel(kernel);
    for (const gradient of gradients) if (gradient) tf.registerGradient(gradient);
  });

  it('prefer the kernel, and fall back to the composite without it', () => {
    tf.tidy(() => {
      const target = tf.tensor2d([[1], [0]]);
      const logits = tf.tensor2d([[0], [0]]);
      const loss = (x: tf.Tensor) => bernoulliNll(target, x);
      expectClose(loss(logits), [Math.LN2, Math.LN2]);
      registerFake('BernoulliNll', 'logits');
      expectClose(loss(logits), [42, 42]);
      expectClose(tf.grad(loss)(logits), [7, 7]);
      unregisterFake('BernoulliNll');
      expectClose(loss(logits), [Math.LN2, Math.LN2]);
      expectClose(tf.grad(loss)(logits), [-0.5, 0.5]);
    });
  });

  it('hand it their inputs by name, the reduction, and the mask where there is one', () => {
    const calls = registerFake('BernoulliNll', 'logits');
    tf.tidy(() => {
      const zeros = tf.zeros([2, 3]);
      bernoulliNll(zeros, zeros);
      bernoulliNll(zeros, zeros, { reduction: 'none', batchDims: 2, mask: tf.ones([2, 1]) });
      expect(calls).toEqual([
        { inputs: ['target', 'logits'], attrs: { reduction: 'example', batchDims: 1 } },
        { inputs: ['target', 'logits', 'mask'], attrs: { reduction: 'none', batchDims: 2 } },
      ]);
    });
  });

  it('hand it float32 inputs, and the mask as bool in the shape of the loss', () => {
    const seen: [string, string, number[]][] = [];
    tf.registerKernel({
      kernelName: 'BernoulliNll',
      backendName: tf.getBackend(),
      kernelFunc: ({ inputs }) => {
        for (const [name, input] of Object.entries(inputs)) {
          const { dtype, shape } = input as tf.TensorInfo;
          seen.push([name, dtype, shape]);
        }
        return tf.zeros([2]);
      },
    });
    tf.tidy(() => {
      const target = tf.zeros([2, 3], 'int32');
      bernoulliNll(target, tf.zeros([2, 3]), { mask: tf.ones([2, 1]) });
      expect(seen).toEqual([
        ['target', 'float32', [2, 3]],
        ['logits', 'float32', [2, 3]],
        ['mask', 'bool', [2, 3]],
      ]);
    });
  });

  it('hand it the parameters of a prior only where there is one', () => {
    const calls = registerFake('GaussianKl', 'mean');
    tf.tidy(() => {
      const gaussian = { mean: tf.zeros([2, 3]), logVar: tf.zeros([2, 3]) };
      gaussianKl(gaussian);
      gaussianKl(gaussian, gaussian);
      expect(calls.map(({ inputs }) => inputs)).toEqual([
        ['mean', 'logVar'],
        ['mean', 'logVar', 'priorMean', 'priorLogVar'],
      ]);
    });
  });

  it('check their arguments before any kernel runs', () => {
    const calls = registerFake('BernoulliNll', 'logits');
    tf.tidy(() => {
      expect(() => bernoulliNll(tf.zeros([2, 3]), tf.zeros([3, 2]))).toThrow(TypeError);
      expect(calls).toEqual([]);
    });
  });
});
