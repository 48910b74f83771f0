// Does material reach the page: the same openings continued with a diary entry and without it, by the same writer with the same
// seed; how many of the entry's facts the first passage mentions, and how often it contradicts them.
import { stemOf } from '../generation/fusion/material-facts.ts'
import { Random } from '../nn/seed.ts'
import { wordSpans } from '../text/words.ts'
import { FUSION_CASES, type FusionCase } from './fusion/cases.ts'
import { withInterval } from './statistics.ts'

export interface FusionBench {
  /**
   * Continues an opening; @param withMedia whether the case's entry lies on the scene.
   * @returns the best candidate; null where it was stopped before it ended.
   */
  readonly write: (one: FusionCase, withMedia: boolean, seed: number) => Promise<string | null>
  readonly signal: AbortSignal
  readonly now: () => number
  readonly minutes: number
  readonly say: (line: string) => void
}

interface Measured {
  /** Share of the case's facts that are mentioned. */
  readonly mentioned: number
  /** 1: a word that says the opposite of a fact stands in it. */
  readonly contradicts: number
  readonly facts: readonly string[]
}

const measure = (text: string, { facts, against }: FusionCase): Measured => {
  const stems = new Set(wordSpans(text).map(({ from, to }) => stemOf(text.slice(from, to))))
  const says = (word: string): boolean => stems.has(stemOf(word))
  const heard = facts.filter(({ words }) => words.some(says))
  return {
    mentioned: heard.length / facts.length,
    contradicts: against.some(says) ? 1 : 0,
    facts: heard.map(({ name }) => name),
  }
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

interface Pair {
  readonly on: Measured
  readonly off: Measured
}

/** Cases in order until the minutes are over; says how many there were. One that was stopped in its middle does not count. */
export const runFusion = async ({ write, signal, now, minutes, say }: FusionBench) => {
  const beganAt = now()
  const pairs: Pair[] = []
  const samples: { readonly entry: string; readonly on: string; readonly off: string }[] = []
  for (const [seed, one] of FUSION_CASES.entries()) {
    if (signal.aborted || now() - beganAt > minutes * 60_000) break
    const on = await write(one, true, seed + 1)
    const off = on === null ? null : await write(one, false, seed + 1)
    if (on === null || off === null) break
    const pair = { on: measure(on, one), off: measure(off, one) }
    pairs.push(pair)
    if (samples.length < 5) samples.push({ entry: one.entry, on, off })
    say(
      `${seed + 1}  on ${pair.on.mentioned.toFixed(2)} ${pair.on.contradicts}  off ${pair.off.mentioned.toFixed(2)} ${pair.off.contradicts}`,
    )
  }
  const random = new Random(1)
  const figure = (of: (pair: Pair) => number) => withInterval(pairs, (drawn) => mean(drawn.map(of)), random)
  if (pairs.length === 0) return { cases: 0, failed: true }
  const byFact = Object.fromEntries(
    (FUSION_CASES[0]?.facts ?? []).map(({ name }) => [
      name,
      {
        on: mean(pairs.map(({ on }) => (on.facts.includes(name) ? 1 : 0))),
        off: mean(pairs.map(({ off }) => (off.facts.includes(name) ? 1 : 0))),
      },
    ]),
  )
  const report = {
    cases: pairs.length,
    mentioned: {
      on: figure(({ on }) => on.mentioned),
      off: figure(({ off }) => off.mentioned),
      difference: figure(({ on, off }) => on.mentioned - off.mentioned),
    },
    contradicting: {
      on: figure(({ on }) => on.contradicts),
      off: figure(({ off }) => off.contradicts),
      difference: figure(({ on, off }) => on.contradicts - off.contradicts),
    },
    byFact,
    samples,
  }
  const line = (name: string, { value, interval }: ReturnType<typeof figure>): void =>
    say(`${name}  ${value.toFixed(3)}  (${interval[0].toFixed(3)} … ${interval[1].toFixed(3)})`)
  line('facts mentioned, media on ', report.mentioned.on)
  line('facts mentioned, media off', report.mentioned.off)
  line('contradicting, media on   ', report.contradicting.on)
  line('contradicting, media off  ', report.contradicting.off)
  return report
}
