// What stands between and around the sheets of the cast: ties by pair, what can be known, and quotations whose speaker the
// writer decided.
import type { PairRelation } from '../domain/cast/relation.ts'
import type { Knower, StoryFact } from '../domain/cast/story-fact.ts'
import { EngineError } from '../domain/errors.ts'
import type { ProjectDatabase } from './database.ts'

interface RelationRow {
  readonly from_id: string
  readonly to_id: string
  readonly trust: number
  readonly respect: number
  readonly familiarity: number
  readonly note: string
}

interface FactRow {
  readonly id: string
  readonly text: string
  readonly keys: string
  readonly knowers: string
}

/** A quotation of a paragraph, as it stands there with its marks. */
export interface SpeakerLabel {
  readonly sceneId: string
  readonly blockId: string
  readonly quotation: string
  /** Null: nobody of the cast. */
  readonly characterId: string | null
}

const toRelation = ({ from_id: fromId, to_id: toId, ...rest }: RelationRow): PairRelation => ({
  fromId,
  toId,
  ...rest,
})

const toFact = ({ id, text, keys, knowers }: FactRow): StoryFact => ({
  id,
  text,
  keys: JSON.parse(keys) as string[],
  knowers: JSON.parse(knowers) as Knower[],
})

export const createCastRepository = (db: ProjectDatabase) => {
  const relations = db.prepare<[], RelationRow>('SELECT * FROM relations ORDER BY from_id, to_id')
  const relate = db.prepare<[RelationRow]>(
    `INSERT INTO relations VALUES (@from_id, @to_id, @trust, @respect, @familiarity, @note)
     ON CONFLICT DO UPDATE SET trust = excluded.trust, respect = excluded.respect,
       familiarity = excluded.familiarity, note = excluded.note`,
  )
  const unrelate = db.prepare('DELETE FROM relations WHERE from_id = ? AND to_id = ?')
  const unrelateAll = db.prepare('DELETE FROM relations WHERE from_id = ? OR to_id = ?')
  const facts = db.prepare<[], FactRow>(
    'SELECT id, text, keys, knowers FROM story_facts ORDER BY position, id',
  )
  const putFact = db.prepare(
    `INSERT INTO story_facts (id, position, text, keys, knowers)
     VALUES (?, (SELECT coalesce(max(position), -1) + 1 FROM story_facts), ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET text = excluded.text, keys = excluded.keys, knowers = excluded.knowers`,
  )
  const removeFact = db.prepare('DELETE FROM story_facts WHERE id = ?')
  const labels = db.prepare<[], SpeakerLabel>(
    'SELECT scene_id AS sceneId, block_id AS blockId, quotation, character_id AS characterId FROM speaker_labels',
  )
  const label = db.prepare<[SpeakerLabel]>(
    `INSERT INTO speaker_labels VALUES (@sceneId, @blockId, @quotation, @characterId)
     ON CONFLICT DO UPDATE SET character_id = excluded.character_id`,
  )
  const unlabel = db.prepare(
    'DELETE FROM speaker_labels WHERE scene_id = ? AND block_id = ? AND quotation = ?',
  )
  const unlabelAll = db.prepare('DELETE FROM speaker_labels WHERE character_id = ?')

  const listFacts = (): readonly StoryFact[] => facts.all().map(toFact)
  const saveFact = ({ id, text, keys, knowers }: StoryFact): void => {
    putFact.run(id, text, JSON.stringify(keys), JSON.stringify(knowers))
  }

  return {
    relations: (): readonly PairRelation[] => relations.all().map(toRelation),

    relate({ fromId, toId, ...rest }: PairRelation): void {
      relate.run({ from_id: fromId, to_id: toId, ...rest })
    },

    unrelate(fromId: string, toId: string): void {
      unrelate.run(fromId, toId)
    },

    facts: listFacts,

    /** NOT_FOUND. */
    fact(id: string): StoryFact {
      const found = listFacts().find((fact) => fact.id === id)
      if (found) return found
      throw new EngineError('NOT_FOUND', 'This fact is not in the story (any more). Nothing was changed.', {
        factId: id,
      })
    },

    putFact: saveFact,

    removeFact(id: string): void {
      removeFact.run(id)
    },

    labels: (): readonly SpeakerLabel[] => labels.all(),

    label(given: SpeakerLabel): void {
      label.run(given)
    },

    unlabel({ sceneId, blockId, quotation }: Omit<SpeakerLabel, 'characterId'>): void {
      unlabel.run(sceneId, blockId, quotation)
    },

    /** Somebody leaves: their ties, what they knew, and the quotations given to them go too. */
    forget(characterId: string): void {
      unrelateAll.run(characterId, characterId)
      unlabelAll.run(characterId)
      for (const fact of listFacts())
        if (fact.knowers.some((knower) => knower.characterId === characterId))
          saveFact({ ...fact, knowers: fact.knowers.filter((knower) => knower.characterId !== characterId) })
    },
  }
}
