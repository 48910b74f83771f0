// The part of media.* that is about clips and what is said in recordings: pictures of moments, what a window decoded, subtitles.
import type { HandedClip } from '../analysis/senses/clip/handed-clip.ts'
import { analyzersFor, versionOf } from '../analysis/senses/registry.ts'
import type { Outputs } from '../contract/index.ts'
import { EngineError } from '../domain/errors.ts'
import type { Understanding } from '../domain/media-finding.ts'
import type { MediaItem } from '../domain/media.ts'
import { safeName } from '../exporters/safe-name.ts'
import { subtitleExporters } from '../exporters/subtitles/subtitle-registry.ts'
import { act } from './act.ts'
import { asJob } from './as-job.ts'
import type { OpenProject } from './context.ts'
import type { EngineParts } from './engine-parts.ts'
import type { JobHandle } from './job-board.ts'
import { cuesOf, hasSound, transcriptFrom } from './media-subtitles.ts'
import { os, projectOf } from './os.ts'
import { withProgress } from './progress-stream.ts'
import { setupOf } from './sense-helpers.ts'
import { understandingOf, understandItem } from './understand-media.ts'

type Event = Outputs['media']['handClip'] extends AsyncIterable<infer One> ? One : never
type Shown = Outputs['media']['understanding'][number]

/** The domain's lists are read-only, the wire's are not; the values are the same. */
const toWire = (understanding: Understanding): Shown => structuredClone(understanding) as Shown

const MOST_PICTURES_BYTES = 256 << 20
const MOST_SOUND_BYTES = 256 << 20

interface Handed extends Omit<HandedClip, 'pictures' | 'sound'> {
  readonly pictures: File
  readonly sound: File | null
}

/** BAD_INPUT where the numbers and the bytes do not agree. */
const taken = async (input: Handed): Promise<HandedClip> => {
  const { durationMs, width, height, frames, pictures, sound } = input
  const bytes = frames.reduce((sum, frame) => sum + frame.bytes, 0)
  const isInOrder = frames.every((frame, at) => at === 0 || frame.atMs > frames[at - 1].atMs)
  if (bytes !== pictures.size || !isInOrder || (sound?.size ?? 0) % 2 !== 0)
    throw new EngineError('BAD_INPUT', 'The pieces of this clip do not fit together. Nothing was changed.')
  const largest = Math.max(pictures.size / MOST_PICTURES_BYTES, (sound?.size ?? 0) / MOST_SOUND_BYTES)
  if (largest > 1)
    throw new EngineError('FILE_TOO_LARGE', 'These are too many pieces of a clip. Nothing was changed.', {
      sizeBytes: pictures.size + (sound?.size ?? 0),
      limitBytes: MOST_PICTURES_BYTES + MOST_SOUND_BYTES,
    })
  return {
    ...{ durationMs, width, height, frames },
    pictures: new Uint8Array(await pictures.arrayBuffer()),
    sound: sound ? new Uint8Array(await sound.arrayBuffer()) : null,
  }
}

async function* understandHanded(
  engine: EngineParts,
  project: OpenProject,
  item: MediaItem,
  handed: HandedClip,
  job: JobHandle,
): AsyncGenerator<Event> {
  const setup = setupOf(engine)
  const done = new Set(
    project.store.mediaFindings
      .read(item.hash)
      .filter(({ problem }) => problem === null)
      .map(({ analyzer, version }) => `${analyzer} ${version}`),
  )
  const analyzers = analyzersFor('video')
    .filter((analyzer) => analyzer.missing(setup) === null)
    .filter((analyzer) => !done.has(`${analyzer.id} ${versionOf(analyzer, setup)}`))
    .map(({ id }) => id)
  yield* withProgress(async (report) => {
    await understandItem(engine, project, item, {
      ...{ analyzers, setup, handed, signal: job.signal },
      progress(share) {
        job.report(share, 1)
        report('senses', share, 1)
      },
    })
  })
  project.events.publish('change', { kind: 'understood', mediaIds: [item.id] })
  yield { kind: 'understood', understanding: toWire(understandingOf(project.store, item, setup)) }
}

const needsSound = (item: MediaItem): void => {
  if (!hasSound(item))
    throw new EngineError('BAD_INPUT', 'Nothing is said in a file of this kind. Nothing was changed.', {
      mediaId: item.id,
      kind: item.kind,
    })
}

export const mediaClipsRouter = {
  frame: os.media.frame.handler(({ input, context }) => {
    const { media, mediaFindings } = projectOf(context).store
    const item = media.get(input.mediaId)
    const picture = mediaFindings.frame(item.hash, input.atMs)
    if (!picture)
      throw new EngineError('NOT_FOUND', 'There is no picture of this moment.', { mediaId: item.id })
    return new File([picture], `${safeName(item.name, 'clip')} ${Math.round(input.atMs)}.webp`, {
      type: 'image/webp',
    })
  }),

  handClip: os.media.handClip.handler(async function* ({ input, context, signal }) {
    const project = projectOf(context)
    const item = project.store.media.get(input.mediaId)
    if (item.kind !== 'video')
      throw new EngineError('BAD_INPUT', 'This is not a clip. Nothing was changed.', { mediaId: item.id })
    const handed = await taken(input)
    yield* asJob(context, 'senses', item.name, signal, (job) =>
      understandHanded(context.engine, project, item, handed, job),
    )
  }),

  subtitles: os.media.subtitles.handler(({ input, context }) => {
    const { store } = projectOf(context)
    const item = store.media.get(input.mediaId)
    needsSound(item)
    const findings = understandingOf(store, item, setupOf(context.engine)).findings
    const language = input.language ?? store.project.get().language
    const cues = cuesOf(
      findings.map(({ finding }) => finding),
      input.content,
      language,
    )
    const name = safeName(item.name.replace(/\.[^.]*$/u, ''), 'subtitles')
    const exporter = subtitleExporters.find(({ id }) => id === input.format)
    if (!exporter)
      throw new EngineError('UNSUPPORTED_FORMAT', 'There is no such format of subtitles.', {
        format: input.format,
      })
    return new File([exporter.run(cues)], `${name}.${exporter.extension}`, { type: exporter.mime })
  }),

  readSubtitles: os.media.readSubtitles.handler(async ({ input, context }) => {
    const project = projectOf(context)
    const { media, mediaFindings } = project.store
    const item = media.get(input.mediaId)
    needsSound(item)
    const finding = transcriptFrom(new Uint8Array(await input.file.arrayBuffer()), input.file.name)
    act(project, 'media.correct', [{ kind: 'understood', mediaIds: [item.id] }], () =>
      mediaFindings.correct(item.id, finding),
    )
    return toWire(understandingOf(project.store, item, setupOf(context.engine)))
  }),
}
