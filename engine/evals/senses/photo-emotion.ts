// How well expressions of faces are named: a folder of folders, each named by the expression of the pictures in it.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { EMOTIONS, type Emotion } from '../../domain/emotion.ts'
import { expressionIn, seeFaces } from '../../analysis/senses/photo/faces-analyzer.ts'
import { SenseFile, type Picture } from '../../analysis/senses/sense-file.ts'
import { classScores, type ClassScores, type Guess } from './class-scores.ts'

/** How the names of such folders begin in public collections, in any case, alone or with numbers and other words around them. */
const STEMS: readonly (readonly [stem: RegExp, emotion: Emotion])[] = [
  [/^(joy|happ|smil|高兴|开心|快乐|喜悦)/, 'joy'],
  [/^(sad|sorrow|悲|伤心|难过)/, 'sadness'],
  [/^(anger|angry|furious|愤怒|生气)/, 'anger'],
  [/^(fear|afraid|scared|terrif|恐惧|害怕)/, 'fear'],
  [/^(disgust|厌恶)/, 'disgust'],
  [/^(surpris|astonish|惊)/, 'surprise'],
  [/^(neutral|calm|中性|平静)/, 'neutral'],
]
/** Two letters, as JAFFE and KDEF have them. */
const CODES: Readonly<Record<string, Emotion>> = {
  ha: 'joy',
  sa: 'sadness',
  an: 'anger',
  fe: 'fear',
  af: 'fear',
  di: 'disgust',
  su: 'surprise',
  ne: 'neutral',
}

/** Of `3_Happiness` as of `happy`; null where a name says no expression, or two. */
export const expressionNamed = (name: string): Emotion | null => {
  const words = name.toLowerCase().match(/\p{L}+/gu) ?? []
  const found = new Set(
    words.flatMap((word) => STEMS.filter(([stem]) => stem.test(word)).map(([, emotion]) => emotion)),
  )
  if (found.size === 0) return (words.length === 1 ? CODES[words[0]] : undefined) ?? null
  return found.size === 1 ? [...found][0] : null
}

/** Sets are divided into parts now and then: `test/happy`. */
const DEEPEST = 3

interface Labelled {
  readonly path: string
  readonly truth: Emotion
}

/** Files of folders that are named by an expression, and the names of folders that hold files but are not. */
const labelled = (folder: string, depth = 0): { files: readonly Labelled[]; others: readonly string[] } => {
  const inside = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .map(({ name }): ReturnType<typeof labelled> => {
      const truth = expressionNamed(name)
      const path = join(folder, name)
      const files = filesIn(path)
      if (truth !== null) return { files: files.map((file) => ({ path: file, truth })), others: [] }
      const below = depth + 1 < DEEPEST ? labelled(path, depth + 1) : { files: [], others: [] }
      const isOther = below.files.length === 0 && below.others.length === 0 && files.length > 0
      return isOther ? { files: [], others: [name] } : below
    })
  return { files: inside.flatMap(({ files }) => files), others: inside.flatMap(({ others }) => others) }
}

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(
      (file) => file.isFile() && !file.name.startsWith('.') && !/\.(txt|csv|json|md|db)$/i.test(file.name),
    )
    .map((file) => join(file.parentPath, file.name))
    .toSorted()

const WHOLE = { x: 0, y: 0, width: 1, height: 1 }

export interface PhotoEmotionScores extends ClassScores {
  /** Pictures in which a face was found. */
  readonly facesFound: number
  /** The others: the whole picture was taken for a face, as in sets that are cut to it. */
  readonly facesMissed: number
  /** Files that could not be read. */
  readonly unreadable: number
  /** Folders whose names say none of the seven expressions. */
  readonly leftOut: readonly string[]
}

/** The emotion among `known` that leads. */
const leading = (mix: readonly number[], known: ReadonlySet<Emotion>): Emotion =>
  EMOTIONS.filter((emotion) => known.has(emotion)).reduce((best, emotion) =>
    mix[EMOTIONS.indexOf(emotion)] > mix[EMOTIONS.indexOf(best)] ? emotion : best,
  )

/** Only expressions that the set has are guessed. Throws where no folder has the name of one. */
export const scorePhotoEmotion = async (
  folder: string,
  progress: (done: number) => void,
): Promise<PhotoEmotionScores> => {
  const { files: pictures, others } = labelled(folder)
  if (pictures.length === 0)
    throw new Error(`${folder} has no pictures in folders named by expression, such as happy or anger.`)
  const known = new Set(pictures.map(({ truth }) => truth))
  const guesses: Guess[] = []
  let [facesFound, unreadable] = [0, 0]
  for (const [index, { path, truth }] of pictures.entries()) {
    progress(index)
    let picture: Picture
    try {
      picture = await new SenseFile('image', '', new Uint8Array(readFileSync(path))).picture()
    } catch {
      unreadable++
      continue
    }
    const face = (await seeFaces(picture))?.faces[0]
    if (face) facesFound++
    const mix = face?.feeling.mix ?? (await expressionIn(picture, WHOLE))
    guesses.push({ truth, guess: leading(mix, known) })
  }
  return {
    ...classScores(guesses),
    facesFound,
    facesMissed: guesses.length - facesFound,
    unreadable,
    leftOut: others,
  }
}
