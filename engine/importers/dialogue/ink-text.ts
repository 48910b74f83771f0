// A line of ink taken apart: text before, within and after brackets, tags, and where it leads. What it means is the
// importer's concern.
import type { RemarkList } from '../imported-book.ts'

export interface InkLine {
  /** Offered and said. */
  readonly before: string
  /** Offered only; null without brackets. */
  readonly inside: string | null
  /** Said only. */
  readonly after: string
  readonly tags: readonly string[]
  /** The divert's target; null when there is none, '' for `->` alone. */
  readonly divert: string | null
}

const clean = (text: string): string => text.replace(/[ \t]+/gu, ' ').trim()

export const readInkLine = (source: string, remarks: RemarkList): InkLine => {
  const parts = ['', '', '']
  const tags: string[] = []
  let part = 0
  let tag: string | null = null
  let divert: string | null = null
  const closeTag = (): void => {
    if (tag !== null && clean(tag) !== '') tags.push(clean(tag))
    tag = null
  }
  const add = (sign: string): void => {
    if (tag === null) parts[part] += sign
    else tag += sign
  }
  for (let at = 0; at < source.length; at++) {
    const rest = source.slice(at)
    const sign = source[at] ?? ''
    if (sign === '\\') {
      add(source[at + 1] ?? '')
      at += 1
    } else if (rest.startsWith('->')) {
      if (rest.startsWith('->->')) remarks.add('tunnel', rest)
      divert = rest.startsWith('->->') ? 'END' : rest.slice(2).trim()
      break
    } else if (rest.startsWith('<-')) {
      remarks.add('thread', rest)
      break
    } else if (rest.startsWith('<>')) {
      remarks.add('glue', source)
      at += 1
    } else if (sign === '#') {
      closeTag()
      tag = ''
    } else if (sign === '[' && part === 0) {
      closeTag()
      part = 1
    } else if (sign === ']' && part === 1) {
      closeTag()
      part = 2
    } else {
      if (sign === '{') remarks.add('inserted-value', rest.slice(0, 60))
      add(sign)
    }
  }
  closeTag()
  const [before = '', inside = '', after = ''] = parts
  return {
    before: before.replace(/[ \t]+/gu, ' '),
    inside: part > 0 ? inside.replace(/[ \t]+/gu, ' ') : null,
    after: after.replace(/[ \t]+/gu, ' '),
    tags,
    divert,
  }
}
