import { posix } from 'node:path';
import ts from 'typescript';
import { root } from './repository';

interface Violation {
  readonly node: ts.Node;
  readonly why: string;
}

/** A rule sees one parsed file and names what breaks it. */
export type Rule = (file: ts.SourceFile, checker: ts.TypeChecker) => Violation[];

const entryFolders = ['layers', 'wasm'];

/** `src/likelihood/x.ts` -> `likelihood`; the root's index.ts -> `` */
export const folderOf = (path: string): string => /^src\/([^/]+)\//.exec(path)?.[1] ?? '';
const isFamily = (folder: string): boolean =>
  !['', 'index', 'internal', ...entryFolders].includes(folder);
export const isIndex = (path: string): boolean => /^src\/(\w+\/)?index\.ts$/.test(path);
const pathOf = (file: ts.SourceFile): string => posix.relative(root, file.fileName);

function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node);
  ts.forEachChild(node, (child) => visit(child, see));
}

/** Every module that a file names, in static, re-exporting and dynamic form. */
function importsOf(file: ts.SourceFile): { node: ts.Node; specifier: string }[] {
  const found: { node: ts.Node; specifier: string }[] = [];
  visit(file, (node) => {
    const specifier =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
        ? node.moduleSpecifier
        : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
          ? node.arguments[0]
          : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
            ? node.argument.literal
            : undefined;
    if (specifier && ts.isStringLiteral(specifier)) found.push({ node, specifier: specifier.text });
  });
  return found;
}

/** The path, without ending, that a relative import leads to. */
const target = (file: ts.SourceFile, specifier: string): string =>
  posix.join(posix.dirname(pathOf(file)), specifier);

function packagesFor(path: string): string[] {
  const packages = ['@tensorflow/tfjs-core'];
  if (folderOf(path) === 'layers') packages.push('@tensorflow/tfjs-layers');
  if (folderOf(path) === 'wasm') packages.push('@tensorflow/tfjs-backend-wasm');
  if (folderOf(path) === 'classifier' || path.startsWith('src/internal/linalg')) {
    packages.push('ml-matrix');
  }
  return packages;
}

export const importsOnlyItsPackages: Rule = (file) =>
  importsOf(file)
    .filter(({ specifier }) => !specifier.startsWith('.'))
    .filter(({ specifier }) => !packagesFor(pathOf(file)).includes(specifier))
    .map(({ node, specifier }) => ({ node, why: `imports ${specifier}` }));

export const importsOnlyBelowItself: Rule = (file) =>
  importsOf(file)
    .filter(({ specifier }) => specifier.startsWith('.'))
    .filter(({ specifier }) => {
      const from = folderOf(pathOf(file));
      const to = folderOf(`${target(file, specifier)}/`);
      if (isIndex(pathOf(file)) && from === '') return !isFamily(to) && to !== 'internal';
      if (to === from || to === 'internal') return false;
      return !(from === 'layers' && isFamily(to));
    })
    .map(({ node, specifier }) => ({ node, why: `imports ${target(file, specifier)}` }));

export const reachesIntoSource: Rule = (file) =>
  importsOf(file)
    .filter(({ specifier }) => specifier.startsWith('.'))
    .filter(({ specifier }) => /^src(\/|$)/.test(target(file, specifier)))
    .map(({ node, specifier }) => ({ node, why: `imports ${specifier}, not the package` }));

export const onlyReexports: Rule = (file) =>
  file.statements
    .filter(
      (statement) =>
        !ts.isExportDeclaration(statement) ||
        statement.exportClause === undefined ||
        !ts.isNamedExports(statement.exportClause) ||
        (statement.moduleSpecifier === undefined && statement.exportClause.elements.length > 0),
    )
    .map((node) => ({ node, why: 'is not a named re-export' }));

/** Whether evaluating the expression neither changes nor holds anything. */
function isConstant(node: ts.Node): boolean {
  if (ts.isFunctionLike(node)) return true;
  if (ts.isAwaitExpression(node) || ts.isDeleteExpression(node)) return false;
  const { FirstAssignment, LastAssignment } = ts.SyntaxKind;
  if (node.kind >= FirstAssignment && node.kind <= LastAssignment) return false;
  if (ts.isNewExpression(node) || ts.isCallExpression(node)) {
    const isMarked = /@__PURE__ \*\/\s*$/.test(
      node.getSourceFile().text.slice(node.getFullStart(), node.getStart()),
    );
    // Bundlers drop an unused call only where it is marked. Without a value in it, it is something
    // to fill later: state.
    const values = node.arguments ?? [];
    return isMarked && values.length > 0 && values.every(isConstant);
  }
  return ts.forEachChild(node, (child) => (isConstant(child) ? undefined : true)) === undefined;
}

export const onlyDeclares: Rule = (file) =>
  file.statements.flatMap((statement): Violation[] => {
    if (ts.isImportDeclaration(statement)) {
      return statement.importClause ? [] : [{ node: statement, why: 'imports for a side effect' }];
    }
    if (
      ts.isExportDeclaration(statement) ||
      ts.isFunctionDeclaration(statement) ||
      ts.isInterfaceDeclaration(statement) ||
      ts.isTypeAliasDeclaration(statement)
    ) {
      return [];
    }
    if (ts.isClassDeclaration(statement)) {
      return statement.members
        .filter(
          (member) =>
            ts.isClassStaticBlockDeclaration(member) ||
            (ts.isPropertyDeclaration(member) &&
              ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Static &&
              member.initializer !== undefined &&
              !isConstant(member.initializer)),
        )
        .map((node) => ({ node, why: 'runs when the class is defined' }));
    }
    if (ts.isVariableStatement(statement)) {
      const isConst = (statement.declarationList.flags & ts.NodeFlags.Const) !== 0;
      return statement.declarationList.declarations
        .filter(({ initializer }) => !isConst || !initializer || !isConstant(initializer))
        .map((node) => ({
          node,
          why: 'is not a constant (a call that computes one needs /* @__PURE__ */)',
        }));
    }
    return [{ node: statement, why: 'runs on import' }];
  });

export const exportsItsName: Rule = (file) => {
  const path = pathOf(file);
  const name = posix.basename(path, '.ts');
  const exported = file.statements.some((statement) => {
    const isExported =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    if (!isExported) return false;
    if (ts.isVariableStatement(statement)) {
      return statement.declarationList.declarations.some(
        (declaration) => declaration.name.getText() === name,
      );
    }
    return (
      (ts.isFunctionDeclaration(statement) ||
        ts.isClassDeclaration(statement) ||
        ts.isInterfaceDeclaration(statement) ||
        ts.isTypeAliasDeclaration(statement)) &&
      statement.name?.text === name
    );
  });
  return exported ? [] : [{ node: file, why: `exports nothing named ${name}` }];
};

const waiting = ['dataSync', 'arraySync', 'bufferSync'];
/** All that may be called as a method of a tensor; what computes is a function of tfjs-core. */
const tensorMethods = [...waiting, 'data', 'array', 'buffer', 'bytes', 'dispose', 'assign'];

function methodCallsOf(file: ts.SourceFile): { node: ts.PropertyAccessExpression; name: string }[] {
  const found: { node: ts.PropertyAccessExpression; name: string }[] = [];
  visit(file, (node) => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      found.push({ node: node.expression, name: node.expression.name.text });
    }
  });
  return found;
}

export const waitsForTheDevice: Rule = (file) =>
  methodCallsOf(file)
    .filter(({ name }) => waiting.includes(name))
    .map(({ node, name }) => ({ node, why: `waits for the device with ${name}()` }));

export const chainsTensorMethods: Rule = (file, checker) =>
  methodCallsOf(file)
    .filter(({ name }) => !tensorMethods.includes(name))
    .filter(({ node }) => {
      const type = checker.getTypeAtLocation(node.expression);
      // A tensor, whatever its rank: nothing else has both of these.
      return type.getProperty('dataId') && type.getProperty('dataSync');
    })
    .map(({ node, name }) => ({ node, why: `calls ${name} as a method of a tensor` }));

export const touchesTheWorld: Rule = (file) => {
  const found: Violation[] = [];
  visit(file, (node) => {
    if (
      ts.isIdentifier(node) &&
      ['console', 'process', 'require', 'fetch', 'document'].includes(node.text) &&
      !(ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) &&
      !ts.isPropertySignature(node.parent) &&
      !ts.isPropertyAssignment(node.parent)
    ) {
      found.push({ node, why: `uses ${node.text}` });
    }
  });
  return found;
};

export const isLong: Rule = (file) => {
  const lines = file.getLineStarts().length - 1;
  return lines > 250 ? [{ node: file, why: `has ${lines} lines` }] : [];
};
