// THE choice of what goes to a model, for passages, conversations and characters alike: pieces by slots within a number of
// tokens, each with its reason. Pure; who gathers the pieces and how they are laid out is others' business.
import type {
  ContextChanges,
  ContextPiece,
  PieceCall,
  PieceReason,
  PieceSource,
} from '../../domain/context-piece.ts'

/** Where a piece stands in a text: among those above it, or so many paragraphs above its end. Not looked at here. */
export interface Place {
  /** Lower stands further up. */
  readonly line: number
  /** Null: above the text. */
  readonly depth: number | null
}

export interface Candidate {
  readonly source: PieceSource
  readonly id: string
  readonly title: string
  readonly text: string
  readonly reason: PieceCall
  readonly detail?: string
  readonly place?: Place
  /** Where the whole has no room: as much of the text as has, '' where nothing has. The rest is told as left out. */
  readonly cut?: (text: string, room: number) => string
}

/** Pieces that share an allowance; slots are filled in their order. */
export interface Slot {
  /** The most important first. */
  readonly pieces: readonly Candidate[]
  /** Of the room, 0 … 1. */
  readonly most: number
  /** Kept for it while slots before it are filled, as far as it has a use for it; 0 … 1 of the room, all slots together at most 1. */
  readonly least?: number
  /** Once a piece has no room none behind it goes in: what is left out of a conversation is its beginning, never its middle. */
  readonly unbroken?: boolean
}

/** What other rules kept out, to be told beside the rest. */
export type LeftOut = Pick<Candidate, 'source' | 'id' | 'title' | 'text' | 'detail'> & {
  readonly reason: PieceReason
}

export interface ContextQuestion {
  readonly slots: readonly Slot[]
  readonly left?: readonly LeftOut[]
  /** Tokens. */
  readonly room: number
  readonly count: (text: string) => number
  readonly changes: ContextChanges
  /** A piece as the model sees it. */
  readonly frame: (piece: Candidate) => string
  /** Tokens around each piece, for what joins them. */
  readonly around: number
}

export interface ChosenContext {
  /** Every piece that there is, slot by slot, whether it went in or not; a cut one is there twice, as kept and as left out. */
  readonly pieces: readonly ContextPiece[]
  /** What goes in, with the text that goes in. */
  readonly included: readonly Candidate[]
  /** Never more than the room. */
  readonly tokens: number
}

export const REST = ':rest'

const told = (
  { source, id, title, text, detail = '' }: Omit<LeftOut, 'reason'>,
  rest: Pick<ContextPiece, 'tokens' | 'included' | 'reason' | 'edited'>,
): ContextPiece => ({ source, id, title, text, detail, ...rest })

export const chooseContext = ({
  slots,
  left = [],
  room,
  count,
  changes,
  frame,
  around,
}: ContextQuestion): ChosenContext => {
  const excluded = new Set(changes.excluded)
  const edited = new Map(Object.entries(changes.edited))
  const cost = (piece: Candidate): number => count(frame(piece)) + around
  const ready = slots.map((slot) => {
    const rows = slot.pieces.map((piece) => {
      const text = edited.get(piece.id)
      const now = text === undefined ? piece : { ...piece, text }
      const isOut = excluded.has(piece.id)
      return { piece: now, isOut, isEdited: text !== undefined, tokens: cost(now) }
    })
    const wanted = rows.reduce((sum, { isOut, tokens }) => sum + (isOut ? 0 : tokens), 0)
    return { ...slot, rows, kept: Math.min(wanted, Math.floor((slot.least ?? 0) * room)) }
  })

  const pieces: ContextPiece[] = []
  const included: Candidate[] = []
  let free = Math.max(0, room)
  let keptForLater = ready.reduce((sum, { kept }) => sum + kept, 0)
  for (const { rows, most, kept, unbroken = false } of ready) {
    keptForLater -= kept
    let own = Math.min(Math.floor(most * room), Math.max(0, free - keptForLater))
    let isBroken = false
    const take = (piece: Candidate, tokens: number, isEdited: boolean): void => {
      own -= tokens
      free -= tokens
      included.push(piece)
      pieces.push(told(piece, { tokens, included: true, reason: piece.reason, edited: isEdited }))
    }
    const leave = (piece: Candidate, tokens: number, reason: PieceReason, isEdited: boolean): void => {
      pieces.push(told(piece, { tokens, included: false, reason, edited: isEdited }))
    }
    for (const { piece, isOut, isEdited, tokens } of rows) {
      if (isOut) leave(piece, tokens, 'excluded', isEdited)
      else if (!isBroken && tokens <= own) take(piece, tokens, isEdited)
      else {
        const text = isBroken ? '' : (piece.cut?.(piece.text, own - around) ?? '')
        const part = { ...piece, text }
        const size = text === '' ? 0 : cost(part)
        if (text === '' || size > own) leave(piece, tokens, 'no-room', isEdited)
        else {
          take(part, size, isEdited)
          const at = piece.text.lastIndexOf(text)
          const rest = at < 0 ? '' : piece.text.slice(0, at) + piece.text.slice(at + text.length)
          leave(
            { ...piece, id: `${piece.id}${REST}`, text: rest },
            Math.max(0, tokens - size),
            'no-room',
            isEdited,
          )
        }
        isBroken ||= unbroken
      }
    }
  }
  for (const each of left)
    pieces.push(told(each, { tokens: count(each.text), included: false, reason: each.reason, edited: false }))
  return { pieces, included, tokens: Math.max(0, room) - free }
}
