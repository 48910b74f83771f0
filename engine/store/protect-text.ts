// Keeps words that were typed after an act when that act is taken back: the one place where undo must read text.
import type { Block, SceneDocument } from '../domain/document.ts'
import type { ProjectDatabase } from './database.ts'
import type { Step } from './journal-steps.ts'

interface StoredScene {
  readonly rev: number
  readonly document: string
  readonly words: number
}

type TextUpdate = Extract<Step, { op: 'update' }>

const isTextUpdate = (step: Step): step is TextUpdate =>
  step.op === 'update' && step.table === 'scenes' && step.after.document !== undefined

const blocksOf = (json: string): readonly Block[] => (JSON.parse(json) as SceneDocument).content

const isEmptyParagraph = (block: Block): boolean =>
  block.type === 'paragraph' && (block.content === undefined || block.content.length === 0)

const join = (scenes: readonly StoredScene[]): { document: string; words: number } => {
  const parts = scenes.map((scene) => blocksOf(scene.document))
  // A scene that was split off at its first line is left with one empty paragraph, which nobody wrote.
  const written = parts.filter((blocks) => blocks.length > 1 || !blocks.every(isEmptyParagraph))
  const content = written.length > 0 ? written.flat() : parts[0]
  return {
    document: JSON.stringify({ type: 'doc', content } satisfies SceneDocument),
    words: scenes.reduce((sum, scene) => sum + scene.words, 0),
  }
}

/**
 * `edited` tells whether the act's texts were changed after it; `steps` are then such that nothing typed is lost:
 * a scene that the act had split is joined from its parts as they are now; any other text stays as it is.
 */
export const createTextGuard = (db: ProjectDatabase) => {
  const read = db.prepare('SELECT rev, document, words FROM scenes WHERE node_id = ?')
  const sceneOf = (id: unknown): StoredScene | undefined =>
    typeof id === 'string' ? (read.get(id) as StoredScene | undefined) : undefined

  return (steps: readonly Step[]): { readonly edited: boolean; readonly steps: readonly Step[] } => {
    const updates = steps.filter(isTextUpdate)
    if (updates.length === 0) return { edited: false, steps }
    const made = steps.filter((step) => step.op === 'delete' && step.table === 'scenes').reverse()
    const parts = made.flatMap((step) =>
      step.op === 'delete' ? [{ step, scene: sceneOf(step.key.node_id) }] : [],
    )
    const partsEdited = parts.some(({ step, scene }) => scene !== undefined && scene.rev !== step.rev)
    let edited = false
    const kept = steps.map((step): Step => {
      if (!isTextUpdate(step)) return step
      const current = sceneOf(step.key.node_id)
      if (!current || (current.document === step.after.document && !partsEdited)) return step
      edited = true
      const pieces = updates.length === 1 ? parts.flatMap(({ scene }) => scene ?? []) : []
      return { ...step, before: { ...join([current, ...pieces]) } }
    })
    return { edited, steps: kept }
  }
}
