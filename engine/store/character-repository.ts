// The cast as it is kept: sheets in their order, how each feels, and the card one came from. Ties and facts lie in cast-repository.
import { restingState, type EmotionalState } from '../domain/cast/emotional-state.ts'
import { NEW_CHARACTER, type Character, type CharacterSheet } from '../domain/character.ts'
import { EngineError } from '../domain/errors.ts'
import type { ProjectDatabase } from './database.ts'

interface Row {
  readonly id: string
  readonly name: string
  readonly aliases: string
  readonly notes: string
  readonly sheet: string
  readonly state: string | null
  readonly has_card: number
}

const COLUMNS = 'id, name, aliases, notes, sheet, state, card IS NOT NULL AS has_card'

const toCharacter = ({ id, name, aliases, notes, sheet, state, has_card: card }: Row): Character => {
  const found = JSON.parse(sheet) as Partial<CharacterSheet>
  const whole: CharacterSheet = {
    ...NEW_CHARACTER,
    ...found,
    name,
    aliases: (JSON.parse(aliases) as unknown[]).filter((alias) => typeof alias === 'string'),
    notes,
    // What a later studio adds to them has its usual value here.
    personality: { ...NEW_CHARACTER.personality, ...found.personality },
    voice: { ...NEW_CHARACTER.voice, ...found.voice },
  }
  return {
    ...whole,
    id,
    hasCard: card === 1,
    state: state === null ? restingState(whole.personality) : (JSON.parse(state) as EmotionalState),
  }
}

export const createCharacterRepository = (db: ProjectDatabase, now: () => number = Date.now) => {
  const list = db.prepare<[], Row>(`SELECT ${COLUMNS} FROM characters ORDER BY position, created_at, id`)
  const one = db.prepare<[string], Row>(`SELECT ${COLUMNS} FROM characters WHERE id = ?`)
  const put = db.prepare(
    `INSERT INTO characters (id, name, aliases, notes, sheet, position, created_at)
     VALUES (?, ?, ?, ?, ?, (SELECT coalesce(max(position), -1) + 1 FROM characters), ?)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, aliases = excluded.aliases, notes = excluded.notes,
       sheet = excluded.sheet`,
  )
  const place = db.prepare('UPDATE characters SET position = ? WHERE id = ?')
  const feel = db.prepare('UPDATE characters SET state = ? WHERE id = ?')
  const setCard = db.prepare('UPDATE characters SET card = ? WHERE id = ?')
  const card = db.prepare<[string], string | null>('SELECT card FROM characters WHERE id = ?').pluck()
  const remove = db.prepare('DELETE FROM characters WHERE id = ?')

  /** NOT_FOUND. */
  const get = (id: string): Character => {
    const row = one.get(id)
    if (row) return toCharacter(row)
    throw new EngineError('NOT_FOUND', 'This character is not in the cast (any more). Nothing was changed.', {
      characterId: id,
    })
  }

  return {
    list: (): readonly Character[] => list.all().map(toCharacter),
    get,

    /** A new one stands behind the others. */
    put(id: string, sheet: CharacterSheet): Character {
      const { name, aliases, notes, role, personality, traits, voice, background, goals, arc } = sheet
      const rest = { role, personality, traits, voice, background, goals, arc }
      put.run(id, name, JSON.stringify(aliases), notes, JSON.stringify(rest), now())
      return get(id)
    },

    /** In this order; who is not named stays behind them. */
    order(ids: readonly string[]): void {
      ids.forEach((id, position) => place.run(position, id))
    },

    /** Null: at rest. */
    feel(id: string, state: EmotionalState | null): Character {
      feel.run(state === null ? null : JSON.stringify(state), id)
      return get(id)
    },

    /** What `setCard` was given; null where there is none. */
    card(id: string): unknown {
      const found = card.get(id)
      return typeof found === 'string' ? (JSON.parse(found) as unknown) : null
    },

    /** The card that somebody came from: plain JSON. Null takes it away. */
    setCard(id: string, value: unknown): void {
      setCard.run(value === null ? null : JSON.stringify(value), id)
    },

    remove(id: string): void {
      get(id)
      remove.run(id)
    },
  }
}
