import { join, posix } from 'node:path';
import ts from 'typescript';
import { root } from './repository';

type ExportKind = 'function' | 'class' | 'constant' | 'type';

/** One public export with what its docstring says. */
export interface PublicExport {
  readonly name: string;
  readonly kind: ExportKind;
  /** The declaring file, from the root. */
  readonly path: string;
  /** The text before the first tag. */
  readonly text: string;
  /** The names of its parameters, if it is a function. */
  readonly parameters: readonly string[];
  readonly returnsNothing: boolean;
  readonly tags: readonly { readonly name: string; readonly text: string }[];
  /** The members of an interface or class that have no docstring. */
  readonly undocumentedMembers: readonly string[];
}

function kindOf(symbol: ts.Symbol): ExportKind {
  if (symbol.flags & ts.SymbolFlags.Function) return 'function';
  if (symbol.flags & ts.SymbolFlags.Class) return 'class';
  if (symbol.flags & ts.SymbolFlags.Value) return 'constant';
  return 'type';
}

function undocumentedMembers(declaration: ts.Declaration, checker: ts.TypeChecker): string[] {
  if (!ts.isInterfaceDeclaration(declaration) && !ts.isClassDeclaration(declaration)) return [];
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  return [...declaration.members]
    .filter((member) => !(ts.getCombinedModifierFlags(member) & hidden))
    .filter((member) => member.name !== undefined && !ts.isPrivateIdentifier(member.name))
    .filter((member) => {
      const symbol = checker.getSymbolAtLocation(member.name as ts.PropertyName);
      return symbol?.getDocumentationComment(checker).length === 0;
    })
    .map((member) => (member.name as ts.PropertyName).getText());
}

/** All that an entry of the package exports, given by its path from the root. */
export function publicExports(program: ts.Program, entry: string): PublicExport[] {
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(join(root, entry)) as ts.SourceFile;
  const module = checker.getSymbolAtLocation(file);
  if (module === undefined) return [];
  return checker.getExportsOfModule(module).map((exported) => {
    const symbol =
      exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    const declaration = symbol.declarations?.[0] as ts.Declaration;
    const [signature] = checker.getTypeOfSymbol(symbol).getCallSignatures();
    const returned = signature && checker.typeToString(signature.getReturnType());
    return {
      name: exported.name,
      kind: kindOf(symbol),
      path: posix.relative(root, declaration.getSourceFile().fileName),
      text: ts.displayPartsToString(symbol.getDocumentationComment(checker)),
      parameters: signature?.parameters.map((parameter) => parameter.name) ?? [],
      returnsNothing: returned === 'void' || returned === 'Promise<void>',
      tags: symbol
        .getJsDocTags(checker)
        .map((tag) => ({ name: tag.name, text: ts.displayPartsToString(tag.text) })),
      undocumentedMembers: undocumentedMembers(declaration, checker),
    };
  });
}
