// The cast as it is kept: who there is and what they are called. Read here by whoever needs names.
import type { ProjectDatabase } from './database.ts'

export interface StoredCharacter {
  readonly id: string
  readonly name: string
  readonly aliases: readonly string[]
}

interface Row {
  readonly id: string
  readonly name: string
  readonly aliases: string
}

const toAliases = (text: string): readonly string[] => {
  const found: unknown = JSON.parse(text)
  return Array.isArray(found) ? found.filter((alias) => typeof alias === 'string') : []
}

export const createCharacterRepository = (db: ProjectDatabase) => {
  const list = db.prepare<[], Row>('SELECT id, name, aliases FROM characters ORDER BY position, created_at')
  return {
    list: (): StoredCharacter[] =>
      list.all().map(({ id, name, aliases }) => ({ id, name, aliases: toAliases(aliases) })),
  }
}
