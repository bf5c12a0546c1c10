import '@tensorflow/tfjs-backend-cpu';
import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { codeBlocks } from './helpers/codeBlocks';
import { listFiles, readText, root } from './helpers/repository';
import { falseClaims, runSnippet, type Snippet, typeErrors } from './helpers/snippets';

const pages = [
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'].filter((path) =>
    existsSync(join(root, path)),
  ),
  ...listFiles('docs', '.md').filter((path) => !path.startsWith('docs/api/')),
  ...listFiles('examples', '.md'),
];

/** The programs in a page: code that imports something is meant to be copied and run. */
const programs = pages.flatMap((path) =>
  codeBlocks(readText(path))
    .filter((code) => /^import /m.test(code))
    .map((code, i): Snippet => ({ title: `${path}, program ${i + 1}`, code })),
);

/** The anchors of a page's headings, as GitHub makes them. */
const anchorsOf = (path: string): string[] =>
  [...readText(path).matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    (heading as string)
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

/** The relative links of a page, images included, that lead nowhere. */
function deadLinks(path: string): string[] {
  const prose = readText(path).replace(/^```[\s\S]*?^```/gm, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link]) => link as string)
    .filter((link) => !/^\w+:/.test(link))
    .filter((link) => {
      const [file = '', anchor] = link.split('#');
      const target = file === '' ? path : posix.join(posix.dirname(path), file);
      if (!existsSync(join(root, target))) return true;
      return anchor !== undefined && !anchorsOf(target).includes(anchor);
    })
    .map((link) => `${path}: ${link}`);
}

describe('the documentation', () => {
  beforeEach(async () => {
    tf.enableProdMode();
    await tf.setBackend('cpu');
  });

  it('begins with a README that shows a program', () => {
    expect(programs.map(({ title }) => title)).toContain('README.md, program 1');
  });

  it('has no dead links', () => {
    expect(pages.flatMap(deadLinks)).toEqual([]);
  });

  it('shows programs that are right in their types', () => {
    expect(typeErrors(programs)).toEqual([]);
  });

  for (const { title, code } of programs) {
    it(`shows a program that runs, and prints what it says: ${title}`, async () => {
      expect(falseClaims(await runSnippet(code))).toEqual([]);
    });
  }
});

describe('the check of what a program prints', () => {
  const program = (claim: string): string => `
    import * as tf from '@tensorflow/tfjs-core';
    tf.tidy(() => {
      tf.tensor2d([[1, 2], [3, 4.00001]]).print(); // ${claim}
    });
    console.log('%d nats', 0.5);
    // 0.5 nats, whatever follows
    console.log(NaN, [1]);`;

  it('accepts the printed numbers, before any prose', async () => {
    const lines = await runSnippet(program('[[1, 2], [3, 4]], four numbers'));
    expect(lines.map(({ claim }) => claim)).toEqual([
      '[[1, 2], [3, 4]], four numbers',
      '0.5 nats, whatever follows',
      undefined,
    ]);
    expect(falseClaims(lines)).toEqual([]);
  });

  it('finds a wrong number, a missing one, and prose in place of them', async () => {
    for (const claim of ['[[1, 2], [3, 4.1]]', '[[1, 2]]', 'a matrix']) {
      expect(falseClaims(await runSnippet(program(claim))), claim).toHaveLength(1);
    }
  });

  it('finds an error of types and an error at run time', async () => {
    const code = "import { bernoulliNll } from 'variate';\nbernoulliNll(1);";
    expect(typeErrors([{ title: 'wrong', code }])).toEqual([
      'wrong: Expected 2-3 arguments, but got 1.',
    ]);
    await expect(runSnippet(code)).rejects.toThrow('bernoulliNll: target must be a tensor');
  });
});
