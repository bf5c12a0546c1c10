import type { Tensor } from '@tensorflow/tfjs-core';
import { checkCount } from './checks/checkCount';
import { checkOptions } from './checks/checkOptions';
import { checkSameShape } from './checks/checkSameShape';
import { describeShape, describeShapes } from './checks/describe';
import { invalidType } from './checks/invalidArgument';
import { type LossOptions, lossOptionNames, type Reduction } from './reduction';
import { sameShape } from './sameShape';

/** The options that a likelihood takes. */
export interface LikelihoodOptions<R extends Reduction = Reduction> extends LossOptions<R> {
  /**
   * How many times the parameters repeat the target: `[targetRepeats * batch, ...event]`, as labels
   * are enumerated, or `[targetRepeats, batch, ...event]`, as samples are drawn, against a target
   * `[batch, ...event]`. The target is not copied. A mask may have the shape of either.
   */
  readonly targetRepeats?: number;
}

/** The options of a likelihood, checked as far as they concern the target. */
export interface SplitOptions<R extends Reduction> {
  /** Undefined where the target has the shape of the parameters. */
  readonly targetRepeats: number | undefined;
  readonly lossOptions: LossOptions<R>;
}

/** The likely fix where the rows of the parameters are a multiple of those of the target. */
function repetitionFix(target: Tensor, parameter: Tensor): string | undefined {
  const repeats = parameter.size / target.size;
  const isMultiple =
    Number.isInteger(repeats) &&
    repeats > 1 &&
    layoutsOf(target, repeats).some((layout) => sameShape(layout, parameter.shape));
  return isMultiple
    ? `Check that both come from the same batch and the same features, or pass targetRepeats: ${repeats} for a target that all repetitions share.`
    : undefined;
}

/** The shapes of parameters that repeat the target: by labels, and by samples. */
function layoutsOf({ shape }: Tensor, repeats: number): readonly number[][] {
  const [batch, ...event] = shape;
  const bySamples = [repeats, ...shape];
  return batch === undefined ? [bySamples] : [[repeats * batch, ...event], bySamples];
}

/**
 * Takes `targetRepeats` out of the options, and throws unless the target, repeated so many times, has
 * the shape of the named parameter.
 */
export function splitTargetRepeats<R extends Reduction>(
  fn: string,
  target: Tensor,
  parameter: Readonly<Record<string, Tensor>>,
  options: LikelihoodOptions<R>,
): SplitOptions<R> {
  checkOptions(fn, options, [...lossOptionNames, 'targetRepeats']);
  const { targetRepeats, ...lossOptions } = options;
  const [name, tensor] = Object.entries(parameter)[0] as [string, Tensor];
  if (targetRepeats === undefined) {
    checkSameShape(fn, { target, ...parameter }, repetitionFix(target, tensor));
    return { targetRepeats, lossOptions };
  }
  checkCount(fn, 'targetRepeats', targetRepeats, 1, 'It counts the labels, or the samples.');
  const layouts = layoutsOf(target, targetRepeats);
  if (!layouts.some((layout) => sameShape(layout, tensor.shape))) {
    throw invalidType(
      fn,
      `${name} must have the shape of target repeated ${targetRepeats} times, ${layouts.map(describeShape).join(' or ')}`,
      describeShapes({ target, ...parameter }),
      'Pass the number of labels that were enumerated, or of samples that were drawn.',
    );
  }
  return { targetRepeats, lossOptions };
}
