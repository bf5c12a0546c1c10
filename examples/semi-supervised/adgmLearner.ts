/** ADGM as the flags describe it. */
import { type Adgm, adgmTerms, classify, createAdgm, drawAuxiliary } from './models/adgm';
import type { Activation } from './models/network';
import { CLASSES } from './protocol';
import { unitsOf } from './trainM1';
import type { Learner, SemiSupervisedSettings } from './trainSemiSupervised';

/** What ADGM has to be told beside what every training has. */
export interface AdgmSettings extends SemiSupervisedSettings {
  /** As on the command line: `500,500`. */
  readonly hidden: string;
  readonly latentDims: number;
  readonly activation: string;
  readonly batchNorm: boolean;
}

export function createAdgmFrom(
  settings: AdgmSettings,
  inputs: number,
): { readonly adgm: Adgm; readonly learner: Learner } {
  const adgm = createAdgm({
    inputs,
    classes: CLASSES,
    hiddenUnits: unitsOf('hidden', settings.hidden),
    latentDims: settings.latentDims,
    activation: settings.activation as Activation,
    batchNorm: settings.batchNorm,
    seed: settings.seed,
  });
  const { auxiliary, classifier, inference, generator, explain } = adgm;
  const learner: Learner = {
    networks: [auxiliary, classifier, inference, generator, explain],
    terms: (unlabelled, labelled, options) => adgmTerms(adgm, unlabelled, labelled, options),
    logits: (x) => classify(adgm, x, drawAuxiliary(adgm, x)),
  };
  return { adgm, learner };
}
