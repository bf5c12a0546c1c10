import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { productInFloat64 } from '../../helpers/productInFloat64';
import type { FuzzCase, Fuzzers, Run } from '../FuzzCase';
import { operandShapes, products, transposes } from '../geometry/products';
import { floats, integers } from '../operands';

const data = (x: Tensor) => ({ shape: x.shape, values: x.dataSync() });

/** The product by definition: the cpu backend has none of batches broadcast axis by axis. */
const exactProduct =
  (transposeA: boolean, transposeB: boolean): Run =>
  ({ a, b }) => {
    const product = productInFloat64(data(a as Tensor), data(b as Tensor), transposeA, transposeB);
    return tf.tensor(product.values, product.shape, (a as Tensor).dtype);
  };

const batchMatMul = fc
  .tuple(products(40), fc.constantFrom(...transposes))
  .chain(([product, transposed]): fc.Arbitrary<FuzzCase> => {
    const [shapeA, shapeB] = operandShapes(product, transposed);
    const [transposeA, transposeB] = transposed;
    const shared = {
      attrs: fc.constant({ transposeA, transposeB }),
      reference: fc.constant(exactProduct(transposeA, transposeB)),
    };
    return fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({
          ...shared,
          inputs: fc.record({ a: floats(shapeA), b: floats(shapeB) }),
          magnitude: fc.constant('sums' as const),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          ...shared,
          inputs: fc.record({ a: integers(shapeA), b: integers(shapeB) }),
        }),
      },
    );
  });

const activations = ['linear', 'relu', 'relu6', 'leakyrelu', 'elu', 'sigmoid', 'prelu'];

/** What a layer of one kernel has beside its operands: bias, activation and its weights. */
export const finish = (channels: number) =>
  fc.record({
    activation: fc.constantFrom(...activations),
    leakyreluAlpha: fc.constantFrom(0.2, 0.5),
    bias: fc.option(floats([channels]), { nil: undefined }),
    alpha: fc.oneof(floats([], ['positive']), floats([channels], ['positive'])),
  });

type Finish = ReturnType<typeof finish> extends fc.Arbitrary<infer Value> ? Value : never;

/** The case of such a layer, given what it computes before the activation, on the active backend. */
export function layerCase(
  operands: FuzzCase['inputs'],
  own: FuzzCase['attrs'],
  { activation, leakyreluAlpha, bias, alpha }: Finish,
  product: Run,
): FuzzCase {
  const linear: Run = (inputs) => {
    const y = product(inputs) as Tensor;
    return inputs['bias'] ? tf.add(y, inputs['bias']) : y;
  };
  const attrs = { ...own, activation, leakyreluAlpha };
  return {
    inputs: {
      ...operands,
      ...(bias && { bias }),
      ...(activation === 'prelu' && { preluActivationWeights: alpha }),
    },
    attrs,
    reference: (inputs) =>
      activated(linear(inputs) as Tensor, attrs, inputs['preluActivationWeights']),
    magnitude: linear,
    tolerance: { ofElement: 1e-6 },
  };
}

const fusedMatMul = fc
  .tuple(products(30), fc.constantFrom(...transposes))
  // tfjs takes no layers of empty batches, and flattens none that have to be broadcast.
  .filter(([{ batchA, batchB }]) => batchA.join() === batchB.join() && batchA.length < 2)
  .chain(([product, transposed]) => {
    const [shapeA, shapeB] = operandShapes(product, transposed);
    const [transposeA, transposeB] = transposed;
    return fc
      .record({ a: floats(shapeA), b: floats(shapeB), finish: finish(product.columns) })
      .map(({ finish, ...operands }) =>
        layerCase(
          operands,
          { transposeA, transposeB },
          finish,
          exactProduct(transposeA, transposeB),
        ),
      );
  });

/** The activation of a layer, on the active backend. */
function activated(
  x: Tensor,
  { activation, leakyreluAlpha }: { activation: string; leakyreluAlpha: number },
  alpha: Tensor | undefined,
): Tensor {
  const functions: Readonly<Record<string, () => Tensor>> = {
    linear: () => x,
    relu: () => tf.relu(x),
    relu6: () => tf.relu6(x),
    leakyrelu: () => tf.leakyRelu(x, leakyreluAlpha),
    // The cpu backend loses the digits of small numbers.
    elu: () => tf.where(tf.greater(x, 0), x, tf.expm1(x)),
    sigmoid: () => tf.sigmoid(x),
    prelu: () => tf.prelu(x, alpha as Tensor),
  };
  return (functions[activation] as () => Tensor)();
}

const equations = [
  ...['ij->ji', 'ij->i', 'ij->', 'ijk->ki', 'ij,jk->ik', 'ij,kj->ik', 'bij,bjk->bik'],
  ...['i,j->ij', 'i,i->', 'ij,ij->ij', 'ij,j->i', 'bhid,bhjd->bhij', 'bij,jk->bki', 'abc,cd->abd'],
];

const einsum = fc
  .tuple(fc.constantFrom(...equations), fc.array(fc.nat(6), { minLength: 26, maxLength: 26 }))
  .chain(([equation, lengths]) => {
    const terms = (equation.split('->')[0] as string).split(',');
    const shapes = terms.map((term) =>
      [...term].map((label) => 1 + (lengths[label.charCodeAt(0) - 97] as number)),
    );
    return fc.record<FuzzCase>({
      inputs: fc.record(
        Object.fromEntries(
          shapes.map((shape, i) => [String(i), floats(shape, ['unit', 'few', 'wide', 'tiny'])]),
        ),
      ),
      attrs: fc.constant({ equation }),
      run: fc.constant((inputs) => tf.einsum(equation, ...Object.values(inputs))),
      magnitude: fc.constant('sums' as const),
    });
  });

/** Products of matrices and tensors. */
export const productFuzzers: Fuzzers = {
  [tf.BatchMatMul]: batchMatMul,
  [tf._FusedMatMul]: fusedMatMul,
  [tf.Einsum]: einsum,
};
