// Reads labelled sets as they are handed around: GoEmotions' tables, TweetEval's pairs of files, EmoBank, CLUE. No scoring.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { EMOTIONS } from '../../domain/emotion.ts'
import { EngineError } from '../../domain/errors.ts'
import { FINE_LABELS } from '../../analysis/emotion/labels.ts'

export const FORMATS = ['goemotions', 'ekman', 'tweeteval', 'emobank', 'clue'] as const
export type Format = (typeof FORMATS)[number]

export interface LabelledText {
  readonly text: string
  /** Places in the set's `labels`. */
  readonly gold: readonly number[]
}

/** Texts with one or several labels each. */
export interface LabelledSet {
  readonly labels: readonly string[]
  readonly items: readonly LabelledText[]
}

export interface RatedText {
  readonly text: string
  /** Valence, arousal, dominance, each 1 … 5. */
  readonly rating: readonly [number, number, number]
}

/** The numbers of GoEmotions' Ekman grouping: by alphabet. */
export const EKMAN_LABELS = [...EMOTIONS].sort()
const CLUE_LABELS = ['happiness', 'sadness', 'anger', 'fear', 'disgust', 'surprise', 'like']

const fail = (file: string, line: number, problem: string): never => {
  throw new EngineError('BAD_INPUT', `${file}, line ${line}: ${problem}. Nothing was scored.`)
}

/** Of any line ending and with or without a byte order mark; empty lines keep their numbers but not their place. */
const linesOf = (file: string): { readonly line: number; readonly text: string }[] => {
  if (!existsSync(file)) throw new EngineError('NOT_FOUND', `There is no file ${file}.`)
  return readFileSync(file, 'utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .map((text, index) => ({ line: index + 1, text }))
    .filter(({ text }) => text.trim() !== '')
}

/** Tab-separated: text, label numbers with commas, anything. A header line is passed over. */
export const readTable = (file: string, labels: readonly string[]): LabelledSet => {
  const items = linesOf(file).flatMap(({ line, text: row }, index) => {
    const [text = '', ids = ''] = row.split('\t')
    const gold = ids.split(',').map((id) => (/^\s*\d+\s*$/.test(id) ? Number(id) : -1))
    if (gold.some((id) => id < 0 || id >= labels.length)) {
      if (index === 0 && !/\d/.test(ids)) return []
      fail(file, line, `“${ids}” are not label numbers from 0 to ${labels.length - 1}`)
    }
    return [{ text, gold: [...new Set(gold)] }]
  })
  return { labels, items }
}

/** `X_text.txt`, with `X_labels.txt` and `mapping.txt` beside it. */
const readTweetEval = (file: string): LabelledSet => {
  if (!file.endsWith('_text.txt'))
    throw new EngineError('BAD_INPUT', `A TweetEval set is named …_text.txt, not ${path.basename(file)}.`)
  const labelsFile = file.replace(/_text\.txt$/, '_labels.txt')
  const mapping = new Map(
    linesOf(path.join(path.dirname(file), 'mapping.txt')).map(({ line, text }) => {
      const found = /^\s*(\d+)\s+(.+?)\s*$/.exec(text)
      return found
        ? [Number(found[1]), found[2]]
        : fail('mapping.txt', line, 'a number and a name were expected')
    }),
  )
  const ids = [...mapping.keys()].sort((a, b) => a - b)
  // Empty tweets count: text and labels belong together line by line.
  const texts = readFileSync(file, 'utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
  const gold = linesOf(labelsFile)
  while (texts.length > gold.length && texts.at(-1)?.trim() === '') texts.pop()
  const rows = texts.length === gold.length ? texts : texts.filter((text) => text.trim() !== '')
  if (rows.length !== gold.length)
    throw new EngineError(
      'BAD_INPUT',
      `${file} has ${rows.length} texts, ${labelsFile} has ${gold.length} labels. Nothing was scored.`,
    )
  const items = gold.map(({ line, text: id }, index) => {
    const at = ids.indexOf(Number(id))
    if (at < 0) fail(labelsFile, line, `“${id}” is not in mapping.txt`)
    return { text: rows[index], gold: [at] }
  })
  return { labels: ids.map((id) => mapping.get(id)!), items }
}

/** One JSON object a line: content, label. */
const readClue = (file: string): LabelledSet => {
  const items = linesOf(file).map(({ line, text: row }) => {
    let value: unknown
    try {
      value = JSON.parse(row)
    } catch {
      fail(file, line, 'this is not JSON')
    }
    const { content, label } = (value ?? {}) as { readonly content?: unknown; readonly label?: unknown }
    if (typeof content !== 'string' || typeof label !== 'string')
      return fail(file, line, '“content” and “label” were expected')
    return { text: content, label, line }
  })
  const named = [...new Set(items.map(({ label }) => label))]
  const labels = [...CLUE_LABELS, ...named.filter((name) => !CLUE_LABELS.includes(name)).sort()]
  return { labels, items: items.map(({ text, label }) => ({ text, gold: [labels.indexOf(label)] })) }
}

export const readLabelled = (file: string, format: Exclude<Format, 'emobank'>): LabelledSet => {
  switch (format) {
    case 'goemotions':
      return readTable(file, FINE_LABELS)
    case 'ekman':
      return readTable(file, EKMAN_LABELS)
    case 'tweeteval':
      return readTweetEval(file)
    case 'clue':
      return readClue(file)
  }
}

/** RFC 4180: quoted fields may hold commas, doubled quotes and line ends. */
const csvRows = (text: string): string[][] => {
  const rows: string[][] = []
  let row: string[] = []
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|\r|$)/g)) {
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    if (end === ',') continue
    if (row.some((field) => field !== '')) rows.push(row)
    row = []
  }
  return rows
}

/** EmoBank's table with columns V, A, D and text, in any order; of one split, or all of it. */
export const readRated = (file: string, split?: string): readonly RatedText[] => {
  if (!existsSync(file)) throw new EngineError('NOT_FOUND', `There is no file ${file}.`)
  const [header = [], ...rows] = csvRows(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''))
  const at = (name: string): number => header.findIndex((column) => column.trim().toLowerCase() === name)
  const [v, a, d, text, part] = [at('v'), at('a'), at('d'), at('text'), at('split')]
  if ([v, a, d, text].includes(-1))
    throw new EngineError('BAD_INPUT', `${file} needs the columns V, A, D and text. Nothing was scored.`)
  return rows.flatMap((row, index) => {
    if (split !== undefined && row[part] !== split) return []
    const rating = [Number(row[v]), Number(row[a]), Number(row[d])] as const
    if (rating.some((value) => !Number.isFinite(value))) fail(file, index + 2, 'V, A and D must be numbers')
    return [{ text: row[text] ?? '', rating }]
  })
}
