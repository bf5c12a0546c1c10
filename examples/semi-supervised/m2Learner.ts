/** M2 as the flags describe it. */
import { classify, createM2, type M2, type M2Shape } from './models/m2';
import type { Activation } from './models/network';
import { m2Terms } from './models/objective';
import { CLASSES } from './protocol';
import { unitsOf } from './trainM1';
import type { Learner, SemiSupervisedSettings } from './trainSemiSupervised';

/** What M2 has to be told beside what every training has. */
export interface M2Settings extends SemiSupervisedSettings {
  /** As on the command line: `500`. */
  readonly hidden: string;
  readonly classifierHidden: string;
  readonly latentDims: number;
  readonly activation: string;
  readonly classifierNorm: boolean;
  readonly encoderNorm: boolean;
  readonly decoderNorm: boolean;
}

export function createM2From(
  settings: M2Settings,
  inputs: number,
  likelihood: M2Shape['likelihood'],
): { readonly m2: M2; readonly learner: Learner } {
  const m2 = createM2({
    inputs,
    classes: CLASSES,
    hiddenUnits: unitsOf('hidden', settings.hidden),
    classifierUnits: unitsOf('classifier-hidden', settings.classifierHidden),
    latentDims: settings.latentDims,
    likelihood,
    activation: settings.activation as Activation,
    classifierNorm: settings.classifierNorm,
    encoderNorm: settings.encoderNorm,
    decoderNorm: settings.decoderNorm,
    seed: settings.seed,
  });
  const learner: Learner = {
    networks: [m2.classifier, m2.inference, m2.generator],
    terms: (unlabelled, labelled, options) => m2Terms(m2, unlabelled, labelled, options),
    logits: (x) => classify(m2, x),
  };
  return { m2, learner };
}
