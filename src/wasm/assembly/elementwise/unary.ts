import { exp, expm1, log, log1p, softplus, tanh } from '../vectorMath';
import { loadFirst, storeFirst } from './partialVector';

/*
 * Elementary functions of `size` float32 numbers. A function is a class that is never instantiated,
 * as in losses/elementwiseLoss.ts.
 */

// @ts-ignore: a decorator of AssemblyScript
@inline
function map<F>(x: usize, size: i32, out: usize): void {
  const f = changetype<F>(0);
  let i = 0;
  for (; i + 8 <= size; i += 8) {
    const offset = <usize>i << 2;
    const low = f.evaluate(v128.load(x + offset));
    const high = f.evaluate(v128.load(x + offset, 16));
    v128.store(out + offset, low);
    v128.store(out + offset, high, 16);
  }
  for (; i < size; i += 4) {
    const count = min(size - i, 4);
    const offset = <usize>i << 2;
    storeFirst(out + offset, f.evaluate(loadFirst(x + offset, count)), count);
  }
}

// @ts-ignore: a decorator of AssemblyScript
@unmanaged
class Exp {
  // @ts-ignore: a decorator of AssemblyScript
  @inline evaluate(x: v128): v128 { return exp(x); }
}
export function expMap(x: usize, size: i32, out: usize): void {
  map<Exp>(x, size, out);
}

// @ts-ignore: a decorator of AssemblyScript
@unmanaged
class Expm1 {
  // @ts-ignore: a decorator of AssemblyScript
  @inline evaluate(x: v128): v128 { return expm1(x); }
}
export function expm1Map(x: usize, size: i32, out: usize): void {
  map<Expm1>(x, size, out);
}

// @ts-ignore: a decorator of AssemblyScript
@unmanaged
class Log {
  // @ts-ignore: a decorator of AssemblyScript
  @inline evaluate(x: v128): v128 { return log(x); }
}
export function logMap(x: usize, size: i32, out: usize): void {
  map<Log>(x, size, out);
}

// @ts-ignore: a decorator of AssemblyScript
@unmanaged
class Log1p {
  // @ts-ignore: a decorator of AssemblyScript
  @inline evaluate(x: v128): v128 { return log1p(x); }
}
export function log1pMap(x: usize, size: i32, out: usize): void {
  map<Log1p>(x, size, out);
}

// @ts-ignore: a decorator of AssemblyScript
@unmanaged
class Softplus {
  // @ts-ignore: a decorator of AssemblyScript
  @inline evaluate(x: v128): v128 { return softplus(x); }
}
export function softplusMap(x: usize, size: i32, out: usize): void {
  map<Softplus>(x, size, out);
}

// @ts-ignore: a decorator of AssemblyScript
@unmanaged
class Tanh {
  // @ts-ignore: a decorator of AssemblyScript
  @inline evaluate(x: v128): v128 { return tanh(x); }
}
export function tanhMap(x: usize, size: i32, out: usize): void {
  map<Tanh>(x, size, out);
}
