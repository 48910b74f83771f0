// media.*: photos, sounds, clips and documents kept inside the project by content hash, with pins on the story.
import { eventIterator } from '@orpc/contract'
import * as z from 'zod'
import { SUBTITLE_CONTENTS, SUBTITLE_FORMATS } from '../domain/media.ts'
import { base, file, fraction, id, language, progress } from './base.ts'
import { captioner, recognizer, senseHelpers } from './sense-helpers.ts'
import { findingChoices, mediaAspect, mediaFinding, understanding } from './media-finding.ts'

const MOST_CLIP_MS = 6 * 3_600_000

export const mediaPin = z.object({
  id,
  mediaId: id,
  sceneId: id,
  /** How far into the scene, by words. */ at: fraction,
})

export const mediaItem = z.object({
  id,
  hash: z.string(),
  kind: z.enum(['image', 'audio', 'video', 'document']),
  name: z.string(),
  mime: z.string(),
  sizeBytes: z.number(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  durationMs: z.number().nullable(),
  takenAt: z.number().nullable(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  camera: z.string().nullable(),
  caption: z.string(),
  alt: z.string(),
  /** A recording of the writer's own voice. */
  isOwnVoice: z.boolean(),
  /** Peaks 0 … 1 for a waveform, empty when it is not sound or could not be decoded. */
  waveform: z.array(fraction),
  hasThumbnail: z.boolean(),
  /** Why something could not be understood, null when all is well. */
  problem: z.string().nullable(),
  addedAt: z.number(),
})

export const media = {
  list: base.output(z.object({ items: z.array(mediaItem), pins: z.array(mediaPin) })),
  /**
   * From the window: the file's bytes travel. The same content twice gives the same item. What cannot be understood
   * is kept with its `problem`. EMPTY_FILE, FILE_TOO_LARGE (512 MB), UNSUPPORTED_FORMAT (programs, archives).
   */
  add: base.input(z.object({ file, isOwnVoice: z.boolean().optional() })).output(mediaItem),
  /** From paths the engine can read: files and folders. */
  addPaths: base
    .input(z.object({ paths: z.array(z.string()).min(1).max(10_000), isOwnVoice: z.boolean().optional() }))
    .output(
      eventIterator(
        z.discriminatedUnion('kind', [
          progress,
          z.object({ kind: z.literal('added'), item: mediaItem }),
          z.object({ kind: z.literal('failed'), path: z.string(), code: z.string(), message: z.string() }),
        ]),
      ),
    ),
  file: base.input(z.object({ mediaId: id, variant: z.enum(['original', 'thumbnail']) })).output(file),
  update: base
    .input(
      z.object({
        mediaId: id,
        caption: z.string().max(4000).optional(),
        alt: z.string().max(4000).optional(),
        /** Of sounds and clips: whether the writer is to be heard in it. */
        isOwnVoice: z.boolean().optional(),
      }),
    )
    .output(mediaItem),
  remove: base.input(z.object({ mediaId: id })),
  /** What is understood of these files, or of all; nothing is analysed for it. */
  understanding: base
    .input(z.object({ mediaIds: z.array(id).max(10_000).optional() }))
    .output(z.array(understanding)),
  /**
   * Runs the analysers that have not read these files yet (of all files where none are named). Stopping keeps what was
   * found; asking again goes on from there. `again` forgets what was found before. What fails is told in `analyzers`.
   */
  analyze: base
    .input(
      z.object({
        mediaIds: z.array(id).max(10_000).optional(),
        again: z.boolean().default(false),
      }),
    )
    .output(
      eventIterator(
        z.discriminatedUnion('kind', [progress, z.object({ kind: z.literal('understood'), understanding })]),
      ),
    ),
  /** The same of all files in the background: it goes on when the caller leaves, with a line on the job board. */
  understand: base.output(z.object({ waiting: z.number() })),
  /** What the writer lends for understanding: a recogniser of speech, a captioner of pictures. */
  helpers: base.output(senseHelpers),
  /**
   * What is not named stays. A recogniser's program has to be whisper.cpp's, its model one of its files; a captioner's
   * folder has to hold what it needs; else BAD_INPUT, FILE_NOT_FOUND, and nothing is changed.
   */
  setHelpers: base
    .input(z.object({ recognizer: recognizer.optional(), captioner: captioner.optional() }))
    .output(senseHelpers),
  /** What can be chosen where a finding is corrected. */
  choices: base.output(findingChoices),
  /** The writer's word in place of what was found; kept whatever is found later. */
  correct: base.input(z.object({ mediaId: id, finding: mediaFinding })).output(understanding),
  /** What was found holds again. */
  uncorrect: base.input(z.object({ mediaId: id, aspect: mediaAspect })).output(understanding),
  /** A small picture (WebP) of a clip, of the moment nearest to this one. NOT_FOUND before its scenes are known. */
  frame: base.input(z.object({ mediaId: id, atMs: z.number().min(0) })).output(file),
  /**
   * A clip that the caller has decoded, where nothing on the engine's side can: small pictures at even steps, and the
   * sound. It is understood at once. BAD_INPUT, FILE_TOO_LARGE.
   */
  handClip: base
    .input(
      z.object({
        mediaId: id,
        durationMs: z.number().min(1).max(MOST_CLIP_MS),
        width: z.number().int().min(1).max(32_768),
        height: z.number().int().min(1).max(32_768),
        frames: z
          .array(z.object({ atMs: z.number().min(0), bytes: z.number().int().min(1) }))
          .min(1)
          .max(2400),
        /** One after another, as `frames` says. */
        pictures: file,
        /** 16 kHz, one channel, 16-bit little-endian. */
        sound: file.nullable(),
      }),
    )
    .output(
      eventIterator(
        z.discriminatedUnion('kind', [progress, z.object({ kind: z.literal('understood'), understanding })]),
      ),
    ),
  /** Subtitles of what was understood; in the project's language where none is named. NOT_FOUND where nothing was. */
  subtitles: base
    .input(
      z.object({
        mediaId: id,
        format: z.enum(SUBTITLE_FORMATS),
        content: z.enum(SUBTITLE_CONTENTS).default('both'),
        language: language.optional(),
      }),
    )
    .output(file),
  /** SRT or WebVTT as the transcript of a sound or a clip, in place of what was found. UNSUPPORTED_FORMAT. */
  readSubtitles: base.input(z.object({ mediaId: id, file })).output(understanding),
  pin: base.input(z.object({ mediaId: id, sceneId: id, at: fraction })).output(mediaPin),
  movePin: base.input(z.object({ pinId: id, sceneId: id, at: fraction })).output(mediaPin),
  unpin: base.input(z.object({ pinId: id })),
}
