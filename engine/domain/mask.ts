// What the writer decided about a name or private detail: it goes under another name, or stays as it is.

export const DETAIL_KINDS = ['name', 'place', 'email', 'phone', 'address', 'number'] as const
export type DetailKind = (typeof DETAIL_KINDS)[number]

export interface ChosenMask {
  readonly original: string
  readonly kind: DetailKind
  /** What stands for it: a character's name, or any other; null: it stays. */
  readonly standIn: string | null
}
