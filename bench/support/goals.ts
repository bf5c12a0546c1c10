import type { StartedColumn } from '../contenders';
import { type ProductRates, ratioOfRates } from './productRates';
import { type Result, ratioToOurs } from './report';

/** A figure that is to be reached, beside what it was in this run. */
interface JudgedGoal {
  readonly title: string;
  readonly against: string;
  readonly goal: number;
  readonly measured: number | undefined;
}

const isRelaxed = ({ variant }: ProductRates): boolean => variant === 'relaxed-simd';

function workloadGoals(
  results: readonly Result[],
  columns: readonly StartedColumn[],
  rates: ProductRates,
): JudgedGoal[] {
  return results.flatMap(({ workload, measurements }) =>
    (workload.goals ?? []).map(({ against, atLeast, atLeastRelaxed }) => {
      const index = columns.findIndex(({ name }) => name === against);
      const [ours, theirs] = [measurements[0], measurements[index]];
      return {
        title: workload.title,
        against: columns[index]?.heading ?? against,
        goal: isRelaxed(rates) ? (atLeastRelaxed ?? atLeast) : atLeast,
        measured: ours && theirs && ratioToOurs(theirs, ours),
      };
    }),
  );
}

function productGoals(rates: ProductRates): JudgedGoal[] {
  const goal = (
    title: string,
    against: string,
    goal: number,
    ...names: [of: keyof ProductRates['rates'], to: keyof ProductRates['rates']]
  ): JudgedGoal => ({ title, against, goal, measured: ratioOfRates(rates, ...names) });
  return [
    goal('rate of x w', 'x w of stock tfjs', 1, 'plain', 'stock'),
    goal('rate of dy w^T', 'x w', 0.85, 'rightTransposed', 'plain'),
    goal('rate of x^T dy', 'x w', 0.85, 'leftTransposed', 'plain'),
    goal('rate of x^T w^T', 'x w', 0.85, 'bothTransposed', 'plain'),
    ...(isRelaxed(rates) ? [goal('rate of x w', 'the ceiling', 0.75, 'plain', 'ceiling')] : []),
  ];
}

/** Every goal beside what was measured: the time of others, or the rate of ours, in ratio. */
export function goalLines(
  results: readonly Result[],
  columns: readonly StartedColumn[],
  rates: ProductRates,
): string[] {
  const line = (title: string, against: string, ...cells: readonly string[]): string =>
    [title.padEnd(36), against.padEnd(20), ...cells.map((cell) => cell.padStart(9))].join('  ');
  const judged = [...workloadGoals(results, columns, rates), ...productGoals(rates)];
  return [
    line('goal', 'against', 'at least', 'measured', ''),
    ...judged.map(({ title, against, goal, measured }) =>
      line(
        title,
        against,
        `${goal.toFixed(2)}x`,
        measured === undefined ? '-' : `${measured.toFixed(2)}x`,
        measured === undefined ? '' : measured >= goal ? 'reached' : 'missed',
      ),
    ),
  ];
}
