// Words for what a score is made of; a reason the window does not know yet is shown by its own name.
import { t } from '../locales/index.ts'

const KNOWN = [
  'arc',
  'fluency',
  'variety',
  'length',
  'wholeness',
  'coherence',
  'realism',
  'taste',
  'material',
] as const
type Known = (typeof KNOWN)[number]

const isKnown = (key: string): key is Known => (KNOWN as readonly string[]).includes(key)

export const reasonName = (key: string): string => (isKnown(key) ? t(`cowriter:reason-${key}`) : key)

const FOUND = 'filter-'
const CONCERNS = ['sexual', 'cruelty', 'slurs', 'selfHarm', 'profanity', 'violence'] as const
type Concern = (typeof CONCERNS)[number]

const isConcern = (key: string): key is Concern => (CONCERNS as readonly string[]).includes(key)

export const isFound = ({ key }: { readonly key: string }): boolean => key.startsWith(FOUND)

/** What the content filter found in a candidate, in words; empty where it found nothing. */
export const foundIn = (reasons: readonly { readonly key: string }[]): readonly string[] =>
  reasons.filter(isFound).map(({ key }) => {
    const concern = key.slice(FOUND.length)
    return isConcern(concern) ? t(`cowriter:found-${concern}`) : concern
  })
