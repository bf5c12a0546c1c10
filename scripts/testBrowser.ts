// Runs tests/browser in a real headless Chromium, in an ordinary page and in a cross-origin isolated
// one (where tfjs picks its threaded build), and the view to turn of a report: `npm run test:browser`.
// The browser is the one at CHROMIUM_PATH, or one that the system has.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import type { BrowserResult } from '../tests/browser/page';
import { checkPointCloud, pointCloudPage } from '../tests/browser/pointCloud';

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

/** Opens a browser for a page, and adds the errors that the page throws to what is found. */
async function inBrowser(
  look: (page: Page) => Promise<readonly BrowserResult[]>,
): Promise<readonly BrowserResult[]> {
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update'],
  });
  try {
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    const results = await look(page).catch((error) => [
      { name: 'the checks', error: String(error) },
    ]);
    return [...results, ...errors.map((error) => ({ name: 'the page', error }))];
  } finally {
    await browser.close();
  }
}

async function runPage(isolated: boolean): Promise<readonly BrowserResult[]> {
  const server = createServer((request, response) => {
    const file = join(folder, request.url === '/' ? 'index.html' : (request.url ?? ''));
    if (!existsSync(file)) return void response.writeHead(404).end();
    const type = types[extname(file)] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type, ...(isolated ? isolation : {}) });
    response.end(readFileSync(file));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  try {
    return await inBrowser(async (page) => {
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      await page.waitForFunction('globalThis.browserResults', null, { timeout: 60_000 });
      return page.evaluate('globalThis.browserResults') as Promise<BrowserResult[]>;
    });
  } finally {
    server.close();
  }
}

/** The page of a report is a file: it must not ask for anything else. */
async function runPointCloud(): Promise<readonly BrowserResult[]> {
  const file = join(folder, 'pointCloud.html');
  writeFileSync(file, pointCloudPage());
  return inBrowser(async (page) => {
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(pathToFileURL(file).href);
    const results = await checkPointCloud(page);
    const name = 'a cloud of points loads nothing but its own file';
    return [
      ...results,
      requests.length === 1 ? { name } : { name, error: `asked for ${requests.join(', ')}` },
    ];
  });
}

let [passed, failed] = [0, 0];
const pages: readonly (readonly [string, () => Promise<readonly BrowserResult[]>])[] = [
  ['in an ordinary page', () => runPage(false)],
  ['in a cross-origin isolated page', () => runPage(true)],
  ['in the report of an example', runPointCloud],
];
for (const [title, run] of pages) {
  console.log(`\n${title}`);
  for (const { name, error } of await run()) {
    if (error === undefined) passed++;
    else failed++;
    console.log(error === undefined ? `  ok    ${name}` : `  FAIL  ${name}: ${error}`);
  }
}
rmSync(folder, { recursive: true });
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
