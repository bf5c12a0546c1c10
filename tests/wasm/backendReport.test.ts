import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type BackendCapabilities, backendReport, enableWasmTraining } from '../../src/wasm';
import { gradientKernels } from '../../src/wasm/gradientKernels';
import { cases } from '../conformance/cases';
import { evaluateGradient, evaluateValue, hasGradient } from '../conformance/evaluate';
import { onWasm } from '../helpers/onWasm';
import { recordKernels } from '../helpers/recordKernels';

onWasm({ training: false });

const kernel = (name: string, { kernels }: BackendCapabilities = backendReport()) =>
  kernels.find(({ kernelName }) => kernelName === name);

describe('backendReport: wasm', () => {
  it('says that stock wasm runs a convolution, does not train it, and what is missing', () => {
    expect(backendReport().backend).toBe('wasm');
    expect(kernel('Conv2D')).toEqual({
      kernelName: 'Conv2D',
      runs: true,
      trains: false,
      problems: [
        'The gradient runs Conv2DBackpropFilter, of which the backend has no kernel.',
        'The stock kernel refuses images with the channels first.',
      ],
    });
    expect(kernel('FusedConv2D')?.trains).toBe(false);
  });

  it('names what stock wasm lacks as a whole', () => {
    expect(kernel('Einsum')).toEqual({
      kernelName: 'Einsum',
      runs: false,
      trains: false,
      problems: ['The backend has no kernel Einsum.', 'tfjs has no gradient of Einsum.'],
    });
  });

  it('names the gradients of tfjs that are wrong', () => {
    expect(kernel('SquaredDifference')?.problems).toEqual([
      "tfjs's gradient forgets to sum over the axes along which an operand was broadcast.",
    ]);
  });

  it('sees all of these done away with by enableWasmTraining', async () => {
    const stock = backendReport();
    await enableWasmTraining();
    const training = backendReport();
    for (const name of ['Conv2D', 'FusedConv2D', 'Einsum', 'GatherV2', 'SquaredDifference']) {
      expect(kernel(name, training)).toEqual({
        kernelName: name,
        runs: true,
        trains: true,
        problems: [],
      });
    }
    const trained = ({ kernels }: BackendCapabilities) => kernels.filter(({ trains }) => trains);
    expect(trained(training).length).toBeGreaterThan(trained(stock).length);
  });
});

describe('backendReport: other backends', () => {
  afterEach(async () => {
    await tf.setBackend('wasm');
  });

  it('asks the backend that is current', async () => {
    await tf.setBackend('cpu');
    expect(backendReport().backend).toBe('cpu');
    expect(kernel('Conv2D')).toEqual({
      kernelName: 'Conv2D',
      runs: true,
      trains: true,
      problems: [],
    });
    expect(kernel('TopK')).toEqual({
      kernelName: 'TopK',
      runs: true,
      trains: false,
      problems: ['tfjs has no gradient of TopK.'],
    });
  });

  it('knows every kernel that a gradient of tfjs runs on cpu', async () => {
    await tf.setBackend('cpu');
    const surprises = cases.filter(hasGradient).flatMap((conformanceCase) => {
      const { op } = conformanceCase;
      if (evaluateGradient(conformanceCase) instanceof Error || !kernel(op)) return [];
      const forward = recordKernels(() => void evaluateValue(conformanceCase));
      const both = recordKernels(() => void evaluateGradient(conformanceCase));
      const known = new Set([...forward, ...(gradientKernels[op] ?? []), ...elementary]);
      return both.filter((name) => !known.has(name)).map((name) => `${op} runs ${name}`);
    });
    expect(surprises).toEqual([]);
  });
});

/** What no backend is without. */
const elementary = [
  ...['Add', 'Sub', 'Multiply', 'RealDiv', 'Neg', 'Square', 'Sqrt', 'Rsqrt', 'Pow', 'Exp', 'Log'],
  ...['Sin', 'Cos', 'Sinh', 'Cosh', 'Sigmoid', 'Step', 'Floor', 'Maximum', 'Sum', 'Select'],
  ...['Equal', 'Greater', 'GreaterEqual', 'Less', 'LessEqual', 'LogicalAnd', 'LogicalNot'],
  ...['Cast', 'Identity', 'Reshape', 'ExpandDims', 'ZerosLike'],
  ...['Relu', 'Relu6', 'Elu', 'EluGrad', 'LeakyRelu'],
];

describe('backendReport: errors', () => {
  let current: string;
  beforeAll(() => {
    current = tf.getBackend();
  });

  it('says that no backend is set', () => {
    const engine = tf.engine();
    engine.backendName = '';
    try {
      expect(backendReport).toThrow(
        'backendReport: a backend must be set; got none. Await tf.setBackend(...) or tf.ready() before.',
      );
    } finally {
      engine.backendName = current;
    }
  });
});
