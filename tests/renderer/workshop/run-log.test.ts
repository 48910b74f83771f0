// The log of a run: thinned without losing its course.
import { describe, expect, it } from 'vitest'
import { EMPTY_LOG, recordEvent, smoothLoss } from '../../../renderer/workshop/run-log.ts'

const step = (at: number) =>
  ({ kind: 'step', step: at, loss: 1000 - at, tokensPerS: 1, elapsedMs: at, remainingMs: null }) as const

describe('the run log', () => {
  it('stays small over a long training and keeps first, last and order', () => {
    let log = EMPTY_LOG
    for (let at = 0; at < 50_000; at += 1) log = recordEvent(log, step(at))
    expect(log.steps.length).toBeLessThanOrEqual(1200)
    expect(log.steps.length).toBeGreaterThan(500)
    expect(log.steps[0].step).toBe(0)
    expect(log.last?.step).toBe(49_999)
    const gaps = log.steps.slice(1).map((point, index) => point.step - log.steps[index].step)
    expect(new Set(gaps).size).toBe(1)
  })

  it('keeps every validation and the latest samples', () => {
    let log = EMPTY_LOG
    for (let at = 0; at < 60; at += 1) {
      log = recordEvent(log, { kind: 'validation', step: at, loss: 2, bitsPerByte: 1, best: false })
      log = recordEvent(log, { kind: 'sample', step: at, text: `sample ${at}` })
    }
    expect(log.validations).toHaveLength(60)
    expect(log.samples).toHaveLength(40)
    expect(log.samples.at(-1)?.text).toBe('sample 59')
  })

  it('smooths without a false start', () => {
    const points = smoothLoss([5, 5, 5].map((loss, at) => ({ step: at, loss })))
    for (const { loss } of points) expect(loss).toBeCloseTo(5, 9)
  })
})
