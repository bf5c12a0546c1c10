import { join, posix } from 'node:path';
import ts from 'typescript';
import { root } from './repository';

const parsed = new Map<string, ts.SourceFile | undefined>();

/**
 * A TypeScript program over files of the repository, with the options of its tsconfig.json.
 *
 * `texts` stands in for files that do not exist, by path from the root. What is parsed once is kept
 * for the next program: the declarations of tfjs cost more than all else.
 */
export function createProgram(
  paths: readonly string[],
  texts: Readonly<Record<string, string>> = {},
  overrides: ts.CompilerOptions = {},
): ts.Program {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, root);
  const host = ts.createCompilerHost({ ...options, ...overrides }, true);
  const { fileExists, readFile, getSourceFile } = host;
  const text = (name: string): string | undefined => texts[posix.relative(root, name)];
  host.fileExists = (name) => text(name) !== undefined || fileExists(name);
  host.readFile = (name) => text(name) ?? readFile(name);
  host.getSourceFile = (name, ...rest) => {
    if (text(name) !== undefined) return getSourceFile(name, ...rest);
    if (!parsed.has(name)) parsed.set(name, getSourceFile(name, ...rest));
    return parsed.get(name);
  };
  return ts.createProgram(
    [...paths, ...Object.keys(texts)].map((path) => join(root, path)),
    { ...options, ...overrides },
    host,
  );
}
