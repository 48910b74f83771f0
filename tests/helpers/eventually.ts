// Asks until it is so: windows, engines and disks take their time, and a busy machine more of it.
import { expect } from 'vitest'

/** As `expect.poll`, with the patience that whole studios need. */
export const eventually: typeof expect.poll = (read, options) =>
  expect.poll(read, { timeout: 20_000, ...options })
