// A model's answer as changes of a passage that can be taken or refused one by one. Putting them in is apply-proposal's.
import type { ChatCommand, Hunk, Passage } from '../../domain/chat.ts'
import { compareWords, type Piece } from '../compare/compare-words.ts'

/** More paragraphs than these on both sides are paired in order, without looking for likeness. */
const MOST_PAIRS = 900
const LIKE = 0.3

/** A blank line ends a paragraph; in an answer without any, every line end does. */
export const paragraphsOf = (text: string): string[] =>
  text
    .replaceAll('\r\n', '\n')
    .trim()
    .split(/\n\s*\n/u.test(text.trim()) ? /\n\s*\n+/u : /\n+/u)
    .map((part) => part.trim())
    .filter((part) => part !== '')

const likeness = (pieces: readonly Piece[]): number => {
  const size = (kind: Piece['kind']): number =>
    pieces.filter((piece) => piece.kind === kind).reduce((sum, { text }) => sum + text.length, 0)
  const same = 2 * size('same')
  return same === 0 ? 0 : same / (same + size('added') + size('removed'))
}

/** Which new paragraph is which old one, both in order: the pairing with the most in common. */
const pairUp = (before: readonly string[], after: readonly string[]): readonly (number | null)[] => {
  if (before.length === after.length || before.length * after.length > MOST_PAIRS)
    return after.map((_, at) => (at < before.length ? at : null))
  const alike = before.map((old) =>
    after.map((text) => {
      const found = likeness(compareWords(old, text))
      return found >= LIKE ? found : 0
    }),
  )
  // best[i][j]: what the first i and j paragraphs have in common at most.
  const best = Array.from({ length: before.length + 1 }, () => new Float64Array(after.length + 1))
  for (let i = 1; i <= before.length; i++)
    for (let j = 1; j <= after.length; j++)
      best[i][j] = Math.max(best[i - 1][j], best[i][j - 1], best[i - 1][j - 1] + alike[i - 1][j - 1])
  const pairs: (number | null)[] = after.map(() => null)
  let [i, j] = [before.length, after.length]
  while (i > 0 && j > 0) {
    if (alike[i - 1][j - 1] > 0 && best[i][j] === best[i - 1][j - 1] + alike[i - 1][j - 1]) {
      i -= 1
      j -= 1
      pairs[j] = i
    } else if (best[i][j] === best[i - 1][j]) i -= 1
    else j -= 1
  }
  return pairs
}

type Change = Omit<Hunk, 'index'>

/** The space behind a word stays where it is when only the word changes. */
const withoutSpace = (change: Change): Change => {
  const { from, removed, added } = change
  const [lost, won] = [removed.trimEnd(), added.trimEnd()]
  const space = removed.slice(lost.length)
  if (lost === '' || won === '' || space === '' || space !== added.slice(won.length)) return change
  return { ...change, to: from + lost.length, removed: lost, added: won }
}

const changesWithin = (paragraph: number, before: string, after: string): Change[] => {
  const changes: Change[] = []
  let at = 0
  for (const { kind, text } of compareWords(before, after)) {
    const last = changes.at(-1)
    if (kind === 'removed')
      changes.push({ kind: 'words', paragraph, from: at, to: at + text.length, removed: text, added: '' })
    if (kind === 'added' && last?.to === at && last.added === '' && last.from < at)
      changes[changes.length - 1] = { ...last, added: text }
    else if (kind === 'added')
      changes.push({ kind: 'words', paragraph, from: at, to: at, removed: '', added: text })
    if (kind !== 'added') at += text.length
  }
  return changes.map(withoutSpace)
}

const newParagraph = (paragraph: number, added: string): Change => ({
  kind: 'paragraph',
  paragraph,
  from: 0,
  to: 0,
  removed: '',
  added,
})

const replacement = (before: readonly string[], after: readonly string[]): Change[] => {
  const pairs = pairUp(before, after)
  const partner = new Map(pairs.flatMap((old, at) => (old === null ? [] : [[old, after[at]] as const])))
  const changes = before.flatMap((text, at) => changesWithin(at, text, partner.get(at) ?? ''))
  let last = 0
  pairs.forEach((old, at) => {
    if (old === null) changes.push(newParagraph(last, after[at]))
    else last = old
  })
  return changes
}

const SENTENCE_END = /[.!?…。！？][”"’'」』)）\]]*\s*$/u
const HAN_END = /\p{sc=Han}\p{P}*\s*$/u

const addition = (before: readonly string[], after: readonly string[]): Change[] => {
  const last = before.length - 1
  const text = before[last]
  const [first = '', ...rest] = after
  const goesOn = text.trim() === '' || !SENTENCE_END.test(text)
  if (!goesOn) return after.map((added) => newParagraph(last, added))
  const joint = text === '' || /\s$/u.test(text) || HAN_END.test(text) || /^\p{P}/u.test(first) ? '' : ' '
  const here: Change = {
    kind: 'words',
    paragraph: last,
    from: text.length,
    to: text.length,
    removed: '',
    added: joint + first,
  }
  return [here, ...rest.map((added) => newParagraph(last, added))]
}

/** @param gives words for the writer are offered as an addition, should they be wanted in the text */
export const makeProposal = (
  { paragraphs }: Passage,
  reply: string,
  gives: ChatCommand['gives'],
): readonly Hunk[] => {
  const before = paragraphs.map(({ text }) => text)
  const after = paragraphsOf(reply)
  if (before.length === 0 || after.length === 0) return []
  const changes = gives === 'replacement' ? replacement(before, after) : addition(before, after)
  return changes.map((change, index) => ({ ...change, index }))
}
