import type { Whitening } from './covariance/whitener';
import type {
  CovarianceForm,
  GaussianClassDiagnostics,
  GaussianModel,
} from './multivariateGaussianClassifier';

/** A whitening with its arrays as plain ones. */
export type WhiteningJSON = {
  readonly [Form in Whitening['form']]: {
    readonly [Key in keyof Extract<Whitening, { form: Form }>]: Extract<
      Whitening,
      { form: Form }
    >[Key] extends Float64Array
      ? readonly number[]
      : Extract<Whitening, { form: Form }>[Key];
  };
}[Whitening['form']];

/** A Gaussian classifier as plain data. */
export interface GaussianClassifierJSON {
  /** Tells these records from others. */
  readonly format: 'variate/GaussianClassifier';
  /** The version of the layout. */
  readonly version: 1;
  /** The structure of the covariances. */
  readonly covariance: CovarianceForm;
  /** Whether logits contain the log-determinants. */
  readonly logDeterminant: boolean;
  /** The class ids. */
  readonly classes: readonly number[];
  /** The prior of each class. */
  readonly priors: readonly number[];
  /** The mean of each class. */
  readonly means: readonly (readonly number[])[];
  /** The maps that turn each covariance, or the one of all, into the identity. */
  readonly whitenings: readonly WhiteningJSON[];
  /** What explains each class. */
  readonly diagnostics: readonly GaussianClassDiagnostics[];
}

function whiteningToJSON(whitening: Whitening): WhiteningJSON {
  switch (whitening.form) {
    case 'triangular':
      return { form: 'triangular', inverseFactor: [...whitening.inverseFactor] };
    case 'diagonal':
      return { form: 'diagonal', scale: [...whitening.scale] };
    case 'lowRank':
      return {
        ...whitening,
        directions: [...whitening.directions],
        scale: [...whitening.scale],
      };
  }
}

/** The model as plain data; numbers survive JSON exactly, so the predictions do. */
export function modelToJSON(model: GaussianModel): GaussianClassifierJSON {
  return {
    format: 'variate/GaussianClassifier',
    version: 1,
    covariance: model.covariance,
    logDeterminant: model.logDeterminant,
    classes: model.classes,
    priors: model.priors,
    means: model.means.map((mean) => [...mean]),
    whitenings: model.whitenings.map(whiteningToJSON),
    diagnostics: model.diagnostics(),
  };
}
