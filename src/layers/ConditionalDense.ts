import type { serialization, Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { checkCount } from '../internal/checks/checkCount';
import { invalidType } from '../internal/checks/invalidArgument';

type LayerArgs = NonNullable<ConstructorParameters<typeof tfl.layers.Layer>[0]>;
type DenseArgs = Parameters<typeof tfl.layers.dense>[0];

/** The configuration of the layer `ConditionalDense`. */
export interface ConditionalDenseConfig extends LayerArgs {
  /** The size of the output. */
  readonly units: number;
  /** Whether to add a bias; true unless given. */
  readonly useBias?: boolean;
  /** Of the weights of the input, [dims, units]; Glorot's uniform unless given. */
  readonly kernelInitializer?: DenseArgs['kernelInitializer'];
  /** Of the weights of the condition, [conditions, units]; Glorot's uniform unless given. */
  readonly conditionInitializer?: DenseArgs['kernelInitializer'];
}

/** `[null, 2]`: the size of the batch is not known before the model runs. */
const describeOpenShape = (shape: tfl.Shape): string =>
  `[${shape.map((size) => size ?? 'null').join(', ')}]`;

/** The shapes of input and condition. */
function checkInputShapes(inputShape: tfl.Shape | tfl.Shape[]): [tfl.Shape, tfl.Shape] {
  const isList = inputShape.some(Array.isArray);
  const shapes = (isList ? inputShape : [inputShape]) as tfl.Shape[];
  const [input, condition] = shapes;
  const rows = input?.[0] ?? null;
  const conditionRows = condition?.[0] ?? null;
  const groups = rows === null || conditionRows === null ? 1 : conditionRows / rows;
  const fit =
    shapes.length === 2 &&
    shapes.every((shape) => shape.length === 2) &&
    (rows === conditionRows || (Number.isInteger(groups) && groups > 0));
  if (input !== undefined && condition !== undefined && fit) return [input, condition];
  throw invalidType(
    'ConditionalDense',
    'inputs must be [input, condition], [batch, dims] and [groups * batch, conditions]',
    shapes.map(describeOpenShape).join(', '),
    'Apply the layer to the list of both, with a condition for every row or for every row of every group.',
  );
}

/**
 * A dense layer of an input and a condition, such as a label, that multiplies each of them once.
 *
 * Formula: `x W + y V + b`, which is a dense layer of the concatenation `[x, y]`, evaluated without
 * it: row `g * batch + r` of the result is `x_r W + y_(g * batch + r) V + b`.
 *
 * Shape: inputs `[input, condition]` are `[batch, dims]` and `[groups * batch, conditions]`; the
 * output is `[groups * batch, units]`. One group is a condition for every row. With the labels of
 * `enumerateLabels` there are as many groups as classes, and the product of the input, by far the
 * larger one, is computed for `batch` rows instead of `classes * batch`.
 *
 * Range: any real number.
 *
 * Numerics: sums in another order than a dense layer of the concatenation, which it equals to the
 * rounding of float32.
 *
 * Gradient: to the input, summed over the groups; to the condition, row by row; to the weights.
 *
 * @param config `units`, `useBias` (true), `kernelInitializer`, `conditionInitializer`, and what
 * every layer takes
 * @throws RangeError if `units` is not a positive integer
 * @throws TypeError if the inputs are not two matrices whose rows fit
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs-core';
 * import { enumerateLabels } from 'variate';
 * import { ConditionalDense } from 'variate/layers';
 *
 * const images = tf.ones([100, 784]);
 * const { labels } = enumerateLabels(images, 10); // [1000, 10]
 * const hidden = new ConditionalDense({ units: 500 }).apply([images, labels]) as tf.Tensor;
 * console.log(hidden.shape); // [ 1000, 500 ]
 * ```
 * @see Kingma et al. 2014, Semi-supervised Learning with Deep Generative Models, section 2.1,
 * https://arxiv.org/abs/1406.5298. Test: tfjs's dense layer of the concatenation.
 */
export class ConditionalDense extends tfl.layers.Layer {
  /** The name under which models are saved, also in a minified program. */
  static get className(): string {
    return 'ConditionalDense';
  }

  private readonly units: number;
  private readonly useBias: boolean;
  private readonly onInput: tfl.layers.Layer;
  private readonly onCondition: tfl.layers.Layer;

  constructor(config: ConditionalDenseConfig) {
    const { units, useBias = true, kernelInitializer, conditionInitializer, ...rest } = config;
    checkCount('ConditionalDense', 'units', units, 1, 'It is the size of the output.');
    super(rest);
    this.units = units;
    this.useBias = useBias;
    const dense = (part: string, own: Omit<DenseArgs, 'units'>) =>
      tfl.layers.dense({ name: `${this.name}_${part}`, units, ...own });
    this.onInput = dense('input', { useBias, ...(kernelInitializer && { kernelInitializer }) });
    this.onCondition = dense('condition', {
      useBias: false,
      ...(conditionInitializer && { kernelInitializer: conditionInitializer }),
    });
  }

  override build(inputShape: tfl.Shape | tfl.Shape[]): void {
    const [input, condition] = checkInputShapes(inputShape);
    // Applied and not only built: the names of weights take the name of the layer in apply.
    this.onInput.apply(tfl.input({ batchShape: input }));
    this.onCondition.apply(tfl.input({ batchShape: condition }));
    this.trainableWeights = [
      ...this.onInput.trainableWeights,
      ...this.onCondition.trainableWeights,
    ];
    super.build(inputShape);
  }

  override computeOutputShape(inputShape: tfl.Shape | tfl.Shape[]): tfl.Shape {
    const [, condition] = checkInputShapes(inputShape);
    return [condition[0] ?? null, this.units];
  }

  override call(inputs: Tensor | Tensor[]): Tensor {
    checkInputShapes(Array.isArray(inputs) ? inputs.map(({ shape }) => shape) : inputs.shape);
    return tf.tidy(() => {
      const [input, condition] = inputs as [Tensor, Tensor];
      // Not the fused products of the dense layers: their gradients go to constant inputs as well.
      const [kernel, bias] = this.onInput.weights.map((weight) => weight.read()) as [
        Tensor,
        Tensor?,
      ];
      const product = tf.matMul(input, kernel);
      const ofInput = bias ? tf.add(product, bias) : product;
      const ofCondition = tf.matMul(condition, this.onCondition.weights[0]?.read() as Tensor);
      if (input.shape[0] === condition.shape[0]) return tf.add(ofInput, ofCondition);
      const inGroups = tf.reshape(ofCondition, [-1, ...ofInput.shape]);
      return tf.reshape(tf.add(inGroups, ofInput), ofCondition.shape);
    });
  }

  override getConfig(): serialization.ConfigDict {
    const { units, useBias } = this;
    return {
      ...super.getConfig(),
      units,
      useBias,
      kernelInitializer: this.onInput.getConfig()['kernelInitializer'] ?? null,
      conditionInitializer: this.onCondition.getConfig()['kernelInitializer'] ?? null,
    };
  }
}
