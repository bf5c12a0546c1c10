import { parseArgs } from 'node:util';

/** One flag: its default decides its type, and its `check` what is admissible. */
export type Flag =
  | {
      readonly default: number;
      readonly help: string;
      readonly min?: number;
      readonly max?: number;
      /** Takes any number of the range; integers only unless given. */
      readonly real?: true;
    }
  | { readonly default: string; readonly help: string; readonly oneOf?: readonly string[] }
  | { readonly default: boolean; readonly help: string };

/** The values of flags, by the names they were declared with. */
export type FlagValues<Flags extends Readonly<Record<string, Flag>>> = {
  readonly [Name in keyof Flags]: Flags[Name]['default'] extends number
    ? number
    : Flags[Name]['default'] extends boolean
      ? boolean
      : string;
};

/** A mistake of the caller's: one line says all there is to say, and no stack follows. */
export class UsageError extends Error {}

/** `labelledWeight` as `labelled-weight`, the way it is written on the command line. */
export const dashed = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function number(
  name: string,
  text: string,
  { min = 0, max = Number.MAX_SAFE_INTEGER, real = false },
): number {
  const value = Number(text);
  const isKind = real ? Number.isFinite(value) : Number.isInteger(value);
  if (text.trim() === '' || !isKind || value < min || value > max) {
    const range =
      max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `between ${min} and ${max}`;
    const kind = real ? 'a number' : 'an integer';
    throw new UsageError(`--${dashed(name)} takes ${kind} ${range}; got '${text}'.`);
  }
  return value;
}

/** The command with more flags: npm hands on what follows the first `--`. */
export const invocation = (command: string, flags: string): string =>
  `${command}${command.includes(' -- ') ? '' : ' --'} ${flags}`;

function help(command: string, purpose: string, flags: Readonly<Record<string, Flag>>): string {
  const rows = Object.entries(flags).map(([name, flag]) => {
    const choices = 'oneOf' in flag && flag.oneOf ? ` ${flag.oneOf.join('|')}` : ' TEXT';
    const value =
      typeof flag.default === 'number' ? ' N' : typeof flag.default === 'string' ? choices : '';
    const preset =
      flag.default === false || flag.default === '' ? '' : ` (default ${flag.default})`;
    return [`--${dashed(name)}${value}`, `${flag.help}${preset}`] as const;
  });
  const width = Math.max(...rows.map(([usage]) => usage.length)) + 2;
  return [
    purpose,
    '',
    `Usage: ${invocation(command, '[flags]')}`,
    ...rows.map(([usage, text]) => `  ${usage.padEnd(width)}${text}`),
    `  ${'--help'.padEnd(width)}this text`,
  ].join('\n');
}

/**
 * Reads the flags of an example. Prints the help or one line about a wrong flag, and ends the
 * process, where there is nothing to run.
 */
export function parseFlags<const Flags extends Readonly<Record<string, Flag>>>(
  args: readonly string[],
  { command, purpose, flags }: { command: string; purpose: string; flags: Flags },
): FlagValues<Flags> {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', short: 'h' },
        ...Object.fromEntries(
          Object.entries(flags).map(([name, flag]) => [
            dashed(name),
            {
              type: typeof flag.default === 'boolean' ? ('boolean' as const) : ('string' as const),
            },
          ]),
        ),
      },
    });
    if (values['help'] === true) {
      console.log(help(command, purpose, flags));
      process.exit(0);
    }
    const entries = Object.entries(flags as Readonly<Record<string, Flag>>).map(([name, flag]) => {
      const given = (values as Record<string, string | boolean | undefined>)[dashed(name)];
      if (given === undefined) return [name, flag.default];
      if (typeof flag.default === 'number') return [name, number(name, String(given), flag)];
      if ('oneOf' in flag && flag.oneOf && !flag.oneOf.includes(String(given))) {
        throw new UsageError(
          `--${dashed(name)} takes one of ${flag.oneOf.join(', ')}; got '${given}'.`,
        );
      }
      return [name, given];
    });
    return Object.fromEntries(entries) as FlagValues<Flags>;
  } catch (error) {
    const wrongFlag =
      error instanceof UsageError ||
      (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS') === true;
    if (!wrongFlag) throw error;
    console.error(`${(error as Error).message}\nSee: ${invocation(command, '--help')}`);
    process.exit(2);
  }
}
