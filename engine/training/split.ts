// What is held out of training: whole documents wherever that is near the share asked for, never lines here and there.
import { Random } from '../nn/seed.ts'
import type { TrainingDocument } from './corpus.ts'

export interface SplitOptions {
  /** Share of the characters, 0 … 1. */
  readonly validationShare: number
  /** Documents drawn from everywhere instead of the end: for collections of texts that have nothing to do with each other. */
  readonly validationSpread?: boolean
}

export interface Split {
  readonly training: readonly TrainingDocument[]
  readonly validation: readonly TrainingDocument[]
}

const SEPARATOR = '\n\n'

/** Empty ones left out, joined by a blank line. */
const joinable = (documents: readonly TrainingDocument[]): readonly TrainingDocument[] =>
  documents
    .filter(({ text }) => text.trim() !== '')
    .map((document, at, all) =>
      at + 1 < all.length ? { ...document, text: document.text + SEPARATOR } : document,
    )

const groupOf = ({ group, id }: TrainingDocument): string => group ?? id

const lengthOf = (documents: readonly TrainingDocument[]): number =>
  documents.reduce((sum, { text }) => sum + text.length, 0)

/**
 * The end is held out as one stretch. It begins where a group does if one begins within half its length of the share;
 * else with a document; else at white space, in the middle of one.
 */
export function splitDocuments(documents: readonly TrainingDocument[], options: SplitOptions): Split {
  const texts = joinable(documents)
  const spread = options.validationSpread === true ? drawGroups(texts, options.validationShare) : null
  return spread ?? splitEnd(texts, options.validationShare)
}

function splitEnd(texts: readonly TrainingDocument[], share: number): Split {
  const total = lengthOf(texts)
  const target = Math.floor(total * (1 - share))
  const starts: number[] = []
  let length = 0
  for (const { text } of texts) {
    starts.push(length)
    length += text.length
  }
  const isGroupStart = (at: number): boolean => at === 0 || groupOf(texts[at]) !== groupOf(texts[at - 1])
  const nearest = (places: readonly number[]): number | null => {
    const [best] = places.toSorted((a, b) => Math.abs(a - target) - Math.abs(b - target))
    return best !== undefined && Math.abs(best - target) <= (total - target) / 2 ? best : null
  }
  const inside = starts.filter((place) => place > 0)
  const cut =
    nearest(starts.filter((place, at) => place > 0 && isGroupStart(at))) ?? nearest(inside) ?? target
  const training: TrainingDocument[] = []
  const validation: TrainingDocument[] = []
  texts.forEach((document, at) => {
    const left = cut - starts[at]
    if (left >= document.text.length) training.push(document)
    else if (left <= 0) validation.push(document)
    else {
      const space = document.text.slice(left).search(/\s/)
      const place = left + Math.max(0, space)
      training.push({ ...document, text: document.text.slice(0, place) })
      validation.push({ ...document, text: document.text.slice(place) })
    }
  })
  return { training, validation }
}

/** The same groups every time; null where no drawing comes near the share. */
function drawGroups(texts: readonly TrainingDocument[], share: number): Split | null {
  const groups = [...Map.groupBy(texts, groupOf)]
  const wanted = share * lengthOf(texts)
  const order = groups.map(([name, members]) => ({ name, members, place: new Random(name).next() }))
  const held = new Set<string>()
  let length = 0
  for (const { name, members } of order.toSorted((a, b) => a.place - b.place)) {
    const size = lengthOf(members)
    if (length + size > 1.5 * wanted || held.size + 1 === groups.length) continue
    held.add(name)
    length += size
    if (length >= wanted) break
  }
  if (length < wanted / 2) return null
  const isHeld = (document: TrainingDocument): boolean => held.has(groupOf(document))
  return { training: texts.filter((document) => !isHeld(document)), validation: texts.filter(isHeld) }
}
