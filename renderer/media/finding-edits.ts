// How each finding is corrected by hand: as words in a field, or as choices from lists. The lists, and what a correction does, are
// the engine's.
import type { Choices, Finding } from './understanding-store.ts'

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

const WHOLE = { x: 0, y: 0, width: 1, height: 1 }

const words = (value: string, multiline = false): Edit => ({ kind: 'words', value, multiline })
const one = (family: ChoiceFamily, value: string, choices: readonly string[]): Edit => ({
  kind: 'choices',
  fields: [{ family, value, choices }],
})

/** Null for what has nothing to correct. @param chinese the window's language. */
export const editOf = (finding: Finding, chinese: boolean, choices: Choices): Edit | null => {
  switch (finding.aspect) {
    case 'palette':
      return words(finding.colours.map(({ hex }) => hex).join(', '))
    case 'light':
      return one('light', finding.light, choices.light)
    case 'scene':
      return one('scene', finding.scene, choices.scene)
    case 'rating':
      return one('rating', finding.rating, choices.rating)
    case 'text':
      return words(finding.lines.map(({ text }) => text).join('\n'), true)
    case 'faces':
      return {
        kind: 'choices',
        fields: finding.faces.map(({ feeling }) => ({
          family: 'face',
          value: feeling.emotion,
          choices: [...choices.emotion, NOBODY],
        })),
      }
    case 'objects':
      return words(finding.objects.map(({ name, nameZh }) => (chinese ? nameZh : name)).join(', '))
    case 'sound':
      return one('sound', finding.character, choices.sound)
    case 'voice':
      return one('voice', finding.stretches[0]?.voice ?? 'neutral', choices.voice)
    case 'transcript':
      return words(finding.lines.map(({ text }) => text).join('\n'), true)
    case 'mood':
      return one('emotion', finding.feeling.emotion, choices.emotion)
    case 'caption':
      return words(chinese ? finding.zh : finding.en, true)
    case 'place':
      return words(chinese ? finding.zh : finding.en)
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
    case 'place':
      // A name is a name in every language.
      return { ...finding, en: text.trim(), zh: text.trim() }
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
const named = (feeling: Feeling, emotion: string, choices: Choices): Feeling => ({
  ...feeling,
  emotion: choices.emotion.find((each) => each === emotion) ?? feeling.emotion,
})

/** The finding with one choice made. @param index of the field. */
export const withChoice = (finding: Finding, index: number, value: string, choices: Choices): Finding => {
  switch (finding.aspect) {
    case 'light':
      return { ...finding, light: choices.light.find((light) => light === value) ?? finding.light }
    case 'scene':
      return { ...finding, scene: choices.scene.find((scene) => scene === value) ?? finding.scene }
    case 'rating':
      return {
        ...finding,
        rating: choices.rating.find((rating) => rating === value) ?? finding.rating,
        reasons: [],
      }
    case 'sound':
      return { ...finding, character: choices.sound.find((sound) => sound === value) ?? finding.character }
    case 'mood':
      return { ...finding, feeling: named(finding.feeling, value, choices) }
    case 'voice': {
      const voice = choices.voice.find((each) => each === value) ?? 'neutral'
      return { ...finding, stretches: finding.stretches.map((stretch) => ({ ...stretch, voice })) }
    }
    case 'faces':
      return {
        ...finding,
        faces: finding.faces.flatMap((face, at) => {
          if (at !== index) return [face]
          return value === NOBODY ? [] : [{ ...face, feeling: named(face.feeling, value, choices) }]
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
    choices,
  }: {
    readonly words: string
    readonly emotion: string
    readonly chinese: boolean
    readonly choices: Choices
  },
): Finding => ({
  ...finding,
  shots: finding.shots.map((shot, at) => {
    if (at !== index) return shot
    const before = shot.caption ?? { en: text, zh: text }
    const caption = chinese ? { ...before, zh: text } : { ...before, en: text }
    return { ...shot, caption, feeling: named(shot.feeling ?? CALM, emotion, choices) }
  }),
})
