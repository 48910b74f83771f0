// A stream that never rests leaves room for other calls and can be stopped.
import { createRouterClient, os } from '@orpc/server'
import { expect, it } from 'vitest'
import { fair } from '../../engine/services/fair.ts'

const router = {
  flood: os.use(fair).handler(async function* () {
    // Ends by itself long after the test would have failed.
    const end = performance.now() + 5000
    for (let at = 0; performance.now() < end; at++) yield at
  }),
}

it('lets a timer run while a generator floods, so that a stop is heard', async () => {
  const stop = new AbortController()
  setTimeout(() => stop.abort(), 30)
  let received = 0
  const startedAt = performance.now()
  const flood = await createRouterClient(router).flood(undefined, { signal: stop.signal })
  while (!(await flood.next()).done) received++
  expect(received).toBeGreaterThan(0)
  expect(performance.now() - startedAt).toBeLessThan(4000)
})
