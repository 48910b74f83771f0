// goals.*: goals, and the log of what was written. Saves report what an editor did; nothing else ever counts.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Inputs } from '../contract/index.ts'
import {
  addWritten,
  countedWords,
  dayOf,
  isWritingDay,
  NOTHING_WRITTEN,
  planOf,
  SCRIPTS,
  shiftDay,
  streakOf,
  type Written,
} from '../domain/goals.ts'
import type { WritingRow } from '../store/goal-repository.ts'
import { textBlocks } from '../text/plain-text.ts'
import { countByScript } from '../text/words.ts'
import { act } from './act.ts'
import type { OpenProject } from './context.ts'
import { os, projectOf } from './os.ts'

/** A pause as long as this ends a sitting. */
const PAUSE_MS = 30 * 60_000
const TURN_MS = 8

/** Sittings that the writer began by hand, for projects in which nothing was written since. */
const begun = new WeakMap<OpenProject, number>()

const currentSession = (project: OpenProject, now: number): number | null => {
  const last = project.store.goals.lastSitting()
  const fresh = begun.get(project)
  if (fresh !== undefined && fresh > (last?.session ?? 0)) return fresh
  return last && now - last.lastAt < PAUSE_MS ? last.session : null
}

/** Adds what an editor reports with a save to the log. @param now milliseconds since the epoch. */
export const logWriting = (
  project: OpenProject,
  written: NonNullable<Inputs['scene']['save']['written']>,
  now: number,
): void => {
  const { goals } = project.store
  const day = dayOf(now, goals.get().dayStartsAt)
  const session = currentSession(project, now) ?? now
  let isAny = false
  for (const script of SCRIPTS) {
    if (Object.values(written[script]).every((count) => count === 0)) continue
    goals.add({ ...written[script], day, script }, session, now)
    isAny = true
  }
  if (isAny) project.events.publish('change', { kind: 'goals' })
}

const summed = (rows: readonly WritingRow[]) => {
  const of = (script: WritingRow['script']): Written =>
    rows.filter((row) => row.script === script).reduce<Written>(addWritten, NOTHING_WRITTEN)
  const characters = of('characters')
  const { typed, removed, pasted, generated } = addWritten(of('words'), characters)
  const all = { typed, removed, pasted, generated }
  const counted = countedWords(all)
  return { ...all, counted, characters: Math.min(counted, countedWords(characters)) }
}

const overview = (project: OpenProject, days: number, now: number) => {
  const goals = project.store.goals.get()
  const today = dayOf(now, goals.dayStartsAt)
  const byDay = Map.groupBy(project.store.goals.days(), (row) => row.day)
  const of = (day: string) => summed(byDay.get(day) ?? [])
  const startedAt = currentSession(project, now)
  const { words: bookWords } = project.store.scenes.totals()
  const counted = new Map([...byDay].map(([day, rows]) => [day, summed(rows).counted]))
  return {
    goals: { ...goals, weekdays: [...goals.weekdays] },
    today,
    day: of(today),
    session: { ...summed(startedAt === null ? [] : project.store.goals.session(startedAt)), startedAt },
    bookWords,
    streak: streakOf(counted, goals.dailyWords ?? 1, goals.weekdays, today),
    ...planOf(goals, bookWords, today),
    history: Array.from({ length: days }, (_, index) => {
      const day = shiftDay(today, index - days + 1)
      return { day, isWritingDay: isWritingDay(day, goals.weekdays), ...of(day) }
    }),
  }
}

interface ScriptCount {
  readonly rev: number
  readonly words: number
  readonly characters: number
}
const counts = new WeakMap<OpenProject, ReadonlyMap<string, ScriptCount>>()

/** Lets other calls in between scenes; a scene is counted again only when its revision is another. */
const countBook = async (project: OpenProject): Promise<{ words: number; characters: number }> => {
  const known = counts.get(project)
  const found = new Map<string, ScriptCount>()
  let startedAt = performance.now()
  for (const { sceneId, rev } of project.store.scenes.revisions()) {
    const before = known?.get(sceneId)
    if (before?.rev === rev) {
      found.set(sceneId, before)
      continue
    }
    if (performance.now() - startedAt > TURN_MS) {
      await nextTurn()
      startedAt = performance.now()
    }
    const scene = project.store.scenes.find(sceneId)
    let words = 0
    let characters = 0
    for (const { text } of scene ? textBlocks(scene.document) : []) {
      const count = countByScript(text)
      words += count.words
      characters += count.characters
    }
    found.set(sceneId, { rev: scene?.rev ?? rev, words, characters })
  }
  counts.set(project, found)
  let words = 0
  let characters = 0
  for (const count of found.values()) {
    words += count.words
    characters += count.characters
  }
  return { words, characters }
}

export const goalRouter = {
  overview: os.goals.overview.handler(({ input: { days }, context }) =>
    overview(projectOf(context), days, context.engine.now()),
  ),

  update: os.goals.update.handler(({ input, context }) => {
    const project = projectOf(context)
    const before = project.store.goals.get()
    const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined))
    act(project, 'goals.update', [{ kind: 'goals' }], () => project.store.goals.set({ ...before, ...given }))
    const after = project.store.goals.get()
    return { ...after, weekdays: [...after.weekdays] }
  }),

  startSession: os.goals.startSession.handler(({ context }) => {
    const project = projectOf(context)
    const { session = 0 } = project.store.goals.lastSitting() ?? {}
    begun.set(project, Math.max(context.engine.now(), session + 1))
    project.events.publish('change', { kind: 'goals' })
  }),

  bookWords: os.goals.bookWords.handler(({ context }) => countBook(projectOf(context))),
}
