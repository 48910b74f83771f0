// An answer laid over its passage: what stays, what would go, what would come, paragraph by paragraph. Pure.
import type { Message } from './talk-store.ts'
import type { Hunk } from './answer-acts.ts'

export type Stretch =
  { readonly kind: 'same'; readonly text: string } | { readonly kind: 'change'; readonly hunk: Hunk }

export interface ProposedParagraph {
  readonly isNew: boolean
  readonly stretches: readonly Stretch[]
}

const stretchesOf = (text: string, hunks: readonly Hunk[]): Stretch[] => {
  const stretches: Stretch[] = []
  let at = 0
  for (const hunk of hunks) {
    if (hunk.from > at) stretches.push({ kind: 'same', text: text.slice(at, hunk.from) })
    stretches.push({ kind: 'change', hunk })
    at = hunk.to
  }
  if (at < text.length) stretches.push({ kind: 'same', text: text.slice(at) })
  return stretches
}

/** New paragraphs stand behind the one that they follow. */
export const proposalText = ({
  passage,
  hunks,
}: Pick<Message, 'passage' | 'hunks'>): readonly ProposedParagraph[] =>
  (passage?.paragraphs ?? []).flatMap(({ text }, paragraph) => {
    const mine = hunks.filter((hunk) => hunk.paragraph === paragraph)
    const words = mine.filter(({ kind }) => kind === 'words').toSorted((a, b) => a.from - b.from)
    const added = mine.filter(({ kind }) => kind === 'paragraph')
    const stretches = stretchesOf(text, words)
    return [
      ...(stretches.length > 0 ? [{ isNew: false, stretches }] : []),
      ...added.map((hunk) => ({ isNew: true, stretches: [{ kind: 'change' as const, hunk }] })),
    ]
  })

/** The next one that is not decided, from a place on in one direction and around the end; null when all are. */
export const nextOpen = (hunks: readonly Hunk[], from: number, by: 1 | -1): number | null => {
  for (let step = 1; step <= hunks.length; step++) {
    const at = (((from + by * step) % hunks.length) + hunks.length) % hunks.length
    if (hunks[at]?.decision === 'open') return at
  }
  return null
}
