// The part of media.* that understands: what is known of files, the work of finding out more, and the writer's corrections.
import type { Outputs } from '../contract/index.ts'
import { EMOTIONS, type Emotion } from '../domain/emotion.ts'
import { feelingOfLabel, TYPICAL_FEELING } from '../domain/emotion-label.ts'
import {
  emotionOfVoice,
  LIGHTS,
  pickFinding,
  RATINGS,
  SCENES,
  SOUND_CHARACTERS,
  VOICE_EMOTIONS,
  type MediaFinding,
  type Understanding,
} from '../domain/media-finding.ts'
import type { MediaItem } from '../domain/media.ts'
import { act } from './act.ts'
import { asJob } from './as-job.ts'
import type { OpenProject } from './context.ts'
import type { EngineParts } from './engine-parts.ts'
import type { JobHandle } from './job-board.ts'
import { os, projectOf } from './os.ts'
import { setupOf } from './sense-helpers.ts'
import { timeLines } from './time-lines.ts'
import { understandingOf, understandItem, waitingAnalyzers } from './understand-media.ts'

type Event = Outputs['media']['analyze'] extends AsyncIterable<infer One> ? One : never
type Shown = Outputs['media']['understanding'][number]

/** The domain's lists are read-only, the wire's are not; the values are the same. */
const toWire = (understanding: Understanding): Shown => structuredClone(understanding) as Shown

const itemsOf = ({ store }: OpenProject, mediaIds: readonly string[] | undefined): readonly MediaItem[] =>
  mediaIds ? [...new Set(mediaIds)].map((id) => store.media.get(id)) : store.media.list()

/** Windows read again what changed, at most so often. */
const TELL_EVERY_MS = 1000

/** Runs what is still to run, file by file; a file's own trouble is kept with it and ends nothing. */
async function* understandAll(
  engine: EngineParts,
  project: OpenProject,
  items: readonly MediaItem[],
  job: Pick<JobHandle, 'signal' | 'report'>,
): AsyncGenerator<Event> {
  const setup = setupOf(engine)
  let waiting = waitingAnalyzers(project.store, items, setup)
  const began = engine.now()
  let toldAt = began
  let changed: string[] = []
  const tell = (): void => {
    toldAt = engine.now()
    if (changed.length > 0) project.events.publish('change', { kind: 'understood', mediaIds: changed })
    changed = []
  }
  let total = waiting.size
  let done = 0
  const report = (share = 0): void => {
    const part = done + share
    const remainingMs = part > 0 ? ((engine.now() - began) / part) * (total - part) : null
    job.report(part, total, remainingMs)
  }
  report()
  yield { kind: 'progress', stage: 'senses', done, total }
  try {
    // What the first round heard of the writer's own voice may be what their recordings are heard against in the second.
    for (let round = 0; round < 2; round++) {
      for (const [item, analyzers] of waiting) {
        if (job.signal.aborted) return
        await understandItem(engine, project, item, {
          analyzers,
          setup,
          signal: job.signal,
          progress: report,
        })
        done++
        report()
        changed.push(item.id)
        if (engine.now() - toldAt >= TELL_EVERY_MS) tell()
        yield { kind: 'understood', understanding: toWire(understandingOf(project.store, item, setup)) }
        yield { kind: 'progress', stage: 'senses', done, total }
      }
      waiting = waitingAnalyzers(project.store, items, setup)
      total += waiting.size
    }
  } finally {
    tell()
  }
}

/** Background work of each project; a second call joins the first. */
const running = new WeakMap<OpenProject, { again: boolean }>()
const WATCH_MS = 500

/** Goes on until nothing is left, the job is stopped, or nobody has the project open any more. Never rejects. */
const inBackground = async (engine: EngineParts, project: OpenProject): Promise<void> => {
  const known = running.get(project)
  if (known) {
    // What came in meanwhile is taken up at the end of this round.
    known.again = true
    return
  }
  const state = { again: true }
  running.set(project, state)
  const left = new AbortController()
  const job = engine.jobs.start('senses', project.store.project.get().title, { signal: left.signal })
  const watch = setInterval(() => {
    if (!engine.projects.isHeld(project)) left.abort()
  }, WATCH_MS).unref()
  try {
    while (state.again && !job.signal.aborted) {
      state.again = false
      const work = understandAll(engine, project, project.store.media.list(), job)
      while (!(await work.next()).done);
    }
  } catch {
    // Stopped, or the file was closed under it: what was found is kept, and asking again goes on from there.
  } finally {
    clearInterval(watch)
    running.delete(project)
    job.end()
  }
}

const feelingNamed = (emotion: Emotion) => {
  const [valence, arousal] = TYPICAL_FEELING[emotion]
  return feelingOfLabel({ emotion, valence, arousal })
}

/** A person who names a feeling means the whole of it: what stands beside the name in a correction does not count. */
const byHand = (
  finding: MediaFinding,
  known: readonly MediaFinding[],
  durationMs: number | null,
): MediaFinding => {
  switch (finding.aspect) {
    case 'mood':
      return { ...finding, confidence: 1, feeling: feelingNamed(finding.feeling.emotion) }
    case 'faces':
      return {
        ...finding,
        confidence: 1,
        faces: finding.faces.map((face) => ({
          ...face,
          confidence: 1,
          feeling: feelingNamed(face.feeling.emotion),
        })),
      }
    case 'voice': {
      const stretches = finding.stretches.map((stretch) => ({
        ...stretch,
        feeling: feelingNamed(emotionOfVoice(stretch.voice)),
      }))
      const leading = stretches[0]?.feeling ?? feelingNamed('neutral')
      return { ...finding, confidence: 1, stretches, feeling: leading }
    }
    case 'shots': {
      const before = pickFinding(known, 'shots')?.shots ?? []
      const shots = finding.shots.map((shot) => {
        const felt = before.find(({ fromMs }) => fromMs === shot.fromMs)?.feeling
        if (!shot.feeling || felt?.emotion === shot.feeling.emotion) return shot
        return { ...shot, feeling: feelingNamed(shot.feeling.emotion) }
      })
      return { ...finding, confidence: 1, shots }
    }
    case 'transcript': {
      const stretches = pickFinding(known, 'speech')?.stretches ?? []
      return { ...finding, confidence: 1, lines: timeLines(finding.lines, stretches, durationMs ?? 0) }
    }
    case 'place':
      return { ...finding, confidence: 1, distanceKm: null }
    default:
      return { ...finding, confidence: 1 }
  }
}

const understandingChanged = (mediaId: string) => [{ kind: 'understood' as const, mediaIds: [mediaId] }]

export const mediaSensesRouter = {
  understanding: os.media.understanding.handler(({ input, context }) => {
    const project = projectOf(context)
    const setup = setupOf(context.engine)
    return itemsOf(project, input.mediaIds).map((item) => toWire(understandingOf(project.store, item, setup)))
  }),

  analyze: os.media.analyze.handler(async function* ({ input, context, signal }) {
    const project = projectOf(context)
    const items = itemsOf(project, input.mediaIds)
    if (input.again) for (const { hash } of items) project.store.mediaFindings.forget(hash)
    yield* asJob(context, 'senses', items.length === 1 ? items[0].name : '', signal, (job) =>
      understandAll(context.engine, project, items, job),
    )
  }),

  understand: os.media.understand.handler(({ context }) => {
    const { engine } = context
    const project = projectOf(context)
    const waiting = waitingAnalyzers(project.store, project.store.media.list(), setupOf(engine)).size
    if (waiting > 0) void inBackground(engine, project)
    return { waiting }
  }),

  choices: os.media.choices.handler(() => ({
    light: [...LIGHTS],
    scene: [...SCENES],
    rating: [...RATINGS],
    sound: [...SOUND_CHARACTERS],
    voice: [...VOICE_EMOTIONS],
    emotion: [...EMOTIONS],
  })),

  correct: os.media.correct.handler(({ input, context }) => {
    const project = projectOf(context)
    const { media, mediaFindings } = project.store
    const item = media.get(input.mediaId)
    const known = understandingOf(project.store, item, setupOf(context.engine)).findings
    const finding = byHand(
      input.finding,
      known.map((shown) => shown.finding),
      item.durationMs,
    )
    act(project, 'media.correct', understandingChanged(item.id), () =>
      mediaFindings.correct(item.id, finding),
    )
    return toWire(understandingOf(project.store, item, setupOf(context.engine)))
  }),

  uncorrect: os.media.uncorrect.handler(({ input, context }) => {
    const project = projectOf(context)
    const { media, mediaFindings } = project.store
    const item = media.get(input.mediaId)
    act(project, 'media.uncorrect', understandingChanged(item.id), () =>
      mediaFindings.uncorrect(item.id, input.aspect),
    )
    return toWire(understandingOf(project.store, item, setupOf(context.engine)))
  }),
}
