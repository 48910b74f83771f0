// lore.*: the project's lorebook kept, taken in, given out, and asked what a place calls up.
import type { Outputs } from '../contract/index.ts'
import { EngineError } from '../domain/errors.ts'
import { newId } from '../domain/ids.ts'
import { NEW_LORE_ENTRY, USUAL_LORE_SETTINGS, type LoreEntry } from '../domain/lorebook.ts'
import { activateLore, type LoreReport } from '../generation/memory/activate-lore.ts'
import { readLorebook, writeWorldInfo, type ReadLore } from '../importers/lorebook/world-info.ts'
import { act } from './act.ts'
import type { OpenProject } from './context.ts'
import { os, projectOf } from './os.ts'
import { textBeforeCursor, type Cursor } from './text-before-cursor.ts'

type Entry = Outputs['lore']['list'][number]

/** More than any scan depth in use reaches. */
const LOOK_BACK = 40_000
const CHANGED = [{ kind: 'lore' }] as const

const toContract = (entry: LoreEntry): Entry => ({
  ...entry,
  keys: [...entry.keys],
  secondaryKeys: [...entry.secondaryKeys],
  groups: [...entry.groups],
})

/** An estimate that errs on the large side: a Chinese character is about a token, other letters four. */
export const estimateTokens = (text: string): number => {
  const han = text.match(/\p{sc=Han}/gu)?.length ?? 0
  return Math.ceil(han + (text.length - han) / 3.5)
}

/** What a place calls up. */
export const loreAt = (
  { store }: OpenProject,
  cursor: Cursor,
  { seed, budget }: { readonly seed: number; readonly budget: number },
): LoreReport => {
  const { paragraphs } = textBeforeCursor(store, cursor, LOOK_BACK)
  const order = store.binder.tree().filter(({ kind }) => kind === 'scene')
  const here = order.findIndex(({ id }) => id === cursor.sceneId)
  return activateLore({
    entries: store.lore.list().map(({ entry }) => entry),
    paragraphs: paragraphs.filter((text) => text.trim() !== ''),
    settings: USUAL_LORE_SETTINGS,
    budget,
    count: estimateTokens,
    seed,
    scenes: order.slice(0, here + 1).map(({ id }) => id),
  })
}

const unreadable = (error: unknown): EngineError =>
  new EngineError(
    'UNSUPPORTED_FORMAT',
    `${error instanceof Error ? error.message : String(error)}. Nothing was taken in.`,
    {},
    { cause: error },
  )

const read = async (file: File): Promise<readonly ReadLore[]> => {
  try {
    return readLorebook(JSON.parse(await file.text()))
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
    const added = found.map(({ entry, source }) => ({ entry: { ...entry, id: newId() }, source }))
    act(project, 'lore.import', CHANGED, () => {
      for (const { entry, source } of added) project.store.lore.put(entry, source)
    })
    return { added: added.map(({ entry }) => toContract(entry)) }
  }),

  export: os.lore.export.handler(({ context }) => {
    const { store } = projectOf(context)
    const name = `${store.project.get().title.replace(/[^\p{L}\p{N} -]/gu, '') || 'lorebook'}.json`
    return new File([writeWorldInfo(store.lore.list())], name, { type: 'application/json' })
  }),

  preview: os.lore.preview.handler(({ input, context }) => {
    const { seed, budget, ...cursor } = input
    const { active, left } = loreAt(projectOf(context), cursor, { seed, budget })
    return {
      active: active.map((each) => ({ ...each, entry: toContract(each.entry) })),
      left: left.map((each) => ({ ...each, entry: toContract(each.entry) })),
    }
  }),
}
