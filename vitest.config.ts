import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

const alias = [
  { find: /^variate$/, replacement: path('src/index.ts') },
  { find: /^variate\/layers$/, replacement: path('src/layers/index.ts') },
  { find: /^variate\/wasm$/, replacement: path('src/wasm/index.ts') },
];

/** The tests of the library itself: every one of them runs once per backend. */
const numericTests = ['tests/*/**/*.test.ts'];
/** Tests of the repository and the package: they choose their backends themselves. */
const repositoryTests = ['tests/*.test.ts', 'tests/{packaging,examples}/**/*.test.ts'];

/** Tests of the wasm kernels compare backends of their own choice: once is enough for them. */
const wasmTests = ['tests/wasm/**'];

const onBackend = (name: string, elsewhere: readonly string[] = []) => ({
  resolve: { alias },
  test: {
    name,
    include: numericTests,
    exclude: [...repositoryTests, ...elsewhere],
    setupFiles: ['tests/helpers/backend.ts'],
    env: { VARIATE_BACKEND: name },
    testTimeout: 30_000,
    // One tfjs per worker: importing it costs more than most test files.
    isolate: false,
  },
});

export default defineConfig({
  test: {
    globalSetup: ['./tests/helpers/currentKernels.ts'],
    reporters: ['default', './tests/helpers/closingLineReporter.ts'],
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      // Another language, and what its compiler makes of it.
      exclude: ['src/wasm/{assembly,generated}/**'],
      reporter: ['text-summary', 'html', 'json-summary'],
      thresholds: { lines: 95 },
    },
    projects: [
      onBackend('cpu', wasmTests),
      onBackend('wasm', wasmTests),
      onBackend('wasm-training'),
      {
        resolve: { alias },
        test: {
          name: 'repository',
          include: repositoryTests,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
