import { describeValue } from './describe';
import { invalidType } from './invalidArgument';

type Step = (...args: never[]) => unknown;

interface Steps {
  readonly view: readonly Step[];
  readonly pairedView: readonly Step[];
}

const isSteps = (value: unknown): value is readonly Step[] =>
  Array.isArray(value) && value.every((step) => typeof step === 'function');

/** Throws unless `value` lists the steps of two views, or of each; returns those of each. */
export function checkPipeline(fn: string, value: unknown): Steps {
  if (isSteps(value)) return { view: value, pairedView: value };
  const steps = value as Partial<Steps> | null | undefined;
  if (isSteps(steps?.view) && isSteps(steps.pairedView)) return steps as Steps;
  throw invalidType(
    fn,
    'pipeline must be an array of functions (images, key), or { view, pairedView } of two of them',
    describeValue(value),
    'Bind the options of a step: (images, key) => warpImages(images, key, { rotation: 0.4 }).',
  );
}
