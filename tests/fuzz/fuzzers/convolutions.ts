import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import type { FuzzCase, Fuzzers } from '../FuzzCase';
import {
  type Convolution,
  convolutionInfo,
  convolutions,
  trainableConvolutions,
} from '../geometry/images';
import { floats, ordinary } from '../operands';
import { finish, layerCase } from './products';

type DataFormat = 'NHWC' | 'NCHW';

const dataFormats = fc.constantFrom<DataFormat>('NHWC', 'NHWC', 'NCHW');

/** Padding given axis by axis names the axes of its data format. */
const padOf = ({ pad }: Convolution, dataFormat: DataFormat): string =>
  (Array.isArray(pad) && dataFormat === 'NCHW' ? [pad[0], pad[3], pad[1], pad[2]] : pad) as string;

const inFormat = (shape: readonly number[], dataFormat: DataFormat): number[] => {
  const [batch, height, width, channels] = shape as [number, number, number, number];
  return dataFormat === 'NHWC' ? [...shape] : [batch, channels, height, width];
};

function attrsOf(convolution: Convolution, dataFormat: DataFormat) {
  const [strides, dilations] = [[...convolution.strides], [...convolution.dilations]];
  return { strides, dilations, pad: padOf(convolution, dataFormat), dataFormat };
}

// Padding is a pixel of zeros, which a filter that is not finite makes NaN of: filters are finite.

const conv2D = fc.tuple(convolutions, dataFormats).chain(([convolution, dataFormat]) => {
  const { inShape, filterShape } = convolutionInfo(convolution);
  return fc.record<FuzzCase>({
    inputs: fc.record({
      x: floats(inFormat(inShape, dataFormat)),
      filter: floats(filterShape, ordinary),
    }),
    attrs: fc.constant(attrsOf(convolution, dataFormat)),
    magnitude: fc.constant('sums' as const),
  });
});

const fusedConv2D = convolutions.chain((convolution) => {
  const { inShape, filterShape, outChannels } = convolutionInfo(convolution);
  return fc
    .record({
      x: floats(inShape),
      filter: floats(filterShape, ordinary),
      finish: finish(outChannels),
    })
    .map(({ finish, ...operands }) => {
      const attrs = attrsOf(convolution, 'NHWC');
      return layerCase(operands, attrs, finish, ({ x, filter }) =>
        tf
          .engine()
          .runKernel<Tensor>(tf.Conv2D, { x: x as Tensor, filter: filter as Tensor }, attrs),
      );
    });
});

const conv2DBackpropFilter = fc
  .tuple(trainableConvolutions, dataFormats)
  .chain(([convolution, dataFormat]) => {
    const { inShape, outShape, filterShape } = convolutionInfo(convolution);
    return fc.record<FuzzCase>({
      inputs: fc.record({
        x: floats(inFormat(inShape, dataFormat)),
        dy: floats(inFormat(outShape, dataFormat), ordinary),
      }),
      attrs: fc.constant({ ...attrsOf(convolution, dataFormat), filterShape }),
      magnitude: fc.constant('sums' as const),
    });
  });

const conv2DBackpropInput = fc
  .tuple(trainableConvolutions, dataFormats)
  .chain(([convolution, dataFormat]) => {
    const { inShape, outShape, filterShape } = convolutionInfo(convolution);
    return fc.record<FuzzCase>({
      inputs: fc.record({
        dy: floats(inFormat(outShape, dataFormat)),
        filter: floats(filterShape, ordinary),
      }),
      attrs: fc.constant({
        ...attrsOf(convolution, dataFormat),
        inputShape: inFormat(inShape, dataFormat),
      }),
      magnitude: fc.constant('sums' as const),
    });
  });

/** Convolutions of images, and their gradients. */
export const convolutionFuzzers: Fuzzers = {
  [tf.Conv2D]: conv2D,
  [tf.FusedConv2D]: fusedConv2D,
  [tf.Conv2DBackpropFilter]: conv2DBackpropFilter,
  [tf.Conv2DBackpropInput]: conv2DBackpropInput,
};
