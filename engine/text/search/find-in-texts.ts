// Finds words, whole words and regular expressions in many texts, with what a replacement would make of each place.
// May run long on a bad expression: who calls it gives it a thread and a time limit.
import { EngineError } from '../../domain/errors.ts'
import type { FindTerms, FoundPlace } from '../../domain/search.ts'

const WORD_CHARACTER = String.raw`[\p{L}\p{N}\p{M}_]`

/** A literal as an expression in which straight quotes find curly ones too, and spaces find those that do not break. */
const literal = (text: string): string =>
  text
    .replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
    .replaceAll("'", "['‘’]")
    .replaceAll('"', '["“”]')
    .replaceAll(' ', String.raw`[ \u00a0\u202f]`)

/** BAD_INPUT when the expression is none. */
export const findPattern = ({ text, isRegex, wholeWord, matchCase }: FindTerms): RegExp => {
  const core = isRegex ? `(?:${text})` : literal(text)
  const source = wholeWord ? `(?<!${WORD_CHARACTER})${core}(?!${WORD_CHARACTER})` : core
  try {
    return new RegExp(source, matchCase ? 'gmu' : 'gimu')
  } catch (cause) {
    throw new EngineError(
      'BAD_INPUT',
      'This is not a regular expression that can be used. Nothing was searched.',
      { reason: cause instanceof Error ? cause.message.replace(/^.*\/[a-z]*: /su, '') : '' },
      { cause },
    )
  }
}

/** `$1`, `$<name>`, `$&` and `$$` in a replacement, as JavaScript's own replace reads them; `\n` is a line break. */
const expand = (replacement: string, match: RegExpExecArray): string =>
  replacement.replaceAll(
    /\$(?:(\$)|(&)|(\d{1,2})|<([^>]*)>)|\\([nt])/g,
    (all: string, dollar?: string, whole?: string, digits?: string, name?: string, control?: string) => {
      if (dollar !== undefined) return '$'
      if (whole !== undefined) return match[0]
      if (control !== undefined) return control === 'n' ? '\n' : '\t'
      if (name !== undefined) return match.groups?.[name] ?? ''
      const two = Number(digits)
      if (two > 0 && two < match.length) return match[two] ?? ''
      const one = Number(digits?.[0])
      if (one > 0 && one < match.length)
        return ((match[one] as string | undefined) ?? '') + (digits ?? '').slice(1)
      return all
    },
  )

/** @param replacement null: only look. At most `limit` places; matches of nothing are left out. */
export const findInTexts = (
  texts: readonly string[],
  terms: FindTerms,
  replacement: string | null,
  limit: number,
): FoundPlace[] => {
  if (terms.text === '') return []
  const pattern = findPattern(terms)
  const found: FoundPlace[] = []
  for (let piece = 0; piece < texts.length; piece++) {
    const text = texts[piece]
    pattern.lastIndex = 0
    for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
      if (match[0] === '') {
        pattern.lastIndex += 1
        continue
      }
      const becomes = replacement === null ? '' : terms.isRegex ? expand(replacement, match) : replacement
      found.push({ piece, from: match.index, to: match.index + match[0].length, becomes })
      if (found.length >= limit) return found
    }
  }
  return found
}
