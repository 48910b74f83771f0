// How well expressions of faces are named: a folder of folders, each named by the expression of the pictures in it.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { EMOTIONS, type Emotion } from '../../domain/emotion.ts'
import { expressionIn, seeFaces } from '../../analysis/senses/photo/faces-analyzer.ts'
import { SenseFile, type Picture } from '../../analysis/senses/sense-file.ts'
import { classScores, type ClassScores, type Guess } from './class-scores.ts'

/** What such folders are called in public collections. */
const NAMES: Readonly<Record<string, Emotion>> = {
  joy: 'joy',
  happy: 'joy',
  happiness: 'joy',
  sad: 'sadness',
  sadness: 'sadness',
  anger: 'anger',
  angry: 'anger',
  fear: 'fear',
  fearful: 'fear',
  afraid: 'fear',
  disgust: 'disgust',
  disgusted: 'disgust',
  surprise: 'surprise',
  surprised: 'surprise',
  neutral: 'neutral',
}

const WHOLE = { x: 0, y: 0, width: 1, height: 1 }

export interface PhotoEmotionScores extends ClassScores {
  /** Pictures in which a face was found; of the others the whole picture was taken for one. */
  readonly facesFound: number
  /** Files that could not be read. */
  readonly unreadable: number
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
  const pictures = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && NAMES[entry.name.toLowerCase()] !== undefined)
    .flatMap(({ name }) =>
      readdirSync(join(folder, name), { withFileTypes: true })
        .filter((file) => file.isFile() && !file.name.startsWith('.'))
        .map((file) => ({ path: join(folder, name, file.name), truth: NAMES[name.toLowerCase()] })),
    )
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
  return { ...classScores(guesses), facesFound, unreadable }
}
