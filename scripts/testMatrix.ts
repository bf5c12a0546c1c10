// Runs the test suite, which installs and runs the packed library too, under other versions of
// Node: `npm run test:matrix`, or `npm run test:matrix -- 22` for one of them.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const chosen = process.argv.slice(2);
const versions = chosen.length > 0 ? chosen : ['22', '24'];

/** Installs a Node binary, which the registry holds as a package, and returns its folder. */
function installNode(version: string): string {
  const system = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${system}-${process.arch}`;
  const folder = join(root, 'node_modules', '.cache', `node-${version}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const { status } = spawnSync(
    'npm',
    ['install', '--no-audit', '--no-fund', '--prefer-offline', `${name}@${version}`],
    { cwd: folder, stdio: 'inherit', shell: process.platform === 'win32' },
  );
  if (status !== 0) throw new Error(`Node ${version} could not be installed as ${name}.`);
  return join(folder, 'node_modules', name, 'bin');
}

const failed = versions.filter((version) => {
  const bin = installNode(version);
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH']}` };
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  // Says the version of the binary itself, not the one that was asked for.
  spawnSync('node', ['--print', '"Node " + process.version'], { env, stdio: 'inherit' });
  return spawnSync('node', [vitest, 'run'], { cwd: root, env, stdio: 'inherit' }).status !== 0;
});

console.log(failed.length > 0 ? `Failed on Node ${failed.join(', ')}.` : 'Passed on all versions.');
process.exitCode = failed.length > 0 ? 1 : 0;
