// Runs a built page in Node: `node runPage.mjs <folder with index.html>` prints what the page
// reports. The folder is served over HTTP, as a page loads its wasm binaries with fetch.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseHTML } from 'linkedom';

const folder = process.argv[2];
const { exit, stdout } = process;

const server = createServer((request, response) => {
  response.setHeader(
    'content-type',
    request.url.endsWith('.wasm') ? 'application/wasm' : 'text/javascript',
  );
  response.end(readFileSync(join(folder, request.url)));
});
await new Promise((listening) => server.listen(0, listening));

const base = `http://localhost:${server.address().port}`;
const { document } = parseHTML(readFileSync(join(folder, 'index.html'), 'utf8'));
const { fetch } = globalThis;
Object.assign(globalThis, {
  window: globalThis,
  document,
  location: new URL(base),
  MutationObserver: class {
    observe() {}
  },
  fetch: (url, init) => fetch(new URL(url, base), init),
  report: (result) => stdout.write(`${JSON.stringify(result)}\n`, () => exit(0)),
});
// What tfjs and its wasm glue recognize Node by.
Object.defineProperty(globalThis, 'process', { value: undefined });

const script = document.querySelector('script[src]').getAttribute('src');
await import(pathToFileURL(join(folder, script)).href);
