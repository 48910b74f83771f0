// How paragraphs feel, as conditions to learn from: read by the studio's analyser, and written down so that none is read twice.
import { hash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { appendFile } from 'node:fs/promises'
import { AnalysisPool, passageBatches } from '../../analysis/analysis-pool.ts'
import { feelingOfPassage } from '../../analysis/analyze-passages.ts'
import { conditionVector } from '../../models/condition.ts'

const BATCH_CHARACTERS = 400_000
const KEY_DIGITS = 16

const keyOf = (text: string): string => hash('sha256', text).slice(0, KEY_DIGITS)

/** One line a paragraph: its key, then the numbers of its condition. */
const lineOf = (key: string, condition: Float32Array): string =>
  `${key} ${Array.from(condition, (value) => Math.round(value * 1000) / 1000).join(' ')}\n`

const readCache = (file: string): Map<string, Float32Array> => {
  if (!existsSync(file)) return new Map()
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1)
  return new Map(
    lines.map((line) => {
      const [key = '', ...values] = line.split(' ')
      return [key, Float32Array.from(values, Number)]
    }),
  )
}

interface Watch {
  readonly signal: AbortSignal
  say(line: string): void
}

/**
 * One condition a paragraph, in order. Rejects with the signal's reason when stopped; what was read by then is kept.
 * @param file where it is kept
 */
export const feltParagraphs = async (
  paragraphs: readonly string[],
  file: string,
  { signal, say }: Watch,
): Promise<readonly Float32Array[]> => {
  const known = readCache(file)
  const missing = [...new Set(paragraphs)].filter((text) => !known.has(keyOf(text)))
  const characters = missing.reduce((sum, { length }) => sum + length, 0)
  say(`feelings of ${known.size} paragraphs are known, ${missing.length} are to be read`)
  const pool = new AnalysisPool()
  let read = 0
  let told = 0
  try {
    for (const batch of passageBatches(missing, BATCH_CHARACTERS)) {
      const findings = await pool.analyze(batch, signal)
      let lines = ''
      for (const [at, text] of batch.entries()) {
        const feeling = feelingOfPassage(findings[at])
        const felt = feeling ? { mix: feeling.mix, valence: feeling.valence, arousal: feeling.arousal } : {}
        const condition = conditionVector({ language: 'en', ...felt })
        known.set(keyOf(text), condition)
        lines += lineOf(keyOf(text), condition)
        read += text.length
      }
      await appendFile(file, lines)
      if (read / characters < told + 0.05) continue
      told = read / characters
      say(`feelings read of ${Math.round(100 * told)} %`)
    }
  } finally {
    await pool.dispose()
  }
  return paragraphs.map((text) => known.get(keyOf(text))!)
}
