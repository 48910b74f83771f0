// Takes YAML front matter off a Markdown file: plain fields as text, and the rest of it for those who know it.
import { parse } from 'yaml'

export interface FrontMatter {
  readonly body: string
  /** Fields of one value, by their names in lower case. */
  readonly fields: Readonly<Record<string, string>>
  /** Everything as it stands. */
  readonly data: Readonly<Record<string, unknown>>
}

const BLOCK = /^---[ \t]*\n([\s\S]{0,200000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)/u
const LINE = /^(?:[\w-]+[ \t]*:.*|[ \t]+.*|-[ \t].*|#.*|[ \t]*)$/u
/** Aliases multiply: a book needs none. */
const MAX_ALIASES = 20

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Writers put colons into titles without quoting them: then each line is taken for itself. */
const byLines = (lines: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    lines.flatMap((line): [string, string][] => {
      const field = /^([\w-]+)[ \t]*:(.*)$/u.exec(line)
      return field ? [[field[1], field[2].trim().replace(/^(["'])(.*)\1$/u, '$2')]] : []
    }),
  )

const parsed = (source: string, lines: readonly string[]): Record<string, unknown> => {
  try {
    // The simplest schema knows no dates and numbers: a chapter called 1.10 keeps its name.
    const value: unknown = parse(source, {
      schema: 'failsafe',
      maxAliasCount: MAX_ALIASES,
      logLevel: 'silent',
    })
    return isRecord(value) ? value : byLines(lines)
  } catch {
    return byLines(lines)
  }
}

/** @param text with `\n` line ends. A rule that only looks like front matter stays in the body. */
export const readFrontMatter = (text: string): FrontMatter => {
  const found = BLOCK.exec(text)
  const lines = found?.[1]?.split('\n') ?? []
  if (
    !found ||
    !lines.some((line) => /^[\w-]+[ \t]*:/u.test(line)) ||
    !lines.every((line) => LINE.test(line))
  )
    return { body: text, fields: {}, data: {} }
  const data = parsed(found[1], lines)
  const fields = Object.entries(data).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[key.toLowerCase(), value.trim()]] : [],
  )
  return { body: text.slice(found[0].length), fields: Object.fromEntries(fields), data }
}
