// Unlabelled fiction for the emotion recipes: the text files of a folder as sentences, and which words are words and not names.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Language } from '../../domain/project.ts'
import { splitSentences } from '../../text/sentences.ts'

const WORD = /[\p{L}\p{N}]+(?:['’]\p{L}+)*/gu

/** Sentences of every .txt file below the folder, a paragraph at a time; lines that end inside one are joined. */
export function* fictionSentences(folder: string, language: Language): Generator<string> {
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('.txt')) continue
    const text = readFileSync(path.join(folder, name), 'utf8')
    for (const block of text.split(/\r?\n\s*\r?\n/)) {
      const paragraph = block.replace(/\s*\r?\n\s*/g, language === 'zh' ? '' : ' ').trim()
      for (const { from, to } of splitSentences(paragraph, language)) yield paragraph.slice(from, to)
    }
  }
}

export interface WordCounts {
  readonly lower: Map<string, number>
  readonly capital: Map<string, number>
}

export const createWordCounts = (): WordCounts => ({ lower: new Map(), capital: new Map() })

export const countEnglishWords = ({ lower, capital }: WordCounts, text: string): void => {
  for (const [raw] of text.matchAll(WORD)) {
    const word = raw.toLowerCase().replaceAll('’', "'")
    const counts = /^\p{Lu}/u.test(raw) ? capital : lower
    counts.set(word, (counts.get(word) ?? 0) + 1)
  }
}

/** Words that are written small at least `minimum` times and not far less often than with a capital: no names. */
export const commonWords = ({ lower, capital }: WordCounts, minimum: number): string[] =>
  [...lower]
    .filter(([word, count]) => count >= minimum && count * 20 > (capital.get(word) ?? 0))
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([word]) => word)
