/** Runs an example by name: `npm run example <name> -- <flags>`. */
import { existsSync, readdirSync } from 'node:fs';
import { UsageError } from './support/commandLine';

const [name, ...flags] = process.argv.slice(2);
const names = readdirSync(new URL('.', import.meta.url)).filter((entry) =>
  existsSync(new URL(`${entry}/train.ts`, import.meta.url)),
);

if (name === undefined || !names.includes(name)) {
  const problem = name === undefined ? 'Which example?' : `There is no example '${name}'.`;
  console.error(`${problem} Choose one of: ${names.join(', ')}`);
  console.error('  npm run example <name> -- --help');
  process.exitCode = 2;
} else {
  const { main } = (await import(`./${name}/train.ts`)) as {
    main: (flags: string[]) => Promise<void>;
  };
  try {
    await main(flags);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}
