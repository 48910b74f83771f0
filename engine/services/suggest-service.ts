// suggest.*: reads the book for what could be written next, letting other calls in between.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { namesOf } from '../domain/cast/names-of.ts'
import type { Emotion } from '../domain/emotion.ts'
import { dayOf } from '../domain/life.ts'
import {
  suggest,
  type BookScene,
  type Lived,
  type Person,
  type Unused,
} from '../generation/memory/suggest.ts'
import { targetAtPlace } from '../generation/wanted.ts'
import { detectLanguage } from '../text/language.ts'
import { textBlocks } from '../text/plain-text.ts'
import { createNameFinder } from '../text/voices/find-names.ts'
import { act } from './act.ts'
import { readScenes } from './book-arc.ts'
import type { OpenProject } from './context.ts'
import type { EngineParts } from './engine-parts.ts'
import { materialAt } from './material-pieces.ts'
import { os, projectOf } from './os.ts'

const CHANGED = [{ kind: 'memory' }] as const

const readBook = async (
  engine: EngineParts,
  project: OpenProject,
  signal: AbortSignal,
): Promise<readonly BookScene[]> => {
  const { binder, scenes, targets } = project.store
  const felt = new Map((await readScenes(engine, project, signal)).map((each) => [each.sceneId, each]))
  const tree = binder.tree()
  const curves = targets.list()
  const book: BookScene[] = []
  for (const { id, kind, title, opening, words } of tree) {
    if (kind !== 'scene') continue
    const scene = scenes.find(id)
    if (!scene) continue
    const feeling = felt.get(id)?.summary ?? null
    const target = targetAtPlace(null, tree, curves, { sceneId: id, wordsBefore: words / 2 })
    book.push({
      id,
      title: title || opening,
      words,
      paragraphs: textBlocks(scene.document).map((block) => ({ blockId: block.id, text: block.text })),
      valence: feeling?.valence ?? null,
      emotion: feeling?.emotion ?? null,
      target: target.valence,
    })
    await nextTurn()
    signal.throwIfAborted()
  }
  return book
}

/** The cast, then whoever the text shows, each under names that nobody else has. */
const peopleOf = async ({ store }: OpenProject, scenes: readonly BookScene[]): Promise<readonly Person[]> => {
  const finder = createNameFinder()
  for (const { paragraphs } of scenes) {
    const text = paragraphs.map((paragraph) => paragraph.text).join('\n')
    if (text !== '') finder.add(text, detectLanguage(text))
    await nextTurn()
  }
  const cast = store.characters.list()
  const known = new Set(cast.flatMap(namesOf))
  return [...cast, ...finder.people().filter((person) => !namesOf(person).some((each) => known.has(each)))]
}

const feltIn = ({ store }: OpenProject): Readonly<Partial<Record<Emotion, number>>> => {
  const counts: Partial<Record<Emotion, number>> = {}
  const all = { limit: store.life.count(), offset: 0 }
  for (const { mood } of store.life.list({}, all))
    if (mood) counts[mood.emotion] = (counts[mood.emotion] ?? 0) + 1
  return counts
}

/** Entries that are nobody's material, with how they felt. */
const livedIn = ({ store }: OpenProject): readonly Lived[] => {
  const used = new Set(store.material.used().map(({ id }) => id))
  return store.life.list({}, { limit: store.life.count(), offset: 0 }).flatMap((entry) => {
    const { id, mood, title, text } = entry
    if (!mood || used.has(id)) return []
    const { emotion, valence, arousal } = mood
    return [{ id, day: dayOf(entry), text: text.trim() === '' ? title : text, emotion, valence, arousal }]
  })
}

const materialOfBook = (project: OpenProject, scenes: readonly BookScene[]): readonly Unused[] =>
  scenes.flatMap(({ id, words }) =>
    // A scene that is still empty has used nothing yet, and needs nobody to say so.
    words === 0
      ? []
      : materialAt(project, { sceneId: id }).map((piece) => ({
          id: piece.id,
          title: piece.title,
          text: piece.text,
          sceneId: id,
        })),
  )

export const suggestRouter = {
  list: os.suggest.list.handler(async ({ context, signal }) => {
    const project = projectOf(context)
    const stop = signal ?? new AbortController().signal
    const scenes = await readBook(context.engine, project, stop)
    const dismissed = project.store.memory.dismissals()
    const suggestions = suggest({
      scenes,
      people: await peopleOf(project, scenes),
      felt: feltIn(project),
      lived: livedIn(project),
      material: materialOfBook(project, scenes),
      dismissed,
    })
    return { suggestions: [...suggestions], dismissed: dismissed.length }
  }),

  dismiss: os.suggest.dismiss.handler(({ input: { key, kind }, context }) => {
    const project = projectOf(context)
    act(project, 'suggest.dismiss', CHANGED, () =>
      project.store.memory.dismiss({ key, kind, at: context.engine.now() }),
    )
  }),

  forget: os.suggest.forget.handler(({ context }) => {
    const project = projectOf(context)
    act(project, 'suggest.forget', CHANGED, () => project.store.memory.forgetDismissals())
  }),
}
