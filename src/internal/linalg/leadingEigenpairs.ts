import { symmetricEigenpairs } from './symmetricEigenpairs';

/** Eigenvalues in descending order, and an orthonormal eigenvector for each. */
export interface Eigenpairs {
  readonly values: readonly number[];
  readonly vectors: readonly Float64Array[];
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

function combine(vectors: readonly Float64Array[], weights: Float64Array): Float64Array {
  const sum = new Float64Array((vectors[0] as Float64Array).length);
  vectors.forEach((vector, k) => {
    const weight = weights[k] as number;
    for (let i = 0; i < sum.length; i++)
      sum[i] = (sum[i] as number) + weight * (vector[i] as number);
  });
  return sum;
}

/** Start vectors need no more than to be in general position: a linear congruential generator. */
function generalPosition(size: number): () => Float64Array {
  let state = 1;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
  return () => Float64Array.from({ length: size }, next);
}

/** What is left of a vector beside an orthonormal basis, at length 1; undefined if nothing is. */
function orthonormalTo(
  basis: readonly Float64Array[],
  vector: Float64Array,
): Float64Array | undefined {
  const rest = vector.slice();
  const length = Math.sqrt(dot(rest, rest));
  // Once is not enough in floating point, twice is.
  for (let pass = 0; pass < 2; pass++) {
    for (const known of basis) {
      const along = dot(known, rest);
      for (let i = 0; i < rest.length; i++) {
        rest[i] = (rest[i] as number) - along * (known[i] as number);
      }
    }
  }
  const left = Math.sqrt(dot(rest, rest));
  return left > 1e-10 * length ? rest.map((value) => value / left) : undefined;
}

/**
 * The `count` largest eigenvalues of a symmetric positive semidefinite operator and their vectors,
 * by a block Krylov space with full reorthogonalization.
 *
 * The blocks make it see eigenvalues that occur several times, which one Krylov sequence misses. It
 * stops once every residual is below `tolerance` times the largest eigenvalue; at worst the basis
 * grows to the whole space, where the result is that of a full decomposition.
 */
export function leadingEigenpairs(
  apply: (vector: Float64Array) => Float64Array,
  size: number,
  count: number,
  tolerance: number,
): Eigenpairs {
  const random = generalPosition(size);
  const basis: Float64Array[] = [];
  const images: Float64Array[] = [];
  let block: readonly Float64Array[] = Array.from({ length: Math.min(size, 8) }, random);
  let nextCheck = 2 * count;
  for (;;) {
    const from = basis.length;
    for (const candidate of block) {
      if (basis.length === size) break;
      // A block that is exhausted has spanned an invariant space: look outside of it.
      let direction = orthonormalTo(basis, candidate);
      while (direction === undefined) direction = orthonormalTo(basis, random());
      basis.push(direction);
      images.push(apply(direction));
    }
    block = images.slice(from);
    if (basis.length < size && basis.length < nextCheck) continue;
    nextCheck = 1.25 * basis.length;

    const { values, vectors } = symmetricEigenpairs(basis.length, (i, j) =>
      dot(basis[Math.max(i, j)] as Float64Array, images[Math.min(i, j)] as Float64Array),
    );
    const largest = values[0] as number;
    const pairs = values.slice(0, count).map((value, k) => {
      const weights = vectors[k] as Float64Array;
      const vector = combine(basis, weights);
      const residual = combine(images, weights).map((v, i) => v - value * (vector[i] as number));
      return { value, vector, residual: Math.sqrt(dot(residual, residual)) };
    });
    if (basis.length === size || pairs.every(({ residual }) => residual <= tolerance * largest)) {
      return {
        values: pairs.map(({ value }) => value),
        vectors: pairs.map(({ vector }) => vector),
      };
    }
  }
}
