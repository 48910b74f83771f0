// What was understood of a photo, a voice or a clip: findings by aspect, each with how far it may be trusted, and what
// the writer put in their place. How they are found is left to the analysers, how they are kept to the store.
import type { Emotion, Feeling } from './emotion.ts'
import type { MediaKind } from './media.ts'

/** Where something is in a picture: fractions 0 … 1 of the picture as seen, from its upper left corner. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A stretch of a recording, in milliseconds from its beginning. */
export interface Stretch {
  readonly fromMs: number
  readonly toMs: number
}

/** How far a finding may be trusted, 0 … 1; 1 where the writer said so. */
interface Trusted {
  readonly confidence: number
}

export interface Colour {
  /** `#rrggbb`, sRGB. */
  readonly hex: string
  /** Of the picture's area, 0 … 1. */
  readonly share: number
}

/** The leading colours, the largest first. */
export interface PaletteFinding extends Trusted {
  readonly aspect: 'palette'
  readonly colours: readonly Colour[]
}

export const LIGHTS = ['dark', 'dim', 'soft', 'bright', 'glaring'] as const
export type Light = (typeof LIGHTS)[number]

export interface LightFinding extends Trusted {
  readonly aspect: 'light'
  readonly light: Light
  /** Mean lightness, 0 black … 1 white. */
  readonly brightness: number
  /** Spread of lightness, 0 … 1. */
  readonly contrast: number
  /** −1 blue … 1 orange. */
  readonly warmth: number
  /** 0 grey … 1 vivid. */
  readonly colourfulness: number
}

export interface TextLine extends Trusted {
  readonly text: string
  readonly box: Box
}

/** Words that can be read in a picture, in reading order. */
export interface TextFinding extends Trusted {
  readonly aspect: 'text'
  readonly lines: readonly TextLine[]
}

export interface Face extends Trusted {
  readonly box: Box
  readonly feeling: Feeling
}

/** The largest face first. */
export interface FacesFinding extends Trusted {
  readonly aspect: 'faces'
  readonly faces: readonly Face[]
}

export interface SeenObject extends Trusted {
  /** English, and Chinese; where the writer named it, both are the writer's word. */
  readonly name: string
  readonly nameZh: string
  readonly box: Box
}

/** The surest first. */
export interface ObjectsFinding extends Trusted {
  readonly aspect: 'objects'
  readonly objects: readonly SeenObject[]
}

/** What kind of place a picture shows. Some of them only the writer can name. */
export const SCENES = [
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
  'garden',
  'countryside',
  'wilds',
  'field',
  'livingRoom',
  'bedroom',
  'bathroom',
  'kitchen',
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
] as const
export type Scene = (typeof SCENES)[number]

export interface SceneFinding extends Trusted {
  readonly aspect: 'scene'
  readonly scene: Scene
}

/** For whom something is fit, the mildest first. */
export const RATINGS = ['everyone', 'teens', 'adults'] as const
export type Rating = (typeof RATINGS)[number]

/** What speaks against a milder rating: what is seen, then what is written or said. */
export const RATING_REASONS = [
  'explicit',
  'suggestive',
  'sexual',
  'cruelty',
  'slurs',
  'selfHarm',
  'profanity',
  'violence',
] as const

export interface RatingFinding extends Trusted {
  readonly aspect: 'rating'
  readonly rating: Rating
  readonly reasons: readonly (typeof RATING_REASONS)[number][]
}

/** Where somebody seems to speak. */
export interface SpeechFinding extends Trusted {
  readonly aspect: 'speech'
  readonly stretches: readonly Stretch[]
  /** Of the whole duration, 0 … 1. */
  readonly share: number
}

export const SOUND_CHARACTERS = ['silence', 'speech', 'music', 'ambience'] as const
export type SoundCharacter = (typeof SOUND_CHARACTERS)[number]

export interface SoundFinding extends Trusted {
  readonly aspect: 'sound'
  readonly character: SoundCharacter
  /** Mean loudness of what is not silence, in dB below full scale (≤ 0); null in silence. */
  readonly loudnessDb: number | null
  /** Beats a minute, or in speech syllables a minute; null where there is no regular one. */
  readonly tempo: number | null
  /** Such as `A minor`; null where none stands out. */
  readonly key: string | null
  /** 0 … 1: how bright the sound is. */
  readonly brightness: number
  /** Words for it, of MOOD_WORDS. */
  readonly words: readonly MoodWord[]
}

export const MOOD_WORDS = [
  'calm',
  'tender',
  'melancholy',
  'dark',
  'tense',
  'driving',
  'cheerful',
  'bright',
] as const
export type MoodWord = (typeof MOOD_WORDS)[number]

export const VOICE_EMOTIONS = ['anger', 'boredom', 'disgust', 'fear', 'joy', 'sadness', 'neutral'] as const
export type VoiceEmotion = (typeof VOICE_EMOTIONS)[number]

/** The studio's vocabulary has no boredom: it counts as neutral, and the voice keeps its name. */
export const emotionOfVoice = (voice: VoiceEmotion): Emotion => (voice === 'boredom' ? 'neutral' : voice)

/** How a stretch of speech sounds, whatever is said in it. */
export interface SpokenFeeling extends Stretch {
  readonly voice: VoiceEmotion
  readonly feeling: Feeling
}

export interface VoiceFinding extends Trusted {
  readonly aspect: 'voice'
  readonly stretches: readonly SpokenFeeling[]
  /** Of all stretches, by their length. */
  readonly feeling: Feeling
  /** Heard against so many recordings of the writer's own voice; absent where it was heard as anybody's. */
  readonly ownRecordings?: number | undefined
}

export interface SpokenLine extends Stretch {
  readonly text: string
}

/** A transcript that is trusted less is a guess: it says nothing about the file until the writer has corrected it. */
export const ROUGH_BELOW = 0.5

/** What is said. */
export interface TranscriptFinding extends Trusted {
  readonly aspect: 'transcript'
  readonly lines: readonly SpokenLine[]
}

/** Something said in both languages of the studio. */
export interface BothWords {
  readonly en: string
  readonly zh: string
}

/** A scene of a clip, from one cut to the next, and what the picture that stands for it shows. */
export interface Shot extends Stretch {
  /** Where that picture is, in milliseconds from the beginning. */
  readonly keyMs: number
  readonly seen: readonly SeenAspect[]
  /** What it shows, in short; null until somebody says so: a model of pictures, the writer, or who composes findings. */
  readonly caption: BothWords | null
  /** How it feels; null where nobody says. */
  readonly feeling: Feeling | null
}

export interface ShotsFinding extends Trusted {
  readonly aspect: 'shots'
  readonly shots: readonly Shot[]
}

/** The mood of the whole, composed from the other findings. */
export interface MoodFinding extends Trusted {
  readonly aspect: 'mood'
  readonly feeling: Feeling
}

/** A sentence or two about the whole, composed from the other findings or written by a model of pictures. */
export interface CaptionFinding extends Trusted {
  readonly aspect: 'caption'
  readonly en: string
  readonly zh: string
}

/** Where it was taken, by the coordinates in the file. */
export interface PlaceFinding extends Trusted {
  readonly aspect: 'place'
  /**
   * From the smallest to the largest, with commas between: `Alfama, Lisbon, Portugal`; English, and Chinese. Where the
   * writer named it, both are the writer's words.
   */
  readonly en: string
  readonly zh: string
  /** From the middle of the town that it is named after; null where it is named after none. */
  readonly distanceKm: number | null
}

/** Each name in it by itself, the smallest place first. */
export const namesInPlace = (place: string): readonly string[] =>
  place
    .split(/[,，]/u)
    .map((name) => name.trim())
    .filter((name) => name !== '')

/** What can be understood of one picture. */
export type SeenAspect =
  PaletteFinding | LightFinding | TextFinding | FacesFinding | ObjectsFinding | RatingFinding

export type MediaFinding =
  | SeenAspect
  | SceneFinding
  | SpeechFinding
  | SoundFinding
  | VoiceFinding
  | TranscriptFinding
  | ShotsFinding
  | PlaceFinding
  | MoodFinding
  | CaptionFinding

export type MediaAspect = MediaFinding['aspect']

/** The finding of one aspect. */
export type FindingOf<Aspect extends MediaAspect> = Extract<MediaFinding, { aspect: Aspect }>

/** What analysers find; mood and caption may be composed of it. */
export interface KeptFindings {
  /** SHA-256 of the content that was read. */
  readonly hash: string
  readonly analyzer: string
  readonly version: string
  readonly findings: readonly MediaFinding[]
  /** Why it found nothing, as a short code (`timed-out`, `damaged`, `crashed` …); null when all went well. */
  readonly problem: string | null
  readonly tookMs: number
  /** Milliseconds since the epoch. */
  readonly foundAt: number
}

/** A finding as the writer sees it. */
export interface ShownFinding {
  readonly finding: MediaFinding
  /** Who found it: an analyser's id, `composed`, or `hand`. */
  readonly by: string
  /** What was found before the writer corrected it; null where nothing was corrected or found. */
  readonly before: MediaFinding | null
}

export const ANALYZER_STATES = ['done', 'waiting', 'failed', 'missing'] as const
export type AnalyzerState = (typeof ANALYZER_STATES)[number]

/** How far one analyser is with one file. */
export interface AnalyzerReport {
  readonly analyzer: string
  readonly version: string
  readonly state: AnalyzerState
  /** A short code, for `failed` and `missing`. */
  readonly problem: string | null
  /** Of its last run; null where it has not run. */
  readonly tookMs: number | null
}

/** All that is understood of one file, corrections laid over what was found. */
export interface Understanding {
  readonly mediaId: string
  readonly kind: MediaKind
  readonly findings: readonly ShownFinding[]
  readonly analyzers: readonly AnalyzerReport[]
}

/** The finding of one aspect among several. */
export const pickFinding = <Aspect extends MediaAspect>(
  findings: readonly MediaFinding[],
  aspect: Aspect,
): FindingOf<Aspect> | undefined =>
  findings.find((finding): finding is FindingOf<Aspect> => finding.aspect === aspect)
