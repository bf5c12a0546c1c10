import type { KernelFunc, SumAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { WasmKernels } from '../../runtime/WasmKernels';
import type { KernelRecipe, KernelsOn } from '../KernelRecipe';
import { ofFloats } from '../ofFloats';
import { reduceNothing } from '../reduceNothing';
import { withIntermediates } from '../withIntermediates';

/** Axes in ascending order as runs of successive ones: `[0, 1, 3]` as `[[0, 1], [3]]`. */
function runsOf(axes: readonly number[]): number[][] {
  const runs: number[][] = [];
  for (const axis of axes) {
    const last = runs.at(-1);
    if (last?.at(-1) === axis - 1) last.push(axis);
    else runs.push([axis]);
  }
  return runs;
}

/** The sum or mean over successive axes, which are kept with size 1. */
function sumRun(
  x: TensorInfo,
  axes: readonly number[],
  isMean: boolean,
  kernels: WasmKernels,
): TensorInfo {
  const first = axes[0] as number;
  const end = first + axes.length;
  const outer = tf.util.sizeFromShape(x.shape.slice(0, first));
  const length = tf.util.sizeFromShape(x.shape.slice(first, end));
  const inner = tf.util.sizeFromShape(x.shape.slice(end));
  const at = kernels.addressOf(x);
  const workspace = kernels.workspace(kernels.run.sumAxisWorkspaceBytes(inner));
  const output = kernels.allocate(x.shape.map((size, axis) => (axes.includes(axis) ? 1 : size)));
  // The mean of no numbers is NaN: zero times infinity.
  const scale = isMean ? 1 / length : 1;
  kernels.run.sumAxis(at, outer, length, inner, scale, kernels.addressOf(output), workspace);
  return output;
}

function sumRecipe(kernelName: string, isMean: boolean): KernelRecipe {
  const kernelFunc =
    (stock: KernelFunc, kernelsOn: KernelsOn): KernelFunc =>
    (params) => {
      const { x } = params.inputs as { x: TensorInfo };
      const attrs = params.attrs as unknown as SumAttrs;
      const axes = tf.util.parseAxisParam(attrs.axis, x.shape).sort((a, b) => a - b);
      const kernels = kernelsOn(params.backend);
      if (x.dtype !== 'float32' || axes.length === 0) {
        // The stock kernel leaves a sum of nothing unwritten, or divides by zero.
        return x.shape.includes(0) ? reduceNothing(x, attrs, 0, kernels) : stock(params);
      }
      return withIntermediates(kernels.backend, (intermediate) => {
        const [lastRun, ...others] = runsOf(axes).reverse() as [number[], ...number[][]];
        let sum = sumRun(x, lastRun, isMean, kernels);
        for (const run of others) sum = sumRun(intermediate(sum), run, isMean, kernels);
        const shape = attrs.keepDims
          ? sum.shape
          : sum.shape.filter((_, index) => !axes.includes(index));
        return { ...sum, shape };
      });
    };
  return {
    kernelName,
    why: 'The stock kernel adds float32 numbers one by one, so that a long sum stops growing, and transposes to sum over leading axes.',
    create: (stock, kernelsOn) => {
      if (!stock) return undefined;
      const kernel = kernelFunc(stock, kernelsOn);
      // The mean of integers is a real number.
      return isMean ? ofFloats(kernel) : kernel;
    },
  };
}

/** Sums and means. */
export const sums: readonly KernelRecipe[] = [
  /* @__PURE__ */ sumRecipe(tf.Sum, false),
  /* @__PURE__ */ sumRecipe(tf.Mean, true),
];
