// Exported books that wait to be fetched: the last one per connection, gone when it is fetched or the connection closes.
import { EngineError } from '../domain/errors.ts'
import { newId } from '../domain/ids.ts'
import type { Session } from './context.ts'

const waiting = new WeakMap<Session, { readonly id: string; readonly file: File }>()

export const exportDownloads = {
  /** An older one that nobody fetched is let go: a book may be large. */
  keep(session: Session, file: File): string {
    const id = newId()
    waiting.set(session, { id, file })
    return id
  },

  /** Hands it out once. NOT_FOUND when it was fetched already or pushed out by a newer one. */
  take(session: Session, id: string): File {
    const kept = waiting.get(session)
    if (kept?.id !== id)
      throw new EngineError('NOT_FOUND', 'This export is no longer kept. Export the book again.', {
        downloadId: id,
      })
    waiting.delete(session)
    return kept.file
  },
}
