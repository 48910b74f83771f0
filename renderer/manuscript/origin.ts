// How the words of an edit came: typed, pasted, written by a model, or only moved from elsewhere in the book.
import type { Node } from '@tiptap/pm/model'
import type { Transaction } from '@tiptap/pm/state'
import type { Origin } from './written-log.ts'

/** Set on a transaction whose words the writer did not type, and what they came from. */
const ORIGIN = 'origin'
const SOURCE = 'originSource'

/** @param source the id of the generated candidate; empty where nothing is known. */
export const withOrigin = (transaction: Transaction, origin: Origin, source = ''): Transaction =>
  transaction.setMeta(ORIGIN, origin).setMeta(SOURCE, source)

export const sourceOf = (transaction: Transaction): string => {
  const source: unknown = transaction.getMeta(SOURCE)
  return typeof source === 'string' ? source : ''
}

/** What was cut last in this window: put in again once, it was only moved. */
let lastCut = ''

/** What one document has and the other has not, as text. */
const onlyIn = (one: Node, other: Node): string => {
  const from = one.content.findDiffStart(other.content)
  const end = one.content.findDiffEnd(other.content)
  if (from === null || end === null) return ''
  // The ends of repeated text reach over each other.
  const overlap = Math.max(0, from - Math.min(end.a, end.b))
  return one.textBetween(from, end.a + overlap, '\n', ' ')
}

const bare = (text: string): string => text.replaceAll(/\s+/gu, ' ').trim()

const judge = (transaction: Transaction): Origin => {
  const given = transaction.getMeta(ORIGIN) as Origin | undefined
  if (given) return given
  const event = transaction.getMeta('uiEvent') as string | undefined
  if (event === 'cut') lastCut = bare(onlyIn(transaction.before, transaction.doc))
  if (event !== 'paste' && event !== 'drop') return 'typed'
  // Dragged within the scene: nothing came, nothing went.
  if (event === 'drop' && transaction.before.content.size === transaction.doc.content.size) return 'moved'
  const isMoved = lastCut !== '' && bare(onlyIn(transaction.doc, transaction.before)) === lastCut
  if (isMoved) lastCut = ''
  return isMoved ? 'moved' : 'pasted'
}

const judged = new WeakMap<Transaction, Origin>()

/** The same answer however often it is asked: what was cut is put back only once. */
export const originOf = (transaction: Transaction): Origin => {
  const known = judged.get(transaction)
  if (known) return known
  const origin = judge(transaction)
  judged.set(transaction, origin)
  return origin
}
