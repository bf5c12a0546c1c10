import { checkOptions } from '../internal/checks/checkOptions';
import { describeValue } from '../internal/checks/describe';
import { invalidRange, invalidType } from '../internal/checks/invalidArgument';

/** How a `ramp` gets from one value to the other. */
export type RampShape = 'linear' | 'cosine' | 'exponential';

/** The two values of `ramp`, and the steps between which it leads from one to the other. */
export interface RampOptions {
  /** The value up to step `start`. */
  readonly from: number;
  /** The value from step `end` on. */
  readonly to: number;
  /** The step at which the value begins to change; 0 unless given. */
  readonly start?: number;
  /** The step at which the value has arrived, not before `start`. */
  readonly end: number;
  /** Along a line, half a cosine, or by equal factors; `'linear'` unless given. */
  readonly shape?: RampShape;
}

const shapes: readonly RampShape[] = ['linear', 'cosine', 'exponential'];

function checkRamp(step: number, options: RampOptions): void {
  checkOptions('ramp', options, ['from', 'to', 'start', 'end', 'shape']);
  const { from, to, start = 0, end, shape = 'linear' } = options;
  if (!shapes.includes(shape)) {
    throw invalidType(
      'ramp',
      `shape must be one of ${shapes.map((name) => `'${name}'`).join(', ')}`,
      describeValue(shape),
      "Leave it out for 'linear'.",
    );
  }
  for (const [name, value] of Object.entries({ step, from, to, start, end })) {
    if (typeof value === 'number' && Number.isFinite(value)) continue;
    throw invalidRange(
      'ramp',
      `${name} must be a finite number`,
      describeValue(value),
      'Write ramp(step, { from: 0, to: 1, end: 1000 }).',
    );
  }
  if (end < start) {
    throw invalidRange(
      'ramp',
      'end must not come before start',
      `start ${start}, end ${end}`,
      'The value changes from step start to step end.',
    );
  }
  if (shape === 'exponential' && !(from * to > 0)) {
    throw invalidRange(
      'ramp',
      "from and to must be of one sign, and not zero, for the shape 'exponential'",
      `from ${from}, to ${to}`,
      'Equal factors lead neither to zero nor past it.',
    );
  }
}

/**
 * A number that goes from one value to another over the steps of a training: the weight of a
 * divergence that is warmed up, or a learning rate that decays.
 *
 * Formula: with `t = (step - start) / (end - start)`, held in [0, 1]: `'linear'` `from + (to - from) t`,
 * `'cosine'` `from + (to - from) (1 - cos(pi t)) / 2`, `'exponential'` `from (to / from)^t`.
 *
 * Shape: a number for a number.
 *
 * Range: between `from` and `to`, which it takes exactly up to `start` and from `end` on. Where
 * both are one step, that step has `to`.
 *
 * Numerics: float64, and a pure function of the step: a resumed training goes on with the same value.
 *
 * @param step the number of steps taken so far
 * @param options `from`, `to`, `start` (0), `end`, `shape` (`'linear'`)
 * @returns the value at that step
 * @throws TypeError if an option or the shape is unknown
 * @throws RangeError if a number is not finite, `end` is before `start`, or an exponential ramp would
 * have to reach zero or cross it
 * @example
 * ```ts
 * import { ramp } from 'variate';
 *
 * const klWeight = (step: number) => ramp(step, { from: 0, to: 1, end: 1000 });
 * console.log(klWeight(250)); // 0.25
 * const learningRate = (step: number) =>
 *   ramp(step, { from: 1e-3, to: 1e-5, start: 500, end: 1500, shape: 'exponential' });
 * console.log(learningRate(1000)); // 0.0001
 * ```
 * @see Bowman et al. 2016, Generating Sentences from a Continuous Space, section 3.1,
 * https://arxiv.org/abs/1511.06349, for the warm-up of the divergence; Loshchilov and Hutter 2017,
 * SGDR: Stochastic Gradient Descent with Warm Restarts, equation 5,
 * https://arxiv.org/abs/1608.03983, for the cosine.
 */
export function ramp(step: number, options: RampOptions): number {
  checkRamp(step, options);
  const { from, to, start = 0, end, shape = 'linear' } = options;
  if (step >= end) return to;
  if (step <= start) return from;
  const t = (step - start) / (end - start);
  if (shape === 'exponential') return from * (to / from) ** t;
  return from + (to - from) * (shape === 'cosine' ? (1 - Math.cos(Math.PI * t)) / 2 : t);
}
