// Whether a text is Chinese or written in letters: enough to choose heading rules, segmentation and analysers.
import type { Language } from '../domain/project.ts'

const SAMPLE_CHARACTERS = 200_000
const CHINESE_SHARE = 0.2

/** Chinese when a fifth of the letters are Han (a Chinese text with many Latin names still is), otherwise English. */
export const detectLanguage = (text: string): Language => {
  const sample = text.slice(0, SAMPLE_CHARACTERS)
  const han = sample.match(/\p{sc=Han}/gu)?.length ?? 0
  if (han === 0) return 'en'
  const letters = sample.match(/\p{L}/gu)?.length ?? 0
  return han / letters >= CHINESE_SHARE ? 'zh' : 'en'
}
