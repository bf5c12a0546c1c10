import * as tf from '@tensorflow/tfjs-core';
import { type initializers, type LayerVariable, layers, type Shape } from '@tensorflow/tfjs-layers';

/** What a convolution with a padding of its own is made of. */
export interface ConvolutionConfig {
  readonly filters: number;
  readonly kernelSize: number;
  readonly strides: number;
  /** Zeros on each side of the image; for a transposed convolution, rows cut off on each side. */
  readonly padding: number;
  /** The transposed convolution, which enlarges; false unless given. */
  readonly transposed?: boolean;
  readonly inputShape?: Shape;
  /** Makes the initial distribution of a layer with this fan-in. */
  readonly initializer: (fanIn: number) => ReturnType<typeof initializers.randomUniform>;
}

/**
 * A convolution, or a transposed one, with explicit padding as in PyTorch: tfjs-layers knows only
 * `'valid'` and `'same'`, and a layer that pads or crops costs as much time as the convolution.
 */
export class PaddedConvolution extends layers.Layer {
  static get className(): string {
    return 'PaddedConvolution';
  }

  private readonly config: ConvolutionConfig;
  private filter: LayerVariable | undefined;
  private bias: LayerVariable | undefined;

  constructor(config: ConvolutionConfig) {
    const { inputShape } = config;
    super(inputShape ? { inputShape } : {});
    this.config = config;
  }

  override build(inputShape: Shape | Shape[]): void {
    const channels = (inputShape as Shape).at(-1) as number;
    const { filters, kernelSize, transposed = false, initializer } = this.config;
    // The last axis of a filter is that of the convolution's output: here, the layer's input.
    const [inner, outer] = transposed ? [filters, channels] : [channels, filters];
    // Of a transposed convolution, PyTorch takes the output's channels for the fan-in.
    const initial = initializer(inner * kernelSize ** 2);
    const shape = [kernelSize, kernelSize, inner, outer];
    this.filter = this.addWeight('filter', shape, 'float32', initial);
    this.bias = this.addWeight('bias', [filters], 'float32', initializer(inner * kernelSize ** 2));
    super.build(inputShape);
  }

  private outputSize(size: number): number {
    const { kernelSize, strides, padding, transposed = false } = this.config;
    return transposed
      ? (size - 1) * strides + kernelSize - 2 * padding
      : Math.floor((size + 2 * padding - kernelSize) / strides) + 1;
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const [batch, height, width] = inputShape as [number | null, number, number];
    return [batch, this.outputSize(height), this.outputSize(width), this.config.filters];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const { strides, padding, transposed = false } = this.config;
    const images = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor4D;
    const filter = this.filter?.read() as tf.Tensor4D;
    const shape = this.computeOutputShape(images.shape) as [number, number, number, number];
    const convolved = transposed
      ? tf.conv2dTranspose(images, filter, shape, strides, padding)
      : tf.conv2d(images, filter, strides, padding);
    return tf.add(convolved, this.bias?.read() as tf.Tensor);
  }
}
