import '@tensorflow/tfjs-backend-cpu';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { codeBlocks } from './helpers/codeBlocks';
import { createProgram } from './helpers/createProgram';
import { type PublicExport, publicExports } from './helpers/publicExports';
import { readText, root } from './helpers/repository';
import { falseClaims, runSnippet, type Snippet, typeErrors } from './helpers/snippets';

/** What is public. An addition is a decision: write it here too. */
const publicNames: Readonly<Record<string, readonly string[]>> = {
  'src/index.ts': [
    'ActiveUnits',
    'ActiveUnitsOptions',
    'AdamOptimizer',
    'AdamOptions',
    'Augmentation',
    'BinarizeOptions',
    'ClassLabels',
    'ClassMoments',
    'ClassOverlap',
    'ClusterMatching',
    'ClusterUsage',
    'ConfusionOptions',
    'ContrastOptions',
    'CovarianceForm',
    'CropOptions',
    'DiagonalGaussian',
    'EnumeratedLabels',
    'FlipOptions',
    'GaussianClassDiagnostics',
    'GaussianClassifierJSON',
    'GaussianClassifierOptions',
    'GaussianStatistics',
    'GaussianStatisticsJSON',
    'GaussianStatisticsOptions',
    'IicHeadStatistics',
    'IicLossOptions',
    'IicResult',
    'IicSegmentationLossOptions',
    'IicStatistics',
    'InterpolateOptions',
    'LikelihoodOptions',
    'LossOptions',
    'ManifoldGridOptions',
    'MatchOptions',
    'MultivariateGaussianClassifier',
    'NearestCentroidClassifier',
    'NearestCentroidOptions',
    'NeighbourOptions',
    'NoiseOptions',
    'RampOptions',
    'RampShape',
    'RandomKey',
    'RandomKeys',
    'RandomNormalOptions',
    'RandomUniformOptions',
    'ReducedLoss',
    'Reduction',
    'ReparameterizeOptions',
    'ScatterForm',
    'TraverseOptions',
    'TrustworthinessOptions',
    'VMeasure',
    'ViewPipeline',
    'WarpOptions',
    'activeUnits',
    'adam',
    'addNoise',
    'adjustContrast',
    'adjustedMutualInformation',
    'adjustedRandIndex',
    'balancedSubset',
    'bernoulliNll',
    'binarizeImages',
    'categoricalEntropy',
    'categoricalNll',
    'classOverlap',
    'clusterUsage',
    'clusteringAccuracy',
    'confusionMatrix',
    'cropImages',
    'enumerateLabels',
    'fitGaussianClassifier',
    'fitNearestCentroid',
    'flipImages',
    'foldLabels',
    'gaussianClassifierFromJSON',
    'gaussianKl',
    'gaussianNll',
    'gaussianStatistics',
    'gaussianStatisticsFromJSON',
    'iicJoint',
    'iicLoss',
    'iicSegmentationLoss',
    'interpolate',
    'klPerDimension',
    'knnAccuracy',
    'manifoldGrid',
    'marginalizeLabels',
    'matchClusters',
    'mutualInformation',
    'normalizedMutualInformation',
    'pairedViews',
    'ramp',
    'randomKey',
    'randomNormal',
    'randomPermutation',
    'randomUniform',
    'reparameterize',
    'splitKey',
    'squaredErrorNll',
    'traverse',
    'trustworthiness',
    'vMeasure',
    'warpImages',
  ],
  'src/layers/index.ts': [
    'ConditionalDense',
    'ConditionalDenseConfig',
    'Reparameterize',
    'ReparameterizeConfig',
    'registerLayers',
  ],
  'src/wasm/index.ts': [
    'BackendCapabilities',
    'InstalledKernelReport',
    'KernelCapability',
    'KernelVariant',
    'RepairedGradientReport',
    'WasmTrainingOptions',
    'WasmTrainingReport',
    'backendReport',
    'disableWasmTraining',
    'enableWasmTraining',
  ],
};

/** The labelled paragraphs that the docstrings of a family have. */
const paragraphs: Readonly<Record<string, readonly string[]>> = {
  likelihood: ['Formula', 'Shape', 'Range', 'Numerics', 'Gradient'],
  divergence: ['Formula', 'Shape', 'Range', 'Numerics', 'Gradient'],
  information: ['Formula', 'Shape', 'Range', 'Numerics'],
  augmentation: ['Formula', 'Shape', 'Range', 'Numerics'],
  marginalization: ['Shape'],
  latent: ['Formula', 'Shape', 'Range', 'Numerics'],
  optimizer: ['Formula', 'Shape', 'Numerics'],
  schedule: ['Formula', 'Shape', 'Range', 'Numerics'],
};
/** The families whose functions come from a paper. */
const cited = [
  'likelihood',
  'divergence',
  'information',
  'marginalization',
  'classifier',
  'latent',
  'augmentation',
];
/** Families whose doc page has another name. */
const pages: Readonly<Record<string, string>> = { wasm: 'backends' };

const familyOf = (path: string): string => path.split('/')[1] as string;
const examplesOf = (exported: PublicExport): string[] =>
  exported.tags.filter(({ name }) => name === 'example').flatMap(({ text }) => codeBlocks(text));

/** The parts of the docstring template that are missing, in words. */
function missingParts(exported: PublicExport): string[] {
  const { name, kind, path, text, tags } = exported;
  const missing: string[] = [];
  const require = (present: boolean, part: string): void => {
    if (!present) missing.push(`${name}: ${part}`);
  };
  const has = (tag: string) => tags.some((found) => found.name === tag && found.text.trim() !== '');

  const [summary = ''] = text.split(/\n\s*\n/);
  require(/^[A-Z0-9`][\s\S]*\.$/.test(summary.trim()), 'a first sentence');
  for (const member of exported.undocumentedMembers) require(false, `a docstring for .${member}`);
  if (kind === 'function' || kind === 'class') {
    require(examplesOf(exported).length > 0, '@example with a ts code block');
  }
  if (kind !== 'function') return missing;

  for (const label of paragraphs[familyOf(path)] ?? []) {
    require(new RegExp(`^${label}: \\S`, 'm').test(text), `a paragraph ${label}:`);
  }
  for (const parameter of exported.parameters) {
    const documented = tags.some(
      (tag) => tag.name === 'param' && new RegExp(`^${parameter}\\s+\\S`).test(tag.text),
    );
    require(documented, `@param ${parameter}`);
  }
  require(has('returns') || exported.returnsNothing, '@returns');
  require(has('throws') || exported.parameters.length === 0, '@throws');
  require(has('see') || !cited.includes(familyOf(path)), '@see');
  return missing;
}

/** The test file and the doc section that a function or class lacks. */
function missingCompanions({ name, path }: PublicExport): string[] {
  const family = familyOf(path);
  const test = `tests/${family}/${name}.test.ts`;
  const page = `docs/${pages[family] ?? family}.md`;
  const hasSection =
    existsSync(join(root, page)) && new RegExp(`^## ${name}$`, 'm').test(readText(page));
  return [
    ...(path === `src/${family}/${name}.ts`
      ? []
      : [`${name}: is in ${path}, not src/${family}/${name}.ts`]),
    ...(existsSync(join(root, test)) ? [] : [`${name}: ${test}`]),
    ...(hasSection ? [] : [`${name}: a section ## ${name} in ${page}`]),
  ];
}

const entries = Object.keys(publicNames);
const apiProgram = createProgram(entries);
const exportsOf = new Map(entries.map((entry) => [entry, publicExports(apiProgram, entry)]));
const everything = [...exportsOf.values()].flat();

const exampleSnippets = everything.flatMap((exported) =>
  examplesOf(exported).map((code): Snippet & { hasResult: boolean } => ({
    title: exported.name,
    code,
    hasResult: !exported.returnsNothing,
  })),
);
describe('the public API', () => {
  for (const entry of entries) {
    it(`of ${entry} is the list above`, () => {
      const names = exportsOf.get(entry)?.map(({ name }) => name) ?? [];
      expect([...names].sort()).toEqual([...(publicNames[entry] ?? [])].sort());
    });
  }

  for (const exported of everything) {
    it(`documents ${exported.name}`, () => {
      expect(missingParts(exported)).toEqual([]);
    });

    if (exported.kind === 'function' || exported.kind === 'class') {
      it(`has a file, a test and a doc section for ${exported.name}`, () => {
        expect(missingCompanions(exported)).toEqual([]);
      });
    }
  }
});

describe('the examples of the public API', () => {
  beforeEach(async () => {
    tf.enableProdMode();
    await tf.setBackend('cpu');
  });

  it('are right in their types', () => {
    expect(typeErrors(exampleSnippets)).toEqual([]);
  });

  for (const { title, code, hasResult } of exampleSnippets) {
    it(`print their result, and say which: ${title}`, async () => {
      const lines = await runSnippet(code);
      expect(falseClaims(lines)).toEqual([]);
      const claims = lines.filter(({ claim }) => claim !== undefined);
      if (hasResult) expect(claims, 'printed lines with a result in a comment').not.toEqual([]);
    });
  }
});
