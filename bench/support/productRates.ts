import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { median } from './statistics';

/** GFLOP/s of the matrix product, round by round. */
export interface ProductRates {
  /** The variant of the kernels that ran. */
  readonly variant: string;
  readonly rates: {
    /** Multiplications and additions in registers alone: what the engine can reach at most. */
    readonly ceiling: readonly number[];
    /** The product of stock tfjs, untransposed. */
    readonly stock: readonly number[];
    readonly plain: readonly number[];
    readonly rightTransposed: readonly number[];
    readonly leftTransposed: readonly number[];
    readonly bothTransposed: readonly number[];
  };
}

type Name = keyof ProductRates['rates'];

/** What the rates are called in a step of training. */
const titles: Readonly<Record<Name, string>> = {
  ceiling: 'multiply-add in registers, the ceiling',
  stock: 'x w of stock tfjs',
  plain: 'x w',
  rightTransposed: 'dy w^T',
  leftTransposed: 'x^T dy',
  bothTransposed: 'x^T w^T',
};

const script = fileURLToPath(new URL('../products.ts', import.meta.url));

/** Measures the rates in a process of its own. */
export function measureProductRates(rounds: number, flags: readonly string[]): ProductRates {
  const args = ['--import', 'tsx', script, String(rounds), ...flags];
  const output = execFileSync(process.execPath, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return JSON.parse(output.trim().split('\n').at(-1) as string) as ProductRates;
}

/** One rate over another, round by round: what slowed both down drops out. */
export function ratioOfRates({ rates }: ProductRates, of: Name, to: Name): number {
  return median(rates[of].map((rate, round) => rate / (rates[to][round] as number)));
}

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`.padStart(14);

export function productLines(measured: ProductRates): string[] {
  const heading = `product [1000, 784] x [784, 500], ${measured.variant}`;
  return [
    `${heading.padEnd(50)}${'GFLOP/s'.padStart(10)}${'of ceiling'.padStart(14)}${'of x w'.padStart(14)}`,
    ...(Object.keys(titles) as Name[]).map((name) => {
      const rate = median(measured.rates[name]).toFixed(1).padStart(10);
      const shares = [
        ratioOfRates(measured, name, 'ceiling'),
        ratioOfRates(measured, name, 'plain'),
      ];
      return `${titles[name].padEnd(50)}${rate}${shares.map(percent).join('')}`;
    }),
  ];
}
