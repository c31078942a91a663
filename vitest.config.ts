import { defineConfig } from 'vitest/config'
import { BROWSERS, chosenBrowsers } from './scripts/browsers.ts'

// The library is imported by its own name; this condition makes that `src/` instead of `dist/`.
const SOURCE = '@overwire/source'
// Setting conditions replaces those that Vite has by default, so they are named again.
const DEFAULTS = ['module', 'development|production']

// It replaces a module of the library, which other tests in its process must not get.
const ISOLATED = ['test/server/static.test.ts']

// Ends what hangs. A machine that has other things to do takes several times as long as one that has none.
const PATIENCE = 60_000

const unchosen = BROWSERS.filter((name) => !chosenBrowsers().includes(name))

export default defineConfig({
  resolve: { conditions: [SOURCE, 'browser', ...DEFAULTS] },
  ssr: { resolve: { conditions: [SOURCE, 'node', ...DEFAULTS] } },
  test: {
    // On two processors three take a tenth less time, and browsers then are so slow now and then that tests cannot wait for them.
    maxWorkers: 2,
    // Modules keep no state, and loading the library again for each file would take longer than its tests.
    isolate: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'examples/**/*.test.ts'],
          exclude: ['test/browser/**', '**/node_modules/**', ...ISOLATED],
          testTimeout: PATIENCE,
        },
      },
      {
        extends: true,
        test: { name: 'isolated', include: ISOLATED, isolate: true, testTimeout: PATIENCE },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          exclude: ['**/node_modules/**', ...unchosen.map((name) => `test/browser/*/${name}.test.ts`)],
          testTimeout: PATIENCE,
          hookTimeout: PATIENCE,
        },
      },
      {
        extends: true,
        test: {
          name: 'types',
          include: [],
          typecheck: {
            enabled: true,
            only: true,
            include: ['test/types/**/*.test-d.ts'],
            tsconfig: 'test/types/tsconfig.json',
          },
        },
      },
    ],
  },
})
