// Runs the recipe of one language and writes its weights where the studio looks for them.
import { mkdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { emotionFile, ratingFile } from '../../analysis/emotion/score-emotions.ts'
import { writeWeights, type WeightFile } from '../../nn/weights.ts'
import { trainChinese } from './train-chinese.ts'
import { trainEnglish, type TrainEnglishOptions } from './train-english.ts'

export interface TrainShippedOptions extends TrainEnglishOptions {
  readonly language: 'en' | 'zh'
  /** Instead of the studio's own folder. */
  readonly out?: string
}

export const trainShippedEmotion = async ({ language, out, ...options }: TrainShippedOptions) => {
  const place = (file: string): string => (out === undefined ? file : path.join(out, path.basename(file)))
  const trained = language === 'en' ? await trainEnglish(options) : await trainChinese(options)
  const { model, report } = trained
  const files: (readonly [string, WeightFile])[] = [[place(emotionFile(language)), model]]
  if ('ratings' in trained) files.push([place(ratingFile(language)), trained.ratings])
  mkdirSync(path.dirname(files[0][0]), { recursive: true })
  for (const [file, weights] of files) await writeWeights(file, weights)
  return {
    language,
    report,
    files: files.map(([file]) => ({ file, bytes: statSync(file).size })),
  }
}
