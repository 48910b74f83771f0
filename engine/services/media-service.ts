// media.*: what the window asks about photos, sounds, clips and documents. Looking into files is left to the readers.
import { basename } from 'node:path'
import type { Outputs } from '../contract/index.ts'
import { EngineError } from '../domain/errors.ts'
import { newId } from '../domain/ids.ts'
import type { TranscriptFinding } from '../domain/media-finding.ts'
import type { MediaItem } from '../domain/media.ts'
import { sceneNotFound } from '../store/scene-repository.ts'
import { act } from './act.ts'
import type { EngineParts } from './engine-parts.ts'
import type { OpenProject, ProjectChange } from './context.ts'
import { mediaClipsRouter } from './media-clips.ts'
import { takeIn } from './media-intake.ts'
import { hasSound, takeSubtitles, transcriptBeside } from './media-subtitles.ts'
import { filesOf } from './media-paths.ts'
import { mediaSensesRouter } from './media-senses.ts'
import { os, projectOf } from './os.ts'
import { senseHelpersRouter } from './sense-helpers.ts'
import { fromSystemError } from './system-errors.ts'

type Item = Outputs['media']['add']
type PathEvent = Outputs['media']['addPaths'] extends AsyncIterable<infer Event> ? Event : never

/** Files added in a row become one undo step; a long row is written down now and then, so that little is at risk. */
const COMMIT_EVERY_MS = 5000

const toItem = ({ thumbnailHash, waveform, ...item }: MediaItem): Item => ({
  ...item,
  waveform: [...waveform],
  hasThumbnail: thumbnailHash !== null,
})

const MEDIA_CHANGED = [{ kind: 'media' }] as const

/** One more or one less of the writer's own recordings may change what the others are heard against. */
const heardAnew = ({ store }: OpenProject, mediaId: string): readonly ProjectChange[] => [
  ...MEDIA_CHANGED,
  {
    kind: 'understood',
    mediaIds: store.media.list().flatMap(({ id, isOwnVoice }) => (isOwnVoice || id === mediaId ? [id] : [])),
  },
]

/** Inserts what is still new; the same content may have come twice at once. */
const insert = (
  project: OpenProject,
  items: readonly MediaItem[],
  beside: ReadonlyMap<MediaItem, TranscriptFinding> = new Map(),
): readonly MediaItem[] => {
  const { media } = project.store
  if (items.length === 0) return []
  const changes = ({ subtitled }: { readonly subtitled: readonly string[] }): readonly ProjectChange[] =>
    subtitled.length === 0
      ? MEDIA_CHANGED
      : [...MEDIA_CHANGED, { kind: 'understood', mediaIds: [...subtitled] }]
  return act(project, 'media.add', changes, () => {
    const kept = items.map((item) => {
      const known = media.findByHash(item.hash)
      if (!known) media.insert(item)
      return known ?? item
    })
    return { kept, subtitled: takeSubtitles(project, kept, beside) }
  }).kept
}

async function* addPaths(
  engine: EngineParts,
  project: OpenProject,
  paths: readonly string[],
  outside: AbortSignal | undefined,
  isOwnVoice: boolean | undefined,
): AsyncGenerator<PathEvent> {
  const job = engine.jobs.start('media', basename(paths[0] ?? ''), outside ? { signal: outside } : {})
  const signal = outside ? AbortSignal.any([outside, job.signal]) : job.signal
  const release = engine.projects.hold(project)
  let waiting: MediaItem[] = []
  const beside = new Map<MediaItem, TranscriptFinding>()
  let committedAt = engine.now()
  const commit = (): PathEvent[] => {
    const kept = insert(project, waiting, beside)
    waiting = []
    committedAt = engine.now()
    return kept.map((item) => ({ kind: 'added', item: toItem(item) }))
  }
  try {
    const files = await filesOf(paths)
    for (const [done, path] of files.entries()) {
      if (signal.aborted) break
      job.report(done, files.length)
      yield { kind: 'progress', stage: 'media', done, total: files.length }
      try {
        const { item, isNew } = await takeIn(engine, project.store, path, signal, isOwnVoice)
        const said = isNew && hasSound(item) ? await transcriptBeside(path) : null
        if (said) beside.set(item, said)
        if (isNew) waiting.push(item)
        else yield { kind: 'added', item: toItem(item) }
      } catch (error) {
        if (signal.aborted) break
        const known = error instanceof EngineError ? error : fromSystemError(error)
        // A full disk or a damaged project is not this one file's trouble.
        if (!known || known.code === 'DISK_FULL' || known.code === 'PROJECT_DAMAGED') throw error
        yield { kind: 'failed', path, code: known.code, message: known.message }
      }
      if (engine.now() - committedAt >= COMMIT_EVERY_MS) yield* commit()
    }
    yield* commit()
    if (!signal.aborted) yield { kind: 'progress', stage: 'media', done: files.length, total: files.length }
  } finally {
    // Stopped or broken off midway: what was looked into so far is kept.
    insert(project, waiting, beside)
    job.end()
    release()
  }
}

export const mediaRouter = {
  list: os.media.list.handler(({ context }) => {
    const { media } = projectOf(context).store
    return { items: media.list().map(toItem), pins: [...media.pins()] }
  }),

  add: os.media.add.handler(async ({ input, context, signal }) => {
    const project = projectOf(context)
    const release = context.engine.projects.hold(project)
    try {
      const { item, isNew } = await takeIn(
        context.engine,
        project.store,
        input.file,
        signal,
        input.isOwnVoice,
      )
      return toItem(isNew ? insert(project, [item])[0] : item)
    } finally {
      release()
    }
  }),

  addPaths: os.media.addPaths.handler(({ input, context, signal }) =>
    addPaths(context.engine, projectOf(context), input.paths, signal, input.isOwnVoice),
  ),

  file: os.media.file.handler(({ input, context }) => {
    const { media, blobs } = projectOf(context).store
    const item = media.get(input.mediaId)
    if (input.variant === 'original')
      return new File([...blobs.readPieces(item.hash)], item.name, { type: item.mime })
    if (item.thumbnailHash === null)
      throw new EngineError('NOT_FOUND', 'There is no small picture of this file.', { mediaId: item.id })
    return new File([blobs.read(item.thumbnailHash)], `${item.name}.webp`, { type: 'image/webp' })
  }),

  update: os.media.update.handler(({ input, context }) => {
    const project = projectOf(context)
    const { media } = project.store
    const { caption, alt, isOwnVoice, ...item } = media.get(input.mediaId)
    if (input.isOwnVoice === true && !hasSound(item))
      throw new EngineError('BAD_INPUT', 'Nobody speaks in a file of this kind. Nothing was changed.', {
        mediaId: item.id,
      })
    const changes =
      (input.isOwnVoice ?? isOwnVoice) === isOwnVoice ? MEDIA_CHANGED : heardAnew(project, input.mediaId)
    act(project, 'media.update', changes, () =>
      media.update(input.mediaId, {
        caption: input.caption ?? caption,
        alt: input.alt ?? alt,
        isOwnVoice: input.isOwnVoice ?? isOwnVoice,
      }),
    )
    return toItem(media.get(input.mediaId))
  }),

  remove: os.media.remove.handler(({ input, context }) => {
    const project = projectOf(context)
    const { media } = project.store
    media.get(input.mediaId)
    act(project, 'media.remove', MEDIA_CHANGED, () => media.remove(input.mediaId))
  }),

  pin: os.media.pin.handler(({ input, context }) => {
    const project = projectOf(context)
    const { media, scenes } = project.store
    media.get(input.mediaId)
    if (!scenes.has(input.sceneId)) throw sceneNotFound(input.sceneId)
    const pin = { id: newId(), ...input }
    act(project, 'media.pin', MEDIA_CHANGED, () => media.insertPin(pin))
    return pin
  }),

  movePin: os.media.movePin.handler(({ input, context }) => {
    const project = projectOf(context)
    const { media, scenes } = project.store
    media.getPin(input.pinId)
    if (!scenes.has(input.sceneId)) throw sceneNotFound(input.sceneId)
    act(project, 'media.movePin', MEDIA_CHANGED, () => media.movePin(input.pinId, input.sceneId, input.at))
    return media.getPin(input.pinId)
  }),

  ...mediaSensesRouter,
  ...mediaClipsRouter,
  ...senseHelpersRouter,

  unpin: os.media.unpin.handler(({ input, context }) => {
    const project = projectOf(context)
    const { media } = project.store
    media.getPin(input.pinId)
    act(project, 'media.unpin', MEDIA_CHANGED, () => media.removePin(input.pinId))
  }),
}
