// What a heading found in plain text is, whatever its language.
import type { BookKind } from '../../domain/project.ts'

export interface Heading {
  /** Lines [from, to) of the text that make the heading; the body begins at `to`. */
  readonly from: number
  readonly to: number
  /** `contents` stands for the line "Contents" itself. */
  readonly kind: BookKind | 'contents'
  readonly title: string
  /** Same for the same heading in a table of contents and in the text. */
  readonly key: string
}

/** A line that may be a heading by itself, before its neighbours have been looked at. */
export interface HeadingLine {
  readonly kind: Heading['kind']
  readonly label: string
  readonly name: string
  readonly key: string
}

export const MAX_HEADING = 120

/** `CHAPTER I.` + `Loomings.` → `CHAPTER I. Loomings.` */
export const joinTitle = (label: string, name: string): string => {
  const clean = (text: string): string => text.replace(/\s+/gu, ' ').trim()
  const [first, second] = [clean(label), clean(name)]
  if (first === '' || second === '') return (first || second).slice(0, 300)
  return `${first}${/[\p{L}\p{N}]$/u.test(first) ? '. ' : ' '}${second}`.slice(0, 300)
}
