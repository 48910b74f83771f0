// Books that were read and wait for the writer's yes: a few per connection, gone when it closes.
import { EngineError } from '../domain/errors.ts'
import { newId } from '../domain/ids.ts'
import type { ImportedBook } from '../importers/imported-book.ts'
import type { Session } from './context.ts'

const MAX_PER_SESSION = 3

/** `name`: of the file it was read from. */
type WaitingBook = ImportedBook & { readonly name: string }

const waiting = new WeakMap<Session, Map<string, WaitingBook>>()

export const importPreviews = {
  /** The oldest one goes when there are too many. */
  keep(session: Session, book: WaitingBook): string {
    const own = waiting.get(session) ?? new Map<string, WaitingBook>()
    waiting.set(session, own)
    const id = newId()
    own.set(id, book)
    for (const oldest of own.keys()) {
      if (own.size <= MAX_PER_SESSION) break
      own.delete(oldest)
    }
    return id
  },

  /** NOT_FOUND when it was used, discarded or pushed out. */
  get(session: Session, id: string): WaitingBook {
    const book = waiting.get(session)?.get(id)
    if (book) return book
    throw new EngineError('NOT_FOUND', 'This preview is no longer kept. Choose the file again.', {
      previewId: id,
    })
  },

  drop(session: Session, id: string): void {
    waiting.get(session)?.delete(id)
  },
}
