import type { NamedTensorMap, Tensor, Variable } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { adamUpdate } from './adamUpdate';

/** The numbers that decide an `ResumableAdam`. */
export interface AdamConfig {
  /** The step size, above 0. */
  readonly learningRate: number;
  /** The decay of the first moment, in [0, 1). */
  readonly beta1: number;
  /** The decay of the second moment, in [0, 1). */
  readonly beta2: number;
  /** What is added to the root of the second moment, above 0. */
  readonly epsilon: number;
}

/** tfjs's name for a tensor with its name, which its root does not export. */
type NamedTensor = Awaited<ReturnType<tf.Optimizer['saveIterations']>>;

interface Moments {
  readonly first: Variable;
  readonly second: Variable;
}

const FIRST = '/m';
const SECOND = '/v';

/** What `adam` returns; see there. */
export class ResumableAdam extends tf.Optimizer {
  /** The step size; assign to it to follow a schedule. */
  learningRate: number;
  /** The decay of the first moment. */
  readonly beta1: number;
  /** The decay of the second moment. */
  readonly beta2: number;
  /** What is added to the root of the second moment. */
  readonly epsilon: number;
  private readonly moments = new Map<string, Moments>();

  constructor({ learningRate, beta1, beta2, epsilon }: AdamConfig) {
    super();
    this.learningRate = learningRate;
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
  }

  static get className(): string {
    return 'VariateAdam';
  }

  /** One step for every variable that has a gradient. */
  override applyGradients(gradients: NamedTensorMap | NamedTensor[]): void {
    const named: readonly (readonly [string, Tensor | null])[] = Array.isArray(gradients)
      ? gradients.map(({ name, tensor }) => [name, tensor] as const)
      : Object.entries(gradients);
    this.incrementIterations();
    // Both bias corrections folded into two numbers: the loop below has no scalar tensors in it.
    const secondCorrection = Math.sqrt(1 - this.beta2 ** this.iterations);
    const step = {
      beta1: this.beta1,
      beta2: this.beta2,
      rate: (this.learningRate * secondCorrection) / (1 - this.beta1 ** this.iterations),
      epsilon: this.epsilon * secondCorrection,
    };
    tf.tidy(() => {
      for (const [name, gradient] of named) {
        const variable = tf.engine().registeredVariables[name];
        if (variable === undefined || gradient == null) continue;
        const { first, second } = this.momentsOf(variable);
        const updated = adamUpdate({ variable, first, second, gradient }, step);
        first.assign(updated.first);
        second.assign(updated.second);
        variable.assign(updated.variable);
      }
    });
  }

  /** The step count and both moments of every variable: all that a resumed run needs. */
  override async getWeights(): Promise<NamedTensor[]> {
    const moments = [...this.moments];
    return [
      await this.saveIterations(),
      ...moments.map(([name, { first }]) => ({ name: name + FIRST, tensor: first as Tensor })),
      ...moments.map(([name, { second }]) => ({ name: name + SECOND, tensor: second as Tensor })),
    ];
  }

  /** Takes up what `getWeights` gave; the tensors stay the caller's. */
  override async setWeights(weights: NamedTensor[]): Promise<void> {
    const tensors = await this.extractIterations(weights);
    const byName = new Map(tensors.map(({ name, tensor }) => [name, tensor]));
    this.disposeMoments();
    for (const [name, first] of byName) {
      if (!name.endsWith(FIRST)) continue;
      const variableName = name.slice(0, -FIRST.length);
      const second = byName.get(variableName + SECOND);
      if (second === undefined) continue;
      this.moments.set(variableName, {
        first: tf.variable(first, false),
        second: tf.variable(second, false),
      });
    }
  }

  override getConfig(): { [Name in keyof AdamConfig]: number } {
    const { learningRate, beta1, beta2, epsilon } = this;
    return { learningRate, beta1, beta2, epsilon };
  }

  static override fromConfig<T extends tf.serialization.Serializable>(
    cls: tf.serialization.SerializableConstructor<T>,
    config: tf.serialization.ConfigDict,
  ): T {
    return new cls(config);
  }

  override dispose(): void {
    this.disposeMoments();
  }

  private momentsOf(variable: Variable): Moments {
    const known = this.moments.get(variable.name);
    if (known !== undefined) return known;
    const created = {
      first: tf.variable(tf.zerosLike(variable), false),
      second: tf.variable(tf.zerosLike(variable), false),
    };
    this.moments.set(variable.name, created);
    return created;
  }

  private disposeMoments(): void {
    for (const { first, second } of this.moments.values()) {
      first.dispose();
      second.dispose();
    }
    this.moments.clear();
  }
}
