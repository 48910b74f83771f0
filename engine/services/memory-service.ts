// memory.*: what the writer tells whoever writes, summaries of scenes, and a look at what would be sent.
import type { Outputs } from '../contract/index.ts'
import type { SceneSummary } from '../domain/story-memory.ts'
import { sceneNotFound } from '../store/scene-repository.ts'
import { act } from './act.ts'
import { asJob } from './as-job.ts'
import type { OpenProject } from './context.ts'
import { changesOf } from './continue-passage.ts'
import type { EngineParts } from './engine-parts.ts'
import { summariseByModel } from './model-summary.ts'
import { os, projectOf } from './os.ts'
import { passageContext } from './passage-context.ts'
import { summariesNow, summariseScene, textHashOf } from './scene-summaries.ts'
import { findVoice } from './voices.ts'

type Summary = Outputs['memory']['summaries'][number]
type Event = Outputs['memory']['summarise'] extends AsyncIterable<infer Each> ? Each : never

const CHANGED = [{ kind: 'memory' }] as const

/** NOT_FOUND for a scene that is not in the book. */
const checkScene = ({ store }: OpenProject, sceneId: string): void => {
  if (!store.binder.isInBook(sceneId)) throw sceneNotFound(sceneId)
}

const listed = (project: OpenProject): readonly Summary[] => {
  const summaries = summariesNow(project)
  return project.store.binder
    .tree()
    .filter(({ kind }) => kind === 'scene')
    .map(({ id, title, opening, words }): Summary => {
      const { text = '', maker = 'own', model = null, stale = false } = summaries.get(id) ?? {}
      return { sceneId: id, title: title || opening, words, text, maker, model, stale }
    })
}

const shown = (project: OpenProject, sceneId: string): Summary => {
  const found = listed(project).find((each) => each.sceneId === sceneId)
  if (found) return found
  throw sceneNotFound(sceneId)
}

/** Who makes them: a model, or nobody but the scenes' own sentences. */
const summariser = async (
  engine: EngineParts,
  project: OpenProject,
  writerId: string | null | undefined,
  signal: AbortSignal,
): Promise<(sceneId: string) => Promise<SceneSummary | null>> => {
  if (writerId === null) return (sceneId) => summariseScene(engine, project, sceneId)
  const voice = await findVoice(engine, project, writerId)
  await voice.prepare(() => undefined, signal)
  return (sceneId) => summariseByModel(project, voice, sceneId, engine.now(), signal)
}

export const memoryRouter = {
  fields: os.memory.fields.handler(({ input: { sceneId }, context }) => {
    const project = projectOf(context)
    if (sceneId !== null) checkScene(project, sceneId)
    return { ...project.store.memory.fields(sceneId) }
  }),

  tell: os.memory.tell.handler(({ input: { sceneId, change }, context }) => {
    const project = projectOf(context)
    if (sceneId !== null) checkScene(project, sceneId)
    const fields = { ...project.store.memory.fields(sceneId), ...change }
    act(project, 'memory.tell', CHANGED, () => project.store.memory.setFields(sceneId, fields))
    return fields
  }),

  summaries: os.memory.summaries.handler(({ context }) => [...listed(projectOf(context))]),

  setSummary: os.memory.setSummary.handler(({ input: { sceneId, text }, context }) => {
    const project = projectOf(context)
    checkScene(project, sceneId)
    const ofText = textHashOf(project, sceneId)
    act(project, 'memory.summary', CHANGED, () =>
      project.store.memory.putSummary({
        sceneId,
        text: text.trim(),
        maker: 'writer',
        model: null,
        ofText,
        updatedAt: context.engine.now(),
      }),
    )
    return shown(project, sceneId)
  }),

  unlockSummary: os.memory.unlockSummary.handler(async ({ input: { sceneId }, context }) => {
    const project = projectOf(context)
    checkScene(project, sceneId)
    const summary = await summariseScene(context.engine, project, sceneId)
    act(project, 'memory.summary', CHANGED, () => {
      if (summary) project.store.memory.putSummary(summary)
      else project.store.memory.removeSummary(sceneId)
    })
    return shown(project, sceneId)
  }),

  summarise: os.memory.summarise.handler(async function* ({ input, context, signal }) {
    const project = projectOf(context)
    const { title } = project.store.project.get()
    yield* asJob<Event, void>(context, 'model', title, signal, async function* (job) {
      const make = await summariser(context.engine, project, input.writerId, job.signal)
      const wanted = input.sceneIds && new Set(input.sceneIds)
      const goal = input.writerId === null ? 'own' : 'model'
      const scenes = listed(project).filter(({ sceneId, words, text, maker, stale }) =>
        wanted
          ? wanted.has(sceneId) && maker !== 'writer'
          : words > 0 && maker !== 'writer' && (text === '' || stale || maker !== goal),
      )
      let made = 0
      for (const [index, scene] of scenes.entries()) {
        yield { kind: 'progress', done: index, total: scenes.length, title: scene.title }
        job.report(index, scenes.length)
        const summary = await make(scene.sceneId)
        if (job.signal.aborted) break
        // It may have been removed meanwhile, or the writer's own by now.
        if (!summary || !project.store.binder.isInBook(scene.sceneId)) continue
        if (project.store.memory.summaries().get(scene.sceneId)?.maker === 'writer') continue
        act(project, 'memory.summary', CHANGED, () => project.store.memory.putSummary(summary))
        made += 1
        yield { kind: 'summary', summary: shown(project, scene.sceneId) }
      }
      yield { kind: 'done', made }
    })
  }),

  preview: os.memory.preview.handler(async ({ input, context, signal }) => {
    const project = projectOf(context)
    const stop = signal ?? new AbortController().signal
    const voice = await findVoice(context.engine, project, input.writerId)
    const { sceneId, blockId, offset, seed, words = voice.usual.words } = input
    const told = await passageContext(
      project,
      voice,
      { cursor: { sceneId, blockId, offset }, words, seed, changes: changesOf(input) },
      stop,
    )
    const { text, tokens, room, isEstimate } = told
    return {
      writerName: voice.name,
      pieces: told.pieces.map((piece) => ({ ...piece })),
      text,
      tokens,
      room,
      estimate: isEstimate,
    }
  }),
}
