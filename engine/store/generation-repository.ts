// Generations, their candidates and the writer's ratings as rows. Nothing here is ever rewritten but a decision.
import { EngineError } from '../domain/errors.ts'
import type { Feeling } from '../domain/emotion.ts'
import type { Candidate, Decision, Generation, GenerationTarget, Reason } from '../domain/generation.ts'
import { newId } from '../domain/ids.ts'
import type { ProjectDatabase } from './database.ts'

interface GenerationRow {
  id: string
  scene_id: string | null
  block_id: string | null
  run_id: string | null
  model_id: string
  model_name: string
  model_hash: string
  seed: number
  settings: string
  prompt: string
  target: string
  parent_id: string | null
  created_at: number
}

interface CandidateRow {
  id: string
  generation_id: string
  idx: number
  text: string
  feeling: string
  distance: number | null
  score: number
  reasons: string
  decision: Decision
  rating: number
}

const toCandidate = (row: CandidateRow): Candidate => ({
  id: row.id,
  index: row.idx,
  text: row.text,
  feeling: JSON.parse(row.feeling) as Feeling,
  distance: row.distance,
  score: row.score,
  reasons: JSON.parse(row.reasons) as Reason[],
  decision: row.decision,
  rating: row.rating,
})

const CANDIDATE = `SELECT c.*, coalesce((SELECT rating FROM ratings r WHERE r.candidate_id = c.id
  ORDER BY rated_at DESC, r.rowid DESC LIMIT 1), 0) AS rating FROM candidates c`

export const createGenerationRepository = (db: ProjectDatabase) => {
  const insert = db.prepare<[GenerationRow]>(
    `INSERT INTO generations VALUES (@id, @scene_id, @block_id, @run_id, @model_id, @model_name, @model_hash, @seed,
       @settings, @prompt, @target, @parent_id, @created_at)`,
  )
  const get = db.prepare<[string], GenerationRow>('SELECT * FROM generations WHERE id = ?')
  const recent = db.prepare<[number], GenerationRow>(
    'SELECT * FROM generations ORDER BY created_at DESC, rowid DESC LIMIT ?',
  )
  const recentOfScene = db.prepare<[string, number], GenerationRow>(
    'SELECT * FROM generations WHERE scene_id = ? ORDER BY created_at DESC, rowid DESC LIMIT ?',
  )
  const recentOfModel = db.prepare<[string, number], GenerationRow>(
    'SELECT * FROM generations WHERE model_id = ? ORDER BY created_at DESC, rowid DESC LIMIT ?',
  )
  const insertCandidate = db.prepare(
    'INSERT INTO candidates VALUES (@id, @generationId, @index, @text, @feeling, @distance, @score, @reasons, @decision)',
  )
  const candidate = db.prepare<[string], CandidateRow>(`${CANDIDATE} WHERE c.id = ?`)
  const candidatesOf = db.prepare<[string], CandidateRow>(
    `${CANDIDATE} WHERE c.generation_id = ? ORDER BY c.score DESC, c.idx`,
  )
  const byCandidate = db.prepare<[string], GenerationRow & { readonly candidate_text: string }>(
    `SELECT g.*, c.text AS candidate_text FROM generations g JOIN candidates c ON c.generation_id = g.id
     WHERE c.id = ?`,
  )
  const decide = db.prepare('UPDATE candidates SET decision = ? WHERE id = ?')
  const rate = db.prepare('INSERT INTO ratings VALUES (?, ?, ?, ?)')

  const toGeneration = (row: GenerationRow): Generation => ({
    id: row.id,
    sceneId: row.scene_id,
    blockId: row.block_id,
    runId: row.run_id,
    modelId: row.model_id,
    modelName: row.model_name,
    modelHash: row.model_hash,
    seed: row.seed,
    settings: JSON.parse(row.settings) as Generation['settings'],
    prompt: row.prompt,
    target: JSON.parse(row.target) as GenerationTarget,
    parentId: row.parent_id,
    createdAt: row.created_at,
    candidates: candidatesOf.all(row.id).map(toCandidate),
  })
  const getCandidate = (id: string): Candidate => {
    const row = candidate.get(id)
    if (!row)
      throw new EngineError('NOT_FOUND', 'This suggestion is not in the project.', { candidateId: id })
    return toCandidate(row)
  }

  return {
    /** The record of what is about to be written; its candidates follow one by one. */
    insert(generation: Omit<Generation, 'candidates'>): void {
      insert.run({
        id: generation.id,
        scene_id: generation.sceneId,
        block_id: generation.blockId,
        run_id: generation.runId,
        model_id: generation.modelId,
        model_name: generation.modelName,
        model_hash: generation.modelHash,
        seed: generation.seed,
        settings: JSON.stringify(generation.settings),
        prompt: generation.prompt,
        target: JSON.stringify(generation.target),
        parent_id: generation.parentId,
        created_at: generation.createdAt,
      })
    },

    addCandidate(generationId: string, added: Candidate): void {
      insertCandidate.run({
        id: added.id,
        generationId,
        index: added.index,
        text: added.text,
        feeling: JSON.stringify(added.feeling),
        distance: added.distance,
        score: added.score,
        reasons: JSON.stringify(added.reasons),
        decision: added.decision,
      })
    },

    /** With its candidates, best first. NOT_FOUND. */
    get(id: string): Generation {
      const row = get.get(id)
      if (!row)
        throw new EngineError('NOT_FOUND', 'This generation is not in the project.', { generationId: id })
      return toGeneration(row)
    },

    /** Newest first. */
    history(limit: number, sceneId?: string): readonly Generation[] {
      const rows = sceneId === undefined ? recent.all(limit) : recentOfScene.all(sceneId, limit)
      return rows.map(toGeneration)
    },

    /** Newest first. */
    ofModel: (modelId: string, limit: number): readonly Generation[] =>
      recentOfModel.all(modelId, limit).map(toGeneration),

    /** What wrote a candidate, and its text; null where no record is left. */
    findByCandidate(candidateId: string): { readonly generation: Generation; readonly text: string } | null {
      const row = byCandidate.get(candidateId)
      return row ? { generation: toGeneration(row), text: row.candidate_text } : null
    },

    /** NOT_FOUND. */
    getCandidate,

    decide(candidateId: string, decision: Decision): Candidate {
      decide.run(decision, candidateId)
      return getCandidate(candidateId)
    },

    /** Ratings are kept one after the other; the last one counts. NOT_FOUND. */
    rate: db.transaction((candidateId: string, rating: number, at: number): Candidate => {
      getCandidate(candidateId)
      rate.run(newId(), candidateId, rating, at)
      return getCandidate(candidateId)
    }),
  }
}
