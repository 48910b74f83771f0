// Two projects: `unit` (seconds, no browser) and `e2e` (a real browser, real processes).
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/** Real processes and whole browsers on a shared build machine: one hiccup is told of, two are a defect. */
const RETRIES = 1

export default defineConfig({
  test: {
    reporters: ['default', './tests/helpers/plain-reporter.ts'],
    // Many files start engines and models of their own: half the cores are as quick as all of them, and two the least.
    maxWorkers: Math.max(2, Math.floor(availableParallelism() / 2)),
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: ['tests/e2e/**'],
          // Guards against what hangs, not measures: many tests start real processes on whatever machine they are given.
          testTimeout: 180_000,
          hookTimeout: 120_000,
          retry: RETRIES,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          testTimeout: 240_000,
          hookTimeout: 120_000,
          retry: RETRIES,
          fileParallelism: false,
          // After the unit tests: browsers want the machine to themselves.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
