// Two projects: `unit` (seconds, no browser) and `e2e` (a real browser, real processes).
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    reporters: ['default', './tests/helpers/plain-reporter.ts'],
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: ['tests/e2e/**'],
          testTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          testTimeout: 240_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          // After the unit tests: browsers want the machine to themselves.
          sequence: { groupOrder: 1 },
          // Whole browsers on a shared build machine: one hiccup is not a defect, two are.
          retry: 1,
        },
      },
    ],
  },
})
