import { checkCount } from '../internal/checks/checkCount';
import { checkOptions } from '../internal/checks/checkOptions';
import { describeValue } from '../internal/checks/describe';
import { invalidRange, invalidType } from '../internal/checks/invalidArgument';
import type { Regularization } from './covariance/regularizedCovariance';
import type { GaussianClassifierOptions } from './fitGaussianClassifier';
import type { CovarianceForm } from './multivariateGaussianClassifier';

/** The options of a fit with their defaults filled in. */
export interface ResolvedOptions extends Regularization {
  readonly covariance: CovarianceForm;
  /** The number of leading directions; 0 unless the covariance is `'lowRank'`. */
  readonly rank: number;
  readonly logDeterminant: boolean;
  readonly priors: ArrayLike<number> | undefined;
  readonly classes: ArrayLike<number> | undefined;
}

const optionNames = [
  'covariance',
  'rank',
  'shrinkage',
  'regularization',
  'unbiased',
  'priors',
  'logDeterminant',
  'classes',
] as const;
const forms: readonly unknown[] = ['full', 'tied', 'diagonal', 'spherical', 'lowRank'];

function checkFraction(fn: string, name: string, value: unknown, requirement: string): void {
  if (typeof value !== 'number') {
    throw invalidType(fn, `${name} must be ${requirement}`, describeValue(value), fractionFix);
  }
  if (!(value >= 0 && value <= 1)) {
    throw invalidRange(fn, `${name} must be ${requirement}`, describeValue(value), fractionFix);
  }
}
const fractionFix = '0 leaves the covariance as it is.';

function checkFlag(fn: string, name: string, value: unknown): void {
  if (typeof value === 'boolean') return;
  throw invalidType(fn, `${name} must be true or false`, describeValue(value), 'Write a boolean.');
}

function checkShrinkage(fn: string, covariance: CovarianceForm, shrinkage: unknown): void {
  if (shrinkage !== 'ledoitWolf' && shrinkage !== 'oas') {
    checkFraction(fn, 'shrinkage', shrinkage, "a number from 0 to 1, 'ledoitWolf' or 'oas'");
  } else if (covariance === 'diagonal' || covariance === 'spherical') {
    throw invalidType(
      fn,
      `shrinkage must be a number where covariance is '${covariance}'`,
      `'${shrinkage}'`,
      "The automatic ones are defined for 'full', 'tied' and 'lowRank'.",
    );
  }
}

/** Checks the options of a fit, and fills in their defaults. */
export function resolveOptions(fn: string, options: GaussianClassifierOptions): ResolvedOptions {
  checkOptions(fn, options, optionNames);
  const {
    covariance = 'full',
    rank,
    shrinkage = 0,
    regularization = 0,
    unbiased = true,
    logDeterminant = true,
    priors,
    classes,
  } = options;
  if (!forms.includes(covariance)) {
    throw invalidType(
      fn,
      `covariance must be one of ${forms.map((form) => `'${form}'`).join(', ')}`,
      describeValue(covariance),
      "QDA is 'full', LDA is 'tied', naive Bayes is 'diagonal'.",
    );
  }
  checkShrinkage(fn, covariance, shrinkage);
  checkFraction(fn, 'regularization', regularization, 'a number from 0 to 1');
  if (shrinkage !== 0 && regularization !== 0) {
    throw invalidType(
      fn,
      'shrinkage and regularization must not be given together',
      `shrinkage ${shrinkage}, regularization ${regularization}`,
      'They are two scales for one thing: keep one.',
    );
  }
  checkFlag(fn, 'unbiased', unbiased);
  checkFlag(fn, 'logDeterminant', logDeterminant);
  if (covariance === 'lowRank') {
    checkCount(fn, 'rank', rank, 1, 'It is the number of leading directions of each class.');
  } else if (rank !== undefined) {
    throw invalidType(
      fn,
      `rank must be left out where covariance is '${covariance}'`,
      describeValue(rank),
      "It belongs to covariance 'lowRank'.",
    );
  }
  return {
    covariance,
    rank: rank ?? 0,
    shrinkage,
    regularization,
    unbiased,
    logDeterminant,
    priors,
    classes,
  };
}
