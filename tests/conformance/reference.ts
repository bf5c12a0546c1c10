import type { ConformanceCase } from './ConformanceCase';
import type { Values } from './evaluate';
import { upstream } from './evaluate';
import { drawOperands } from './operands';

/** The value of a case by its definition in float64; of the result, only the numbers are known. */
export function exactValue({ operands, exact }: ConformanceCase): readonly ArrayLike<number>[] {
  return exact ? [exact(...drawOperands(operands))] : [];
}

/** The gradient of a case by central differences of its definition in float64. */
export function exactGradient({ operands, exact }: ConformanceCase): readonly Values['values'][] {
  if (!exact) return [];
  const values = drawOperands(operands);
  const step = 1e-5;
  const weights = upstream(exact(...values).length);
  const weighted = (): number => {
    const value = exact(...values);
    return weights.reduce((total, weight, index) => total + weight * (value[index] as number), 0);
  };
  return operands.flatMap(({ dtype }, number) => {
    if (dtype !== 'float32') return [];
    const operand = values[number] as number[];
    return [
      operand.map((x, index) => {
        operand[index] = x + step;
        const above = weighted();
        operand[index] = x - step;
        const below = weighted();
        operand[index] = x;
        return (above - below) / (2 * step);
      }),
    ];
  });
}
