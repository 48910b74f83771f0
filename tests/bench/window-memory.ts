// What one window weighs: its JavaScript heap, and everything its process holds for itself.
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright'
import { round } from './bench.ts'

/** Private memory of the page's renderer process in MB; null where the system does not tell (other than Linux). */
const privateMB = async (page: Page): Promise<number | null> => {
  const browser = await page.context().browser()!.newBrowserCDPSession()
  const { processInfo } = await browser.send('SystemInfo.getProcessInfo')
  const sizes = processInfo
    .filter(({ type }) => type === 'renderer')
    .flatMap(({ id }) => {
      try {
        const kB = /^Private_Dirty:\s+(\d+)/m.exec(readFileSync(`/proc/${id}/smaps_rollup`, 'utf8'))?.[1]
        return kB === undefined ? [] : [Number(kB) / 1000]
      } catch {
        return []
      }
    })
  return sizes.length === 0 ? null : round(Math.max(...sizes), 0)
}

export const windowMemory = async (page: Page): Promise<{ heapMB: number; processMB: number | string }> => {
  const devtools = await page.context().newCDPSession(page)
  const { usedSize } = await devtools.send('Runtime.getHeapUsage')
  return { heapMB: round(usedSize / 1e6, 0), processMB: (await privateMB(page)) ?? 'unknown' }
}
