// How each finding is corrected by hand: as words in a field, or as choices from lists. What a correction does is the engine's.
import type { Finding } from './understanding-store.ts'

const EMOTIONS = ['joy', 'sadness', 'anger', 'fear', 'disgust', 'surprise', 'neutral'] as const
const VOICES = ['anger', 'boredom', 'disgust', 'fear', 'joy', 'sadness', 'neutral'] as const
const LIGHTS = ['dark', 'dim', 'soft', 'bright', 'glaring'] as const
const SOUNDS = ['silence', 'speech', 'music', 'ambience'] as const
const SCENES = [
  ...([
    'street',
    'station',
    'airport',
    'water',
    'beach',
    'snow',
    'mountain',
    'forest',
    'greenery',
    'park',
  ] as const),
  ...(['garden', 'countryside', 'wilds', 'field', 'livingRoom', 'bedroom', 'bathroom', 'kitchen'] as const),
  ...([
    'table',
    'office',
    'library',
    'school',
    'restaurant',
    'shop',
    'market',
    'church',
    'hospital',
    'stage',
  ] as const),
]
const RATINGS = ['everyone', 'teens', 'adults'] as const
export const EMOTION_CHOICES = EMOTIONS
/** Of a face: it is none. */
export const NOBODY = 'nobody'

export type ChoiceFamily = 'emotion' | 'face' | 'voice' | 'light' | 'sound' | 'scene' | 'rating'

export interface ChoiceField {
  readonly family: ChoiceFamily
  readonly value: string
  readonly choices: readonly string[]
}

export type Edit =
  | { readonly kind: 'words'; readonly value: string; readonly multiline: boolean }
  | { readonly kind: 'choices'; readonly fields: readonly ChoiceField[] }

const FACES = [...EMOTIONS, NOBODY]
const WHOLE = { x: 0, y: 0, width: 1, height: 1 }

const words = (value: string, multiline = false): Edit => ({ kind: 'words', value, multiline })
const one = (family: ChoiceFamily, value: string, choices: readonly string[]): Edit => ({
  kind: 'choices',
  fields: [{ family, value, choices }],
})

/** Null for what has nothing to correct. @param chinese the window's language. */
export const editOf = (finding: Finding, chinese: boolean): Edit | null => {
  switch (finding.aspect) {
    case 'palette':
      return words(finding.colours.map(({ hex }) => hex).join(', '))
    case 'light':
      return one('light', finding.light, LIGHTS)
    case 'scene':
      return one('scene', finding.scene, SCENES)
    case 'rating':
      return one('rating', finding.rating, RATINGS)
    case 'text':
      return words(finding.lines.map(({ text }) => text).join('\n'), true)
    case 'faces':
      return {
        kind: 'choices',
        fields: finding.faces.map(({ feeling }) => ({
          family: 'face',
          value: feeling.emotion,
          choices: FACES,
        })),
      }
    case 'objects':
      return words(finding.objects.map(({ name, nameZh }) => (chinese ? nameZh : name)).join(', '))
    case 'sound':
      return one('sound', finding.character, SOUNDS)
    case 'voice':
      return one('voice', finding.stretches[0]?.voice ?? 'neutral', VOICES)
    case 'transcript':
      return words(finding.lines.map(({ text }) => text).join('\n'), true)
    case 'mood':
      return one('emotion', finding.feeling.emotion, EMOTIONS)
    case 'caption':
      return words(chinese ? finding.zh : finding.en, true)
    case 'speech':
    case 'shots':
      return null
  }
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** Names that were there keep their place and their other language; new ones are somewhere in the picture. */
const namedObjects = (finding: Extract<Finding, { aspect: 'objects' }>, text: string): Finding => {
  const left = [...finding.objects]
  const objects = text
    .split(/[,，、]/)
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map((name) => {
      const at = left.findIndex((object) => object.name === name || object.nameZh === name)
      const known = at < 0 ? undefined : left.splice(at, 1)[0]
      return known ?? { name, nameZh: name, box: WHOLE, confidence: 1 }
    })
  return { ...finding, objects }
}

/** The finding with the writer's words in it. */
export const withWords = (finding: Finding, text: string, chinese: boolean): Finding => {
  switch (finding.aspect) {
    case 'palette': {
      const found = [...text.toLowerCase().matchAll(/#[0-9a-f]{6}/g)].map(([hex]) => hex).slice(0, 16)
      const share = (hex: string): number =>
        finding.colours.find((colour) => colour.hex === hex)?.share ?? 1 / found.length
      return { ...finding, colours: found.map((hex) => ({ hex, share: share(hex) })) }
    }
    case 'text':
      return {
        ...finding,
        lines: linesOf(text).map((line, index) => ({
          text: line,
          box: finding.lines[index]?.box ?? WHOLE,
          confidence: 1,
        })),
      }
    case 'transcript': {
      const end = finding.lines.at(-1)?.toMs ?? 0
      return {
        ...finding,
        lines: linesOf(text).map((line, index) => ({
          fromMs: finding.lines[index]?.fromMs ?? end,
          toMs: finding.lines[index]?.toMs ?? end,
          text: line,
        })),
      }
    }
    case 'objects':
      return namedObjects(finding, text)
    case 'caption':
      return chinese ? { ...finding, zh: text } : { ...finding, en: text }
    default:
      return finding
  }
}

type Feeling = Extract<Finding, { aspect: 'mood' }>['feeling']

const CALM: Feeling = {
  emotion: 'neutral',
  valence: 0,
  arousal: 0,
  mix: [0, 0, 0, 0, 0, 0, 1],
  confidence: 1,
}

/** The engine makes a whole feeling of its name. */
const named = (feeling: Feeling, emotion: string): Feeling => ({
  ...feeling,
  emotion: EMOTIONS.find((each) => each === emotion) ?? feeling.emotion,
})

/** The finding with one choice made. @param index of the field. */
export const withChoice = (finding: Finding, index: number, value: string): Finding => {
  switch (finding.aspect) {
    case 'light':
      return { ...finding, light: LIGHTS.find((light) => light === value) ?? finding.light }
    case 'scene':
      return { ...finding, scene: SCENES.find((scene) => scene === value) ?? finding.scene }
    case 'rating':
      return { ...finding, rating: RATINGS.find((rating) => rating === value) ?? finding.rating, reasons: [] }
    case 'sound':
      return { ...finding, character: SOUNDS.find((sound) => sound === value) ?? finding.character }
    case 'mood':
      return { ...finding, feeling: named(finding.feeling, value) }
    case 'voice': {
      const voice = VOICES.find((each) => each === value) ?? 'neutral'
      return { ...finding, stretches: finding.stretches.map((stretch) => ({ ...stretch, voice })) }
    }
    case 'faces':
      return {
        ...finding,
        faces: finding.faces.flatMap((face, at) => {
          if (at !== index) return [face]
          return value === NOBODY ? [] : [{ ...face, feeling: named(face.feeling, value) }]
        }),
      }
    default:
      return finding
  }
}

/** One scene's words, in the window's language, and its mood. */
export const withShot = (
  finding: Extract<Finding, { aspect: 'shots' }>,
  index: number,
  {
    words: text,
    emotion,
    chinese,
  }: { readonly words: string; readonly emotion: string; readonly chinese: boolean },
): Finding => ({
  ...finding,
  shots: finding.shots.map((shot, at) => {
    if (at !== index) return shot
    const before = shot.caption ?? { en: text, zh: text }
    const caption = chinese ? { ...before, zh: text } : { ...before, en: text }
    return { ...shot, caption, feeling: named(shot.feeling ?? CALM, emotion) }
  }),
})
