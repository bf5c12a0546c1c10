/** The interface of the exports of a module, from the declarations that the compiler writes. */
export function kernelFunctions(declarations: string): string {
  const functions = [...declarations.matchAll(/export function (\w+\(.*\): \w+;)/g)];
  return [
    '/** Every kernel of the compiled module. Addresses are in bytes, flags true or false. */',
    'export interface KernelFunctions {',
    ...functions.map(([, signature]) => `  readonly ${propertyOf(signature as string)}`),
    '}',
    '',
  ].join('\n');
}

/** `f(x: number): void;` as `f: (x: number) => void;` */
function propertyOf(signature: string): string {
  return signature.replace(/^(\w+)(\(.*\)): (\w+);$/, '$1: $2 => $3;');
}
