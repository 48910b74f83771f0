// project.*: which project a connection is on, its title page, and undo over everything structural.
import { mkdirSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { EngineError } from '../domain/errors.ts'
import { bringsVersionBack, type JournalChange } from '../store/journal.ts'
import { act } from './act.ts'
import type { OpenProject, ProjectChange, RequestContext } from './context.ts'
import { isEncrypted, keyFor, type FileKey } from '../store/passphrase.ts'
import { os, projectOf } from './os.ts'
import { canonicalPath } from './project-registry.ts'
import { snapshotBefore } from './take-snapshots.ts'
import { sampleFacts, writeSample } from './sample-story.ts'

const infoOf = ({ store, path, readOnly }: OpenProject) => {
  const labels = store.journal.labels()
  return {
    ...store.project.get(),
    ...store.scenes.totals(),
    path,
    readOnly,
    encrypted: store.encrypted,
    undoLabel: labels.undo,
    redoLabel: labels.redo,
  }
}

/** Puts the project on top of the recent ones, under the name it has now. */
const remember = <Info extends ReturnType<typeof infoOf>>({ engine }: RequestContext, info: Info): Info => {
  const { path, language, sample, encrypted } = info
  // The list lies open beside the settings: of an encrypted project it holds no more than the file's name.
  const title = encrypted ? basename(path).replace(/\.arcwright$/i, '') : info.title
  if (!sample) engine.settings.addRecent({ path, title, language, openedAt: engine.now() })
  return info
}

const enter = (context: RequestContext, path: string, readOnly = false, key: FileKey | null = null) =>
  remember(context, infoOf(context.engine.projects.enter(context.session, path, readOnly, key)))

/** Tells every window, the one that asked too: what it shows is not what it made. */
const announce = ({ events }: OpenProject, { tables, scenes }: JournalChange): void => {
  const has = (...names: Parameters<typeof tables.has>[0][]): boolean =>
    names.some((name) => tables.has(name))
  const changes: ProjectChange[] = []
  if (has('nodes', 'scenes', 'labels')) changes.push({ kind: 'binder' })
  for (const scene of scenes) changes.push({ kind: 'scene', ...scene, origin: '' })
  // What goes into the trash or comes back takes its curves and pins along.
  if (has('targets', 'beats', 'nodes')) changes.push({ kind: 'targets' })
  if (has('media', 'media_pins', 'nodes')) changes.push({ kind: 'media' })
  if (has('media_corrections')) changes.push({ kind: 'understood', mediaIds: [] })
  if (has('goals')) changes.push({ kind: 'goals' })
  if (has('dialogues', 'dialogue_nodes', 'dialogue_translations'))
    changes.push({ kind: 'dialogues', dialogueId: null })
  if (has('spell_words', 'spell_choices')) changes.push({ kind: 'spelling' })
  if (has('emotion_labels')) changes.push({ kind: 'labels', sceneId: null })
  if (has('lore', 'lore_book')) changes.push({ kind: 'lore' })
  if (has('memory_fields', 'summaries', 'dismissals')) changes.push({ kind: 'memory' })
  if (has('line_batches', 'npc_lines')) changes.push({ kind: 'lines' })
  if (has('characters', 'relations', 'story_facts', 'speaker_labels')) changes.push({ kind: 'cast' })
  if (has('comment_threads', 'comment_messages')) changes.push({ kind: 'comments' })
  if (has('life_entries', 'life_media', 'material', 'masks')) changes.push({ kind: 'life' })
  if (has('conversations', 'chat_messages')) changes.push({ kind: 'chats' })
  if (has('arc_snapshots')) changes.push({ kind: 'arcs' })
  if (has('snapshots', 'drafts')) changes.push({ kind: 'history' })
  changes.push({ kind: 'info' })
  for (const change of changes) events.publish('change', change)
}

const travel = (context: RequestContext, direction: 'undo' | 'redo'): { label: string | null } => {
  const project = projectOf(context)
  const label = project.store.journal.labels()[direction]
  if (label !== null && bringsVersionBack(label)) snapshotBefore(project, label)
  const change = project.store.journal[direction]()
  if (change) announce(project, change)
  else project.events.publish('change', { kind: 'info' })
  return { label: change?.label ?? null }
}

export const projectRouter = {
  create: os.project.create.handler(({ input: { path, ...facts }, context }) => {
    const { projects, documentsDir } = context.engine
    if (dirname(resolve(path)) === resolve(documentsDir)) mkdirSync(documentsDir, { recursive: true })
    return enter(context, projects.create(path, facts))
  }),

  open: os.project.open.handler(async ({ input: { path, readOnly, passphrase }, context }) => {
    const { projects, passphrase: ask } = context.engine
    const place = canonicalPath(path)
    // A file that is open here is unlocked already, and may not be touched beside its handle.
    if (projects.isOpen(place)) return enter(context, path, readOnly)
    const given = passphrase ?? (isEncrypted(place) ? await ask?.() : null)
    return enter(context, path, readOnly, await keyFor(place, given ?? undefined))
  }),

  openSample: os.project.openSample.handler(({ input: { language }, context }) => {
    const { projects, dataDir } = context.engine
    const path = resolve(dataDir, `sample-${language}.arcwright`)
    mkdirSync(dataDir, { recursive: true })
    try {
      projects.create(path, sampleFacts(language), (store) => writeSample(store, language))
    } catch (error) {
      // Made by an earlier start, or by another window just now.
      if (!(error instanceof EngineError && error.code === 'PROJECT_EXISTS')) throw error
    }
    return enter(context, path)
  }),

  info: os.project.info.handler(({ context }) => infoOf(projectOf(context))),

  update: os.project.update.handler(({ input, context }) => {
    const project = projectOf(context)
    act(project, 'project.update', [{ kind: 'info' }], () => {
      const { title, author, language } = input
      project.store.project.update({
        ...(title === undefined ? {} : { title }),
        ...(author === undefined ? {} : { author }),
        ...(language === undefined ? {} : { language }),
      })
    })
    return remember(context, infoOf(project))
  }),

  /** Answered when the file is closed and its last backup made: it may be copied or moved then. */
  close: os.project.close.handler(async ({ context }) => {
    // Imports and undo may have renamed it since it was opened.
    try {
      if (context.session.project) remember(context, infoOf(context.session.project))
    } finally {
      // Also a damaged one, of which nothing can be told.
      context.engine.projects.leave(context.session)
      await context.engine.projects.whenLeft()
    }
  }),

  watch: os.project.watch.handler(({ context, signal }) =>
    projectOf(context).events.subscribe('change', { signal }),
  ),

  undo: os.project.undo.handler(({ context }) => travel(context, 'undo')),
  redo: os.project.redo.handler(({ context }) => travel(context, 'redo')),
}
