// plan.*: plans made from feelings, kept in the project, edited, and turned into scenes. Every act is one undo step.
import { targetAt } from '../domain/curve.ts'
import type { Beat } from '../domain/beat.ts'
import { emptyDocument } from '../domain/empty-document.ts'
import { EngineError } from '../domain/errors.ts'
import type { GenerationTarget } from '../domain/generation.ts'
import { newId } from '../domain/ids.ts'
import { planBeat, type PlanRequest } from '../generation/plan/plan-beats.ts'
import { curveOf, FREE, templateOf, TEMPLATES, type PlanTemplate } from '../generation/plan/templates.ts'
import { Random } from '../nn/seed.ts'
import { act } from './act.ts'
import type { OpenProject, ProjectChange } from './context.ts'
import { recordBeats } from './learning/record-feedback.ts'
import { usedPreferences } from './learning/used-weights.ts'
import { os, projectOf } from './os.ts'
import { plannerTools } from './planner.ts'

/** Beats of a free plan unless more or fewer are asked for. */
const BEATS = 8
const SEEDS = 2 ** 31
const PLAN: readonly ProjectChange[] = [{ kind: 'targets' }]

const templateFrom = (id: string): PlanTemplate => {
  const template = templateOf(id)
  if (template) return template
  throw new EngineError('BAD_INPUT', `There is no template ${id}.`, { template: id })
}

/** BAD_INPUT-free: the book, or a part of it that is there. NOT_FOUND. */
const checkScope = ({ store }: OpenProject, scopeId: string | null): void => {
  if (scopeId !== null) store.binder.get(scopeId)
}

/** How a beat should feel at its share of the way: the template's arc, else the drawn one, else at rest. */
const valenceAt = (
  project: OpenProject,
  template: PlanTemplate,
  scopeId: string | null,
  share: number,
): number => {
  const drawn = project.store.targets
    .list()
    .find((curve) => curve.scopeId === scopeId && curve.measure === 'valence')
  const points = template === FREE && drawn ? drawn.points : curveOf(template)
  const value = targetAt(points, share) ?? targetAt(drawn?.points ?? [], share) ?? 0
  return Math.max(-1, Math.min(1, value))
}

const targetOf = ({ valence, emotion }: Pick<Beat, 'valence' | 'emotion'>): GenerationTarget =>
  emotion === null ? { emotion, valence } : { emotion, valence: null }

const requestOf = (project: OpenProject, scopeId: string | null, seed: number): PlanRequest => {
  const { template, ...wish } = project.store.beats.wish(scopeId)
  return {
    ...wish,
    template: templateFrom(template),
    language: project.store.project.get().language,
    seed,
  }
}

const change = (project: OpenProject, label: string, scopeId: string | null, beats: readonly Beat[]): void =>
  act(project, label, PLAN, () => project.store.beats.replace(scopeId, beats))

const placed = (beats: readonly Beat[], one: Beat, afterId: string | null): readonly Beat[] => {
  const others = beats.filter(({ id }) => id !== one.id)
  const at = afterId === null ? 0 : others.findIndex(({ id }) => id === afterId) + 1
  if (afterId !== null && at === 0)
    throw new EngineError('NOT_FOUND', 'This beat is not in the plan (any more).', { beatId: afterId })
  return others.toSpliced(at, 0, one)
}

const synopsisOf = ({ summary, background }: Beat): string =>
  [summary, background].filter((part) => part !== '').join('\n')

const titleOf = ({ title, summary }: Beat): string => (title === '' ? summary : title).slice(0, 120)

export const planRouter = {
  templates: os.plan.templates.handler(() =>
    TEMPLATES.map(({ id, steps, filter }) => ({ id, steps: steps.map((step) => ({ ...step })), filter })),
  ),

  get: os.plan.get.handler(({ input: { scopeId }, context }) => {
    const { beats } = projectOf(context).store
    const wish = beats.wish(scopeId)
    return { wish: { ...wish, cast: [...wish.cast] }, beats: [...beats.list(scopeId)] }
  }),

  create: os.plan.create.handler(async function* ({ input, context, signal }) {
    const project = projectOf(context)
    const { scopeId, count, seed = new Random(newId()).integer(SEEDS), ...wish } = input
    const template = templateFrom(wish.template)
    checkScope(project, scopeId)
    const release = context.engine.projects.hold(project)
    const stop = signal ?? new AbortController().signal
    try {
      const tools = plannerTools(context.engine, project, stop)
      const { language } = project.store.project.get()
      const { premise, cast, place } = wish
      const taste = usedPreferences(context.engine, project, 'planner')
      const request = { template, premise, cast, place, language, seed, taste }
      const before = project.store.beats.list(scopeId)
      const total = count ?? (template.steps.length > 0 ? template.steps.length : BEATS)
      const beats: Beat[] = []
      for (let index = 0; index < total; index++) {
        yield { kind: 'progress', done: index, total }
        const kept = before[index]
        if (kept?.locked) {
          beats.push(kept)
          continue
        }
        const share = total === 1 ? 0 : index / (total - 1)
        const feeling = { valence: valenceAt(project, template, scopeId, share), emotion: null }
        const lines = beats.map(({ line }) => line)
        const planned = await planBeat(request, { target: targetOf(feeling), before: lines, index }, tools)
        const title = template.steps[index]?.[language] ?? ''
        const own = { id: newId(), scopeId, position: index, title, locked: false, sceneId: null }
        beats.push({ ...own, ...planned, ...feeling })
      }
      // A locked beat is never lost, however short the new plan is.
      beats.push(...before.slice(total).filter(({ locked }) => locked))
      act(project, 'plan.create', PLAN, () => {
        project.store.beats.setWish(scopeId, { template: template.id, premise, cast, place })
        project.store.beats.replace(scopeId, beats)
      })
      yield { kind: 'done', beats: [...project.store.beats.list(scopeId)], seed }
    } catch (error) {
      // Stopped by the caller: the plan is what it was.
      if (!stop.aborted) throw error
    } finally {
      release()
    }
  }),

  regenerate: os.plan.regenerate.handler(async ({ input: { beatId, seed }, context, signal }) => {
    const project = projectOf(context)
    const { beats } = project.store
    const old = beats.get(beatId)
    const { scopeId } = old
    const drawn = seed ?? new Random(newId()).integer(SEEDS)
    const taste = usedPreferences(context.engine, project, 'planner')
    const request = { ...requestOf(project, scopeId, drawn), taste }
    const lines = beats.list(scopeId).map(({ line }) => line)
    const at = { target: targetOf(old), before: lines.slice(0, old.position), index: old.position }
    const tools = plannerTools(context.engine, project, signal ?? new AbortController().signal)
    const planned = await planBeat(request, at, tools)
    const now = beats.list(scopeId)
    change(
      project,
      'plan.regenerate',
      scopeId,
      now.map((beat) => (beat.id === beatId ? { ...beat, ...planned } : beat)),
    )
    recordBeats(project, 'beat-dropped', [old], context.engine.now())
    return beats.get(beatId)
  }),

  update: os.plan.update.handler(({ input: { beatId, ...changes }, context }) => {
    const project = projectOf(context)
    const { beats } = project.store
    const old = beats.get(beatId)
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
    change(
      project,
      'plan.update',
      old.scopeId,
      beats.list(old.scopeId).map((beat) => (beat.id === beatId ? { ...beat, ...given } : beat)),
    )
    if (changes.locked === true && !old.locked) recordBeats(project, 'beat-kept', [old], context.engine.now())
    return beats.get(beatId)
  }),

  add: os.plan.add.handler(({ input: { scopeId, afterId, summary }, context }) => {
    const project = projectOf(context)
    checkScope(project, scopeId)
    const { beats } = project.store
    const all = beats.list(scopeId)
    const before = all.find(({ id }) => id === afterId)
    const fresh: Beat = {
      id: newId(),
      scopeId,
      position: 0,
      title: '',
      summary,
      background: '',
      valence: before?.valence ?? 0,
      emotion: null,
      // Written by hand: a new plan must not take it away.
      locked: true,
      line: '',
      sceneId: null,
    }
    change(project, 'plan.add', scopeId, placed(all, fresh, afterId))
    return beats.get(fresh.id)
  }),

  move: os.plan.move.handler(({ input: { beatId, afterId }, context }) => {
    const project = projectOf(context)
    const { beats } = project.store
    const { scopeId, ...own } = beats.get(beatId)
    change(project, 'plan.move', scopeId, placed(beats.list(scopeId), { ...own, scopeId }, afterId))
    return [...beats.list(scopeId)]
  }),

  remove: os.plan.remove.handler(({ input: { beatIds }, context }) => {
    const project = projectOf(context)
    const { beats } = project.store
    const gone = new Set(beatIds)
    const { scopeId } = beats.get(beatIds[0])
    const dropped = beats.list(scopeId).filter(({ id }) => gone.has(id))
    change(
      project,
      'plan.remove',
      scopeId,
      beats.list(scopeId).filter(({ id }) => !gone.has(id)),
    )
    recordBeats(project, 'beat-dropped', dropped, context.engine.now())
  }),

  makeScenes: os.plan.makeScenes.handler(({ input: { scopeId, beatIds }, context }) => {
    const project = projectOf(context)
    const { beats, binder } = project.store
    const all = beats.list(scopeId)
    const chosen = all.filter(({ id, sceneId }) => sceneId === null && (beatIds?.includes(id) ?? true))
    const node = scopeId === null ? null : binder.get(scopeId)
    const parentId = node?.kind === 'scene' ? node.parentId : scopeId
    const changes: readonly ProjectChange[] = [{ kind: 'binder' }, ...PLAN]
    const sceneIds = act(project, 'plan.makeScenes', changes, () => {
      const made = new Map(
        chosen.map((beat) => {
          const text = { document: emptyDocument(), words: 0 }
          const { id } = binder.create({ kind: 'scene', title: titleOf(beat), text }, { parentId })
          binder.describe([id], { synopsis: synopsisOf(beat) })
          return [beat.id, id]
        }),
      )
      beats.replace(
        scopeId,
        all.map((beat) => ({ ...beat, sceneId: made.get(beat.id) ?? beat.sceneId })),
      )
      return [...made.values()]
    })
    recordBeats(project, 'beat-kept', chosen, context.engine.now())
    return { sceneIds }
  }),
}
