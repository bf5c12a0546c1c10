/**
 * Semi-supervised learning with deep generative models: M1, M2 and M1+M2 of Kingma et al. 2014
 * (arXiv:1406.5298) on MNIST. `npm run example semi-supervised -- m1m2 --labels 100` runs the last.
 */
import { UsageError } from '../support/commandLine';

interface Command {
  readonly purpose: string;
  readonly load: () => Promise<{ main: (args: readonly string[]) => Promise<void> }>;
}

const commands: Readonly<Record<string, Command>> = {
  m1: {
    purpose: 'a variational autoencoder, and classifiers on its latents',
    load: () => import('./commands/m1'),
  },
  m2: {
    purpose: 'the generative semi-supervised model, on pixels',
    load: () => import('./commands/m2'),
  },
  m1m2: { purpose: 'M2 on the latents of M1', load: () => import('./commands/m1m2') },
  adgm: {
    purpose: 'M2 with an auxiliary variable, and several times the work',
    load: () => import('./commands/adgm'),
  },
  table: {
    purpose: 'the results of finished runs, over their seeds',
    load: () => import('./commands/table'),
  },
};

export async function main([name = '--help', ...flags]: readonly string[]): Promise<void> {
  const command = commands[name];
  if (command) return (await command.load()).main(flags);
  const usage = [
    'Usage: npm run example semi-supervised -- <command> [flags]',
    ...Object.entries(commands).map(([own, { purpose }]) => `  ${own.padEnd(8)}${purpose}`),
    'Every command explains its flags: npm run example semi-supervised -- m1m2 --help',
  ].join('\n');
  if (name === '--help' || name === '-h') return console.log(usage);
  throw new UsageError(`There is no command '${name}'.\n${usage}`);
}
