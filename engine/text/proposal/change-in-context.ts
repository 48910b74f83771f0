// One change of a proposal as it reads: the sentences around it with the change and without, and what of the passage stands
// before them. What is learnt from it is told elsewhere.
import type { Hunk, Passage } from '../../domain/chat.ts'
import type { Language } from '../../domain/project.ts'
import { splitSentences } from '../sentences.ts'
import { shift, withChanges } from './apply-proposal.ts'

export interface ChangeInContext {
  /** Of the passage, up to where the two begin to be told. */
  readonly before: string
  readonly with: string
  /** Empty where the change only adds a paragraph. */
  readonly without: string
}

const PARAGRAPH = '\n\n'

/** How far behind a place its sentence ends; of one that begins there where `next`. */
const restOfSentence = (text: string, place: number, language: Language, next = false): number => {
  const sentences = splitSentences(text, language)
  const own = sentences.find(({ from, to }) => (next ? to > place : from < place && place <= to))
  return own ? own.to - place : 0
}

/** Empty ones left out, but for the last: the text goes on there. */
export const joinParagraphs = (paragraphs: readonly string[], last: string): string =>
  [...paragraphs.filter((text) => text.trim() !== ''), last].join(PARAGRAPH)

/** @param taken the other changes that are in the text */
export const changeInContext = (
  { paragraphs }: Passage,
  hunks: readonly Hunk[],
  hunk: Hunk,
  taken: ReadonlySet<number>,
  language: Language,
): ChangeInContext => {
  const others = hunks.filter(({ index }) => index !== hunk.index && taken.has(index))
  const readsNow = (at: number): string =>
    withChanges(
      paragraphs[at].text,
      others.filter(({ kind, paragraph }) => kind === 'words' && paragraph === at),
    )
  const newAfter = (at: number): string[] =>
    others
      .filter(({ kind, paragraph, index }) => kind === 'paragraph' && paragraph === at && index < hunk.index)
      .map(({ added }) => added)
  const earlier = paragraphs.slice(0, hunk.paragraph).flatMap((_, at) => [readsNow(at), ...newAfter(at)])
  const own = readsNow(hunk.paragraph)
  if (hunk.kind === 'paragraph')
    return {
      before: joinParagraphs([...earlier, own, ...newAfter(hunk.paragraph)], ''),
      with: hunk.added,
      without: '',
    }
  const mine = others.filter(({ kind, paragraph }) => kind === 'words' && paragraph === hunk.paragraph)
  const from = hunk.from + shift(mine, hunk.from)
  const to = from + hunk.removed.length
  const changed = own.slice(0, from) + hunk.added + own.slice(to)
  const start =
    splitSentences(own, language).findLast((sentence) => sentence.from <= from && from <= sentence.to)
      ?.from ?? from
  const end = from + hunk.added.length
  const whole = Math.max(restOfSentence(own, to, language), restOfSentence(changed, end, language))
  // Where a whole sentence goes, what follows it stands in its place.
  const isGone = changed.slice(start, end + whole).trim() === ''
  const tail = isGone ? restOfSentence(changed, end, language, true) : whole
  return {
    before: joinParagraphs(earlier, own.slice(0, start)),
    with: changed.slice(start, end + tail),
    without: own.slice(start, to + tail),
  }
}
