import * as tf from '@tensorflow/tfjs-core';
import { float32Kernel } from '../float32Kernel';
import { valuesInPlace } from '../valuesInPlace';
import { type PoolAttrs, poolGeometry } from './poolGeometry';
import { windowMaxima } from './windowMaxima';

/** Maximum pools over volumes. */
export const maxPool3D = /* @__PURE__ */ float32Kernel(
  tf.MaxPool3D,
  'The stock kernel returns 0 for every window whose values are all negative.',
  ['x'],
  ({ x }, attrs: PoolAttrs, kernels) => {
    const { geometry, outShape } = poolGeometry(x.shape, attrs);
    const pooled = kernels.allocate(outShape);
    const [from, to] = valuesInPlace(kernels, x, pooled);
    to.set(windowMaxima(from, x.shape.at(-1) as number, geometry).values);
    return pooled;
  },
);
