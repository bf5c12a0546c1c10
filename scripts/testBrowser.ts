// Runs tests/browser in a real headless Chromium, in an ordinary page and in a cross-origin isolated
// one (where tfjs picks its threaded build): `npm run test:browser`. The browser is the one at
// CHROMIUM_PATH, or one that the system has.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import type { BrowserResult } from '../tests/browser/page';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

const candidates = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const executablePath = candidates.find((candidate) => candidate && existsSync(candidate)) ?? '';
if (executablePath === '') {
  console.error('No Chromium was found: install one, or name it in CHROMIUM_PATH.');
  process.exit(1);
}

const folder = mkdtempSync(join(tmpdir(), 'variate-browser-'));
await build({
  root: path('../tests/browser'),
  logLevel: 'error',
  resolve: {
    alias: [
      { find: /^variate$/, replacement: path('../src/index.ts') },
      { find: /^variate\/wasm$/, replacement: path('../src/wasm/index.ts') },
    ],
  },
  // Vite's own minifier breaks the worker of tfjs's threaded build: the page would wait for ever.
  build: { outDir: folder, emptyOutDir: true, target: 'es2022', minify: false },
});

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
};
const isolation = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

async function runPage(isolated: boolean): Promise<readonly BrowserResult[]> {
  const server = createServer((request, response) => {
    const file = join(folder, request.url === '/' ? 'index.html' : (request.url ?? ''));
    if (!existsSync(file)) return void response.writeHead(404).end();
    const type = types[extname(file)] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type, ...(isolated ? isolation : {}) });
    response.end(readFileSync(file));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update'],
  });
  try {
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const ready = page.waitForFunction('globalThis.browserResults', null, { timeout: 60_000 });
    await ready.catch((error) => errors.push(String(error)));
    const results = await page.evaluate('globalThis.browserResults ?? []');
    return [
      ...(results as BrowserResult[]),
      ...errors.map((error) => ({ name: 'the page', error })),
    ];
  } finally {
    await browser.close();
    server.close();
  }
}

let [passed, failed] = [0, 0];
for (const isolated of [false, true]) {
  console.log(isolated ? '\nin a cross-origin isolated page' : 'in an ordinary page');
  for (const { name, error } of await runPage(isolated)) {
    if (error === undefined) passed++;
    else failed++;
    console.log(error === undefined ? `  ok    ${name}` : `  FAIL  ${name}: ${error}`);
  }
}
rmSync(folder, { recursive: true });
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
