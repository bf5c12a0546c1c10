import { join } from 'node:path';
import { format } from 'node:util';
import ts from 'typescript';
import { vi } from 'vitest';
import { createProgram } from './createProgram';
import { root } from './repository';

/** A program that readers are shown and may copy, and where it stands. */
export interface Snippet {
  readonly title: string;
  readonly code: string;
}

/** What one line of a snippet printed, and what the comment on or below it says it prints. */
export interface PrintedLine {
  readonly line: string;
  readonly printed: string;
  readonly claim: string | undefined;
}

interface Statement {
  readonly end: number;
  readonly line: string;
  readonly claim: string | undefined;
}

const commentText = (code: string, range: ts.CommentRange): string =>
  code.slice(range.pos, range.end).replace(/^\/\/\s?/, '');

/** The statements that may print, innermost ones of blocks included, in order of their ends. */
function statementsOf(code: string): Statement[] {
  const file = ts.createSourceFile('snippet.ts', code, ts.ScriptTarget.ES2022, true);
  const statements: Statement[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStatement(node) && (ts.isSourceFile(node.parent) || ts.isBlock(node.parent))) {
      // A comment on the statement's last line, or else the comment lines right below it.
      const trailing = ts.getTrailingCommentRanges(code, node.end) ?? [];
      const below = ts.getLeadingCommentRanges(code, node.end) ?? [];
      const gap = code.slice(node.end, below[0]?.pos ?? code.length);
      const comments = trailing.length > 0 ? trailing : /\n\s*\n|\S/.test(gap) ? [] : below;
      statements.push({
        end: node.end,
        line: node.getText(),
        claim:
          comments.length > 0
            ? comments.map((range) => commentText(code, range)).join('\n')
            : undefined,
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return statements.sort((a, b) => a.end - b.end);
}

/**
 * Runs TypeScript code in this process, with its imports resolved as those of a test file are, and
 * returns what each of its statements printed to the console.
 */
export async function runSnippet(code: string): Promise<PrintedLine[]> {
  const statements = statementsOf(code);
  let instrumented = '';
  let from = 0;
  statements.forEach(({ end }, index) => {
    instrumented += `${code.slice(from, end)};__printedBy(${index});`;
    from = end;
  });
  instrumented += code.slice(from);
  const { outputText } = ts.transpileModule(instrumented, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });

  const modules = new Map<string, unknown>();
  for (const [, specifier] of outputText.matchAll(/\brequire\("([^"]+)"\)/g)) {
    modules.set(specifier as string, await import(specifier as string));
  }
  const printed = statements.map((): string[] => []);
  let pending: string[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((...args) => {
    pending.push(format(...args));
  });
  try {
    const AsyncFunction = (async () => {}).constructor as FunctionConstructor;
    const run = new AsyncFunction('require', 'exports', '__printedBy', outputText);
    await run(
      (specifier: string) => modules.get(specifier),
      {},
      (index: number) => {
        printed[index]?.push(...pending);
        pending = [];
      },
    );
  } finally {
    log.mockRestore();
  }
  return statements
    .map(({ line, claim }, index) => ({ line, claim, printed: printed[index]?.join('\n') ?? '' }))
    .filter((statement) => statement.printed !== '');
}

const words = (text: string): string[] =>
  text
    .replace(/^Tensor\n/gm, '')
    .replace(/[[\]{}(),'"`]/g, ' ')
    .split(/\s+/)
    .filter((word) => word !== '');

/** Whether the claim begins with what was printed, numbers to 1e-5; prose may follow. */
function claimHolds(claim: string, printed: string): boolean {
  const claimed = words(claim);
  return words(printed).every((word, index) => {
    const [actual, expected] = [Number(word), Number(claimed[index])];
    return (
      word === claimed[index] ||
      Math.abs(actual - expected) <= 1e-5 * Math.max(1, Math.abs(expected))
    );
  });
}

/** The lines that printed otherwise than their comments say. */
export const falseClaims = (lines: readonly PrintedLine[]): PrintedLine[] =>
  lines.filter(({ claim, printed }) => claim !== undefined && !claimHolds(claim, printed));

/** The type errors that a reader who copies the snippets into a strict project would get. */
export function typeErrors(snippets: readonly Snippet[]): string[] {
  const path = (index: number): string => `snippet${index}.ts`;
  const texts = snippets.map(({ code }, i) => [path(i), `${code}\nexport {};`]);
  const program = createProgram([], Object.fromEntries(texts), {
    noUnusedLocals: false,
    noUncheckedIndexedAccess: false,
    noPropertyAccessFromIndexSignature: false,
  });
  return snippets.flatMap(({ title }, i) => {
    const file = program.getSourceFile(join(root, path(i)));
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
      ({ messageText }) => `${title}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    );
  });
}
