import * as tf from '@tensorflow/tfjs-core';
import { float32Kernel } from '../float32Kernel';
import { valuesInPlace } from '../valuesInPlace';
import { elementsSeen } from './elementsSeen';
import { forEachTap } from './forEachTap';
import { type PoolAttrs, poolGeometry } from './poolGeometry';

/** The gradient of an average pool over volumes. */
export const avgPool3DGrad = /* @__PURE__ */ float32Kernel(
  tf.AvgPool3DGrad,
  'The stock kernel divides by the size of the window also where that reaches into the padding.',
  ['dy', 'input'],
  ({ dy, input }, attrs: PoolAttrs, kernels) => {
    const { geometry } = poolGeometry(input.shape, attrs);
    const gradient = kernels.allocate(input.shape);
    const channels = input.shape.at(-1) as number;
    const counts = elementsSeen(geometry);
    const [dyValues, total] = valuesInPlace(kernels, dy, gradient);
    total.fill(0);
    forEachTap(geometry, (rows) => {
      for (let position = 0; position < rows.length; position++) {
        const row = rows[position] as number;
        if (row < 0) continue;
        const share = 1 / (counts[position] as number);
        for (let channel = 0; channel < channels; channel++) {
          const to = row * channels + channel;
          const from = position * channels + channel;
          total[to] = (total[to] as number) + share * (dyValues[from] as number);
        }
      }
    });
    return gradient;
  },
);
