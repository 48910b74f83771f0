// Gathers where the words of a book came from: texts from the store, what wrote them from the record of generations.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Origin } from '../domain/document.ts'
import { isBookKind } from '../domain/project.ts'
import type {
  GeneratedBy,
  ProvenanceLine,
  ProvenanceReport,
  ProvenanceSource,
  WordsByOrigin,
} from '../domain/provenance.ts'
import type { ProjectStore } from '../store/project-store.ts'
import { originWords, type OriginWords } from '../text/word-origins.ts'
import { countWords } from '../text/words.ts'

const NONE: WordsByOrigin = { typed: 0, pasted: 0, imported: 0, generated: 0 }

/** How many scenes are read before others have their turn. */
const SCENES_A_TURN = 4

const totals = (found: readonly OriginWords[]): WordsByOrigin => {
  const sum = { ...NONE }
  for (const { origin, words } of found) sum[origin?.by ?? 'typed'] += words
  return sum
}

const plus = (one: WordsByOrigin, other: WordsByOrigin): WordsByOrigin => ({
  typed: one.typed + other.typed,
  pasted: one.pasted + other.pasted,
  imported: one.imported + other.imported,
  generated: one.generated + other.generated,
})

/** What wrote a candidate; null where no record of it is in the project. */
export const generatedBy = (store: ProjectStore, origin: Origin): GeneratedBy | null => {
  if (origin.by !== 'generated' || origin.of === '') return null
  const found = store.generations.findByCandidate(origin.of)
  if (!found) return null
  const { generation, text } = found
  const { id, modelName, modelId, modelHash, seed, settings, createdAt } = generation
  return {
    generationId: id,
    modelName,
    modelId,
    modelHash,
    seed,
    settings,
    createdAt,
    originalWords: countWords(text),
  }
}

interface Gathered {
  words: number
  typedWithin: number
  readonly origin: Origin
  readonly sceneIds: string[]
}

export const provenanceOf = async (
  store: ProjectStore,
  progress: (done: number, total: number) => void = () => undefined,
  signal?: AbortSignal,
): Promise<ProvenanceReport> => {
  const { title, author, language, originsSince } = store.project.get()
  const nodes = store.binder.tree().filter(({ kind }) => isBookKind(kind))
  const byScene = new Map<string, WordsByOrigin>()
  const sources = new Map<string, Gathered>()
  const scenes = nodes.filter(({ kind }) => kind === 'scene')
  for (const [index, { id }] of scenes.entries()) {
    const scene = store.scenes.find(id)
    const found = scene ? originWords(scene.document) : []
    byScene.set(id, totals(found))
    for (const { origin, words, typedWithin } of found) {
      if (!origin) continue
      const key = `${origin.by} ${origin.of}`
      const source = sources.get(key) ?? { origin, words: 0, typedWithin: 0, sceneIds: [] }
      source.words += words
      source.typedWithin += typedWithin
      source.sceneIds.push(id)
      sources.set(key, source)
    }
    if ((index + 1) % SCENES_A_TURN !== 0) continue
    progress(index + 1, scenes.length)
    await nextTurn()
    signal?.throwIfAborted()
  }
  const below = (id: string | null): WordsByOrigin =>
    nodes
      .filter(({ parentId }) => parentId === id)
      .reduce((sum, node) => plus(sum, byScene.get(node.id) ?? below(node.id)), NONE)
  const levels = new Map<string | null, number>([[null, 0]])
  const line = (
    id: string,
    kind: ProvenanceLine['kind'],
    level: number,
    name: string,
    words: WordsByOrigin,
  ): ProvenanceLine => ({
    id,
    kind,
    level,
    title: name,
    words: words.typed + words.pasted + words.imported + words.generated,
    ...words,
  })
  return {
    title,
    author,
    language,
    recordedSince: originsSince,
    lines: [
      line('', 'book', 0, title, below(null)),
      ...nodes.map((node) => {
        const level = (levels.get(node.parentId) ?? 0) + 1
        levels.set(node.id, level)
        return line(
          node.id,
          node.kind,
          level,
          node.title || node.opening,
          byScene.get(node.id) ?? below(node.id),
        )
      }),
    ],
    sources: [...sources.values()]
      .map((source): ProvenanceSource => ({ ...source, generated: generatedBy(store, source.origin) }))
      .toSorted((a, b) => b.words - a.words),
  }
}
