import { Tensor } from '@tensorflow/tfjs-core';

/** `[32, 784]` */
export function describeShape(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`;
}

/** `target [32, 784], logits [32, 28, 28]` */
export function describeShapes(tensors: Readonly<Record<string, Tensor>>): string {
  return Object.entries(tensors)
    .map(([name, tensor]) => `${name} ${describeShape(tensor.shape)}`)
    .join(', ');
}

/** Names what a caller passed where something else was expected. */
export function describeValue(value: unknown): string {
  if (value instanceof Tensor) {
    const article = value.dtype === 'int32' ? 'an' : 'a';
    return `${article} ${value.dtype} tensor ${describeShape(value.shape)}`;
  }
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return `an array of length ${value.length}`;
  if (ArrayBuffer.isView(value)) return `a ${value.constructor.name}`;
  if (typeof value === 'object') {
    const keys = Object.keys(value);
    return keys.length === 0 ? 'an empty object' : `an object with keys ${keys.join(', ')}`;
  }
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value === 'function') return 'a function';
  return String(value);
}
