// Compares what tfjs's operations and their gradients are on its backends, and writes the table:
// `npm run conformance`.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import '@tensorflow/tfjs-layers';
import { disableWasmTraining, enableWasmTraining } from 'variate/wasm';
import type { ConformanceCase } from '../tests/conformance/ConformanceCase';
import { cases } from '../tests/conformance/cases';
import {
  type Aspect,
  aspects,
  compare,
  evaluate,
  has,
  isRight,
  type Result,
} from '../tests/conformance/conformance';
import type { Outcome } from '../tests/conformance/evaluate';
import { freshWasmBackend } from '../tests/conformance/freshWasmBackend';

const path = fileURLToPath(new URL('../docs/conformance.md', import.meta.url));

type Column = 'cpu' | 'wasm, stock' | 'wasm, with training kernels';
const columns: readonly Column[] = ['cpu', 'wasm, stock', 'wasm, with training kernels'];

async function prepare(column: Column): Promise<void> {
  if (column === 'cpu') {
    await tf.setBackend('cpu');
    return;
  }
  // For each case anew: some stock kernels write out of bounds.
  disableWasmTraining();
  await freshWasmBackend();
  if (column !== 'wasm, stock') await enableWasmTraining();
}

/** What is wrong with the cases of one operation on one backend, in one cell of the table. */
interface Cell {
  count: number;
  largest: number;
  /** Whether the backend is what the other ones are measured by. */
  isReference: boolean;
  readonly wrong: { readonly title: string; readonly result: Result }[];
}

const table = new Map<string, Record<Aspect, Record<Column, Cell>>>();

function cellOf(op: string, aspect: Aspect, column: Column): Cell {
  const empty = (): Cell => ({ count: 0, largest: 0, isReference: true, wrong: [] });
  const row = (): Record<Column, Cell> => ({
    cpu: empty(),
    'wasm, stock': empty(),
    'wasm, with training kernels': empty(),
  });
  const cells = table.get(op) ?? { value: row(), gradient: row() };
  table.set(op, cells);
  return cells[aspect][column];
}

function note(
  conformanceCase: ConformanceCase,
  aspect: Aspect,
  column: Column,
  result: Result,
): void {
  const cell = cellOf(conformanceCase.op, aspect, column);
  cell.count++;
  if (column !== 'cpu' || conformanceCase.exact) cell.isReference = false;
  if (isRight(result, conformanceCase)) cell.largest = Math.max(cell.largest, result as number);
  else cell.wrong.push({ title: conformanceCase.title, result });
}

const shortened = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').replaceAll('|', '\\|');
  return line.length > 90 ? `${line.slice(0, 87)}...` : line;
};

const described = (result: Result): string =>
  typeof result === 'string' ? shortened(result) : `error ${result.toPrecision(2)}`;

function show({ count, largest, wrong, isReference }: Cell): string {
  if (count === 0) return '';
  if (isReference) return 'reference';
  if (wrong.length === 0) return largest === 0 ? 'exact' : largest.toExponential(0);
  const [first] = wrong as [Cell['wrong'][number]];
  const what = `${described(first.result)} (${first.title})`;
  return wrong.length === count && count === 1
    ? `**wrong**: ${what}`
    : `**${wrong.length} of ${count} wrong**: ${what}`;
}

for (const conformanceCase of cases) {
  const onCpu: Partial<Record<Aspect, Outcome>> = {};
  for (const column of columns) {
    for (const aspect of aspects) {
      if (!has(conformanceCase, aspect)) continue;
      await prepare(column);
      const outcome = evaluate(conformanceCase, aspect);
      if (column === 'cpu') onCpu[aspect] = outcome;
      const result = compare(conformanceCase, aspect, outcome, onCpu[aspect] as Outcome);
      note(conformanceCase, aspect, column, result);
    }
  }
}

const isRightEverywhere = (cells: Record<Column, Cell>, column: Column): boolean =>
  cells[column].wrong.length === 0;
const rightOps = (column: Column): number =>
  [...table.values()].filter((row) => aspects.every((a) => isRightEverywhere(row[a], column)))
    .length;

const lines = [
  '# Conformance',
  '',
  '<!-- Written by `npm run conformance`. -->',
  '',
  "What tfjs's operations and their gradients are on its backends: the largest error of all values,",
  'relative to the largest expected magnitude, over the cases of `tests/conformance`. The reference is',
  'a definition in float64, whose gradient is taken by central differences, or else the cpu backend.',
  'A result is wrong where its error is above 1e-5, its shape or dtype differs, or it is an error.',
  '',
  '| backend | operations of which every case is right |',
  '| --- | --- |',
  ...columns.map((column) => `| ${column} | ${rightOps(column)} of ${table.size} |`),
  '',
  'Left out: complex numbers and what needs them (`Complex`, `ComplexAbs`, `Real`, `Imag`, `FFT`, `IFFT`),',
  'strings, ragged tensors and drawing on a canvas. The wasm backend has no kernels for them.',
  '',
  `| operation | | ${columns.join(' | ')} |`,
  `| --- | --- |${columns.map(() => ' --- |').join('')}`,
  ...[...table]
    .sort(([a], [b]) => a.localeCompare(b))
    .flatMap(([op, row]) =>
      aspects
        .filter((aspect) => row[aspect].cpu.count > 0)
        .map(
          (aspect) =>
            `| ${aspect === 'value' ? `\`${op}\`` : ''} | ${aspect} | ${columns
              .map((column) => show(row[aspect][column]))
              .join(' | ')} |`,
        ),
    ),
  '',
];
writeFileSync(path, lines.join('\n'));
console.log(lines.slice(9, 14).join('\n'));
