// lore.*: the project's lorebook kept, taken in, given out, and asked what a place calls up.
import type { Outputs } from '../contract/index.ts'
import { EngineError } from '../domain/errors.ts'
import { newId } from '../domain/ids.ts'
import { LORE_MISSES, NEW_LORE_ENTRY, type LoreEntry } from '../domain/lorebook.ts'
import { activateLore, type LoreReport } from '../generation/memory/activate-lore.ts'
import { parseBounded } from '../importers/cards/card-json.ts'
import { isPng, readCardPng } from '../importers/cards/card-png.ts'
import {
  readLorebook,
  unheededRules,
  writeWorldInfo,
  type ReadLorebook,
} from '../importers/lorebook/world-info.ts'
import { act } from './act.ts'
import type { OpenProject } from './context.ts'
import { os, projectOf } from './os.ts'
import { textBeforeCursor, type Cursor } from './text-before-cursor.ts'
import { estimateTokens } from './token-counter.ts'

type Entry = Outputs['lore']['list'][number]
type Report = Outputs['lore']['preview']

/** More than any scan depth in use reaches. */
const LOOK_BACK = 40_000
const CHANGED = [{ kind: 'lore' }] as const

const toContract = (entry: LoreEntry): Entry => ({
  ...entry,
  keys: [...entry.keys],
  secondaryKeys: [...entry.secondaryKeys],
  groups: [...entry.groups],
})

interface LoreQuestion {
  readonly seed: number
  /** Tokens. */
  readonly budget: number
  /** Looked at instead of the text before the cursor. */
  readonly text?: string | undefined
  readonly count?: (text: string) => number
}

/** What a place calls up. */
export const loreAt = (
  { store }: OpenProject,
  cursor: Cursor,
  { seed, budget, text, count = estimateTokens }: LoreQuestion,
): LoreReport => {
  const paragraphs = text?.split(/\n+/u) ?? textBeforeCursor(store, cursor, LOOK_BACK).paragraphs
  const order = store.binder.tree().filter(({ kind }) => kind === 'scene')
  const here = order.findIndex(({ id }) => id === cursor.sceneId)
  return activateLore({
    entries: store.lore.list().map(({ entry }) => entry),
    paragraphs: paragraphs.filter((paragraph) => paragraph.trim() !== ''),
    settings: store.lore.book().settings,
    budget,
    count,
    seed,
    scenes: order.slice(0, here + 1).map(({ id }) => id),
  })
}

const countReasons = (left: LoreReport['left']): Report['left'] =>
  LORE_MISSES.map((why) => ({ why, entries: left.filter((each) => each.why === why).length })).filter(
    ({ entries }) => entries > 0,
  )

const unreadable = (error: unknown): EngineError =>
  new EngineError(
    'UNSUPPORTED_FORMAT',
    `${error instanceof Error ? error.message : String(error)}. Nothing was taken in.`,
    {},
    { cause: error },
  )

const MAX_BYTES = 64 << 20

const read = async (file: File): Promise<ReadLorebook> => {
  try {
    if (file.size > MAX_BYTES) throw new Error('This file is too large for a lorebook')
    const bytes = new Uint8Array(await file.arrayBuffer())
    return readLorebook(
      isPng(bytes) ? readCardPng(bytes).source : parseBounded(new TextDecoder().decode(bytes)),
    )
  } catch (error) {
    throw unreadable(error)
  }
}

export const loreRouter = {
  list: os.lore.list.handler(({ context }) =>
    projectOf(context)
      .store.lore.list()
      .map(({ entry }) => toContract(entry)),
  ),

  add: os.lore.add.handler(({ input, context }) => {
    const project = projectOf(context)
    const entry = { ...NEW_LORE_ENTRY, ...input, id: newId() }
    act(project, 'lore.add', CHANGED, () => project.store.lore.put(entry))
    return toContract(entry)
  }),

  edit: os.lore.edit.handler(({ input, context }) => {
    const project = projectOf(context)
    const entry = { ...project.store.lore.get(input.id).entry, ...input.change }
    act(project, 'lore.edit', CHANGED, () => project.store.lore.put(entry))
    return toContract(entry)
  }),

  remove: os.lore.remove.handler(({ input, context }) => {
    const project = projectOf(context)
    act(project, 'lore.remove', CHANGED, () => {
      for (const id of input.ids) project.store.lore.remove(id)
    })
  }),

  import: os.lore.import.handler(async ({ input, context }) => {
    const project = projectOf(context)
    const found = await read(input.file)
    const added = found.entries.map(({ entry, source }) => ({ entry: { ...entry, id: newId() }, source }))
    const book = project.store.lore.book()
    act(project, 'lore.import', CHANGED, () => {
      // What several files say of themselves goes out together; what was here first is not written over.
      if (Object.keys(found.source).length > 0)
        project.store.lore.putBook({ ...book, source: { ...found.source, ...book.source } })
      for (const { entry, source } of added) project.store.lore.put(entry, source)
    })
    return { added: added.map(({ entry }) => toContract(entry)), unheeded: [...unheededRules(found.entries)] }
  }),

  export: os.lore.export.handler(({ context }) => {
    const { store } = projectOf(context)
    const name = `${store.project.get().title.replace(/[^\p{L}\p{N} -]/gu, '') || 'lorebook'}.json`
    const whole = { entries: store.lore.list(), source: store.lore.book().source }
    return new File([writeWorldInfo(whole)], name, { type: 'application/json' })
  }),

  settings: os.lore.settings.handler(({ context }) => ({ ...projectOf(context).store.lore.book().settings })),

  configure: os.lore.configure.handler(({ input, context }) => {
    const project = projectOf(context)
    const book = project.store.lore.book()
    const settings = { ...book.settings, ...input }
    act(project, 'lore.configure', CHANGED, () => project.store.lore.putBook({ ...book, settings }))
    return settings
  }),

  preview: os.lore.preview.handler(({ input, context }) => {
    const { seed, budget, text, about, ...cursor } = input
    const { active, left } = loreAt(projectOf(context), cursor, { seed, budget, text })
    const asked = new Set(about)
    return {
      active: active.map((each) => ({ ...each, entry: toContract(each.entry) })),
      left: countReasons(left),
      reasons: left
        .filter(({ entry }) => asked.has(entry.id))
        .map(({ entry, why }) => ({ entryId: entry.id, why })),
    }
  }),
}
