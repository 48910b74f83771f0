// Waits for the first evening of a book to be over.
import type { Page } from 'playwright'

/** How long no work may be in progress before the first evening counts as over. */
const CALM_MS = 4000

/**
 * On the first evening the whole book is read for its feelings, and what computes is timed. What is measured is a book
 * that one works on: the wait is for both to be done.
 */
export const untilCalm = async (page: Page): Promise<void> => {
  await page.locator('.ProseMirror p').first().waitFor()
  await page.waitForFunction(
    (calmMs) => {
      const clock = window as unknown as { busyAtMs?: number }
      if (document.querySelector('[data-testid="jobs"]')) clock.busyAtMs = performance.now()
      clock.busyAtMs ??= performance.now()
      return performance.now() - clock.busyAtMs > calmMs
    },
    CALM_MS,
    { timeout: 300_000, polling: 250 },
  )
}
