// The shapes of engine/domain/media-finding.ts as schemas: what was understood of a file, and what a correction may be.
import * as z from 'zod'
import {
  ANALYZER_STATES,
  LIGHTS,
  MOOD_WORDS,
  RATING_REASONS,
  RATINGS,
  SCENES,
  SOUND_CHARACTERS,
  VOICE_EMOTIONS,
} from '../domain/media-finding.ts'
import { fraction, id } from './base.ts'
import { emotion, feelingFields } from './feeling.ts'

const confidence = fraction
const box = z.object({ x: fraction, y: fraction, width: fraction, height: fraction })
const feeling = z.object({ ...feelingFields, mix: z.array(fraction).length(7) })
const stretch = { fromMs: z.number().min(0), toMs: z.number().min(0) }
const words = z.string().max(10_000)

const palette = z.object({
  aspect: z.literal('palette'),
  confidence,
  colours: z.array(z.object({ hex: z.string().regex(/^#[0-9a-f]{6}$/), share: fraction })).max(16),
})

const light = z.object({
  aspect: z.literal('light'),
  confidence,
  light: z.enum(LIGHTS),
  brightness: fraction,
  contrast: fraction,
  warmth: z.number().min(-1).max(1),
  colourfulness: fraction,
})

const text = z.object({
  aspect: z.literal('text'),
  confidence,
  lines: z.array(z.object({ text: words, box, confidence })).max(1000),
})

const faces = z.object({
  aspect: z.literal('faces'),
  confidence,
  faces: z.array(z.object({ box, feeling, confidence })).max(200),
})

const objects = z.object({
  aspect: z.literal('objects'),
  confidence,
  objects: z
    .array(
      z.object({ name: z.string().min(1).max(100), nameZh: z.string().min(1).max(100), box, confidence }),
    )
    .max(200),
})

const rating = z.object({
  aspect: z.literal('rating'),
  confidence,
  rating: z.enum(RATINGS),
  reasons: z.array(z.enum(RATING_REASONS)),
})

const seen = z.discriminatedUnion('aspect', [palette, light, text, faces, objects, rating])

/** One finding, whoever made it. */
export const mediaFinding = z.discriminatedUnion('aspect', [
  palette,
  light,
  text,
  faces,
  objects,
  rating,
  z.object({ aspect: z.literal('scene'), confidence, scene: z.enum(SCENES) }),
  z.object({
    aspect: z.literal('speech'),
    confidence,
    stretches: z.array(z.object(stretch)).max(20_000),
    share: fraction,
  }),
  z.object({
    aspect: z.literal('sound'),
    confidence,
    character: z.enum(SOUND_CHARACTERS),
    loudnessDb: z.number().nullable(),
    tempo: z.number().nullable(),
    key: z.string().max(20).nullable(),
    brightness: fraction,
    words: z.array(z.enum(MOOD_WORDS)),
  }),
  z.object({
    aspect: z.literal('voice'),
    confidence,
    stretches: z.array(z.object({ ...stretch, voice: z.enum(VOICE_EMOTIONS), feeling })).max(20_000),
    feeling,
    /** Heard against so many recordings of the writer's own voice; absent where it was heard as anybody's. */
    ownRecordings: z.number().int().min(1).optional(),
  }),
  z.object({
    aspect: z.literal('transcript'),
    confidence,
    lines: z.array(z.object({ ...stretch, text: words })).max(20_000),
  }),
  z.object({
    aspect: z.literal('shots'),
    confidence,
    shots: z
      .array(
        z.object({
          ...stretch,
          keyMs: z.number().min(0),
          seen: z.array(seen).max(20),
          caption: z.object({ en: words, zh: words }).nullable(),
          feeling: feeling.nullable(),
        }),
      )
      .max(5000),
  }),
  z.object({
    aspect: z.literal('place'),
    confidence,
    en: words,
    zh: words,
    distanceKm: z.number().min(0).nullable(),
  }),
  z.object({ aspect: z.literal('mood'), confidence, feeling }),
  z.object({ aspect: z.literal('caption'), confidence, en: words, zh: words }),
])

export const mediaAspect = z.enum(mediaFinding.options.map((option) => option.shape.aspect.value))

export const understanding = z.object({
  mediaId: id,
  kind: z.enum(['image', 'audio', 'video', 'document']),
  /** At most one an aspect; corrections laid over what was found. */
  findings: z.array(
    z.object({
      finding: mediaFinding,
      /** An analyser's id, `composed`, or `hand`. */
      by: z.string(),
      before: mediaFinding.nullable(),
    }),
  ),
  analyzers: z.array(
    z.object({
      analyzer: z.string(),
      version: z.string(),
      state: z.enum(ANALYZER_STATES),
      problem: z.string().nullable(),
      tookMs: z.number().nullable(),
    }),
  ),
})

/** Every word that a correction may put in the place of another, in the order in which it is offered. */
export const findingChoices = z.object({
  light: z.array(z.enum(LIGHTS)),
  scene: z.array(z.enum(SCENES)),
  rating: z.array(z.enum(RATINGS)),
  sound: z.array(z.enum(SOUND_CHARACTERS)),
  voice: z.array(z.enum(VOICE_EMOTIONS)),
  emotion: z.array(emotion),
})
