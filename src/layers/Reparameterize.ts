import type { serialization, Tensor } from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { checkSeed } from '../internal/checks/checkSeed';
import { describeValue } from '../internal/checks/describe';
import { invalidType } from '../internal/checks/invalidArgument';
import { childKey } from '../internal/childKey';
import { freshKey } from '../internal/freshKey';
import type { RandomKey } from '../internal/key';
import { randomKey } from '../sampling/randomKey';
import { reparameterize } from '../sampling/reparameterize';

type LayerArgs = NonNullable<ConstructorParameters<typeof tfl.layers.Layer>[0]>;

/** The configuration of the layer `Reparameterize`. */
export interface ReparameterizeConfig extends LayerArgs {
  /** Makes the stream of samples reproducible; fresh entropy unless given. */
  readonly seed?: number;
  /** Whether to draw outside of training too, instead of returning the mean; false unless given. */
  readonly sampleAtInference?: boolean;
}

/** `[null, 2]`: the size of the batch is not known before the model runs. */
const describeOpenShape = (shape: tfl.Shape): string =>
  `[${shape.map((size) => size ?? 'null').join(', ')}]`;

/** The shape of the output, that of the mean; a size that is not known yet (null) fits any. */
function checkInputShapes(inputShape: tfl.Shape | tfl.Shape[]): tfl.Shape {
  const isList = inputShape.some(Array.isArray);
  const shapes = (isList ? inputShape : [inputShape]) as tfl.Shape[];
  const [mean, logVar] = shapes;
  const fits = (size: number | null, other: number | null | undefined): boolean =>
    size === other || size === null || other === null;
  const agree =
    shapes.length === 2 &&
    mean?.length === logVar?.length &&
    mean?.every((size, axis) => fits(size, logVar?.[axis]));
  if (mean !== undefined && agree) return mean;
  throw invalidType(
    'Reparameterize',
    'inputs must be [mean, logVar], two tensors of one shape',
    shapes.map(describeOpenShape).join(', '),
    'Apply the layer to the list of both, the outputs of two dense layers for example.',
  );
}

/**
 * A layer that draws a latent sample from its posterior: `reparameterize` for models of
 * tfjs-layers.
 *
 * Formula: in training `z = mean + exp(logVar / 2) noise` with `noise ~ N(0, I)`; otherwise
 * `z = mean`, unless `sampleAtInference`.
 *
 * Shape: inputs `[mean, logVar]` of one shape, which is the shape of the output.
 *
 * Range: any real number.
 *
 * Numerics: those of `reparameterize`. With a seed, draw number `n` of the layer has a key of its own
 * derived from the seed and `n`, so a run repeats on every backend; two layers need two seeds.
 * `draws` counts them: it is not part of the configuration, so a checkpoint that continues the
 * stream stores and restores it.
 *
 * Gradient: that of `reparameterize` in training, that of the mean otherwise.
 *
 * @param config `seed`, an integer from 0 to 2^53 - 1 (absent: fresh entropy), `sampleAtInference`
 * (false), and what every layer takes
 * @throws RangeError if the seed is not such an integer
 * @throws TypeError if `sampleAtInference` is not a boolean, or the inputs are not two tensors of one
 * shape
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs-core';
 * import * as tfl from '@tensorflow/tfjs-layers';
 * import { registerLayers, Reparameterize } from 'variate/layers';
 *
 * registerLayers(); // lets tfl.loadLayersModel find the layer
 * const input = tfl.input({ shape: [4] });
 * const mean = tfl.layers.dense({ units: 2 }).apply(input) as tfl.SymbolicTensor;
 * const logVar = tfl.layers.dense({ units: 2 }).apply(input) as tfl.SymbolicTensor;
 * const z = new Reparameterize({ seed: 7 }).apply([mean, logVar]) as tfl.SymbolicTensor;
 * const encoder = tfl.model({ inputs: input, outputs: z });
 * console.log((encoder.predict(tf.zeros([3, 4])) as tf.Tensor).shape); // [ 3, 2 ]
 * ```
 * @see Kingma and Welling 2014, Auto-Encoding Variational Bayes, equation 10,
 * https://arxiv.org/abs/1312.6114.
 */
export class Reparameterize extends tfl.layers.Layer {
  /** The name under which models are saved, also in a minified program. */
  static get className(): string {
    return 'Reparameterize';
  }

  /** How many samples the layer has drawn. */
  draws = 0;

  private readonly seed: number | undefined;
  private readonly sampleAtInference: boolean;
  private readonly key: RandomKey;

  constructor(config: ReparameterizeConfig = {}) {
    const { seed, sampleAtInference = false } = config;
    if (seed !== undefined) checkSeed('Reparameterize', seed);
    if (typeof sampleAtInference !== 'boolean') {
      throw invalidType(
        'Reparameterize',
        'sampleAtInference must be true or false',
        describeValue(sampleAtInference),
        'Leave it out to sample in training only.',
      );
    }
    super(config);
    this.seed = seed;
    this.sampleAtInference = sampleAtInference;
    this.key = seed === undefined ? freshKey() : randomKey(seed);
  }

  override build(inputShape: tfl.Shape | tfl.Shape[]): void {
    checkInputShapes(inputShape);
    super.build(inputShape);
  }

  override computeOutputShape(inputShape: tfl.Shape | tfl.Shape[]): tfl.Shape {
    return checkInputShapes(inputShape);
  }

  override call(inputs: Tensor | Tensor[], kwargs: Readonly<Record<string, unknown>> = {}): Tensor {
    checkInputShapes(Array.isArray(inputs) ? inputs.map(({ shape }) => shape) : inputs.shape);
    const [mean, logVar] = inputs as [Tensor, Tensor];
    if (kwargs['training'] !== true && !this.sampleAtInference) return mean;
    return reparameterize({ mean, logVar }, { key: childKey(this.key, this.draws++) });
  }

  override getConfig(): serialization.ConfigDict {
    const { sampleAtInference, seed } = this;
    const own = seed === undefined ? { sampleAtInference } : { sampleAtInference, seed };
    return { ...super.getConfig(), ...own };
  }
}
