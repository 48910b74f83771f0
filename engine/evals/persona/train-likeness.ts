// Makes assets/persona/voice-likeness.json from the fiction corpora: a logistic regression on compared habits, judged on
// books that it has not seen.
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { compareHabits, COMPARED, habitsOf } from '../../analysis/persona/voice-features.ts'
import {
  knownVoice,
  scoreHabits,
  type LikenessFile,
  type LikenessModel,
} from '../../analysis/persona/voice-likeness.ts'
import { LANGUAGES, type Language } from '../../domain/project.ts'
import { Random } from '../../nn/seed.ts'
import { linesOf, speakerPairs, type BookLines, type SpeakerPair } from './speaker-pairs.ts'

interface Row {
  readonly compared: readonly number[]
  readonly isTheirs: boolean
  readonly from: SpeakerPair['from']
}

/** Books that are held out: every fifth by name. */
const HELD_OUT = 5
const ROUNDS = 400
const RATE = 0.5
const DECAY = 1e-4

const rowsOf = (books: readonly BookLines[], language: Language, random: Random): readonly Row[] =>
  speakerPairs(books, random).map(({ samples, line, isTheirs, from }) => {
    const { whole, lines } = knownVoice(samples, language)
    return { compared: compareHabits(habitsOf(line, language), whole, lines), isTheirs, from }
  })

const fit = (rows: readonly Row[]): LikenessModel => {
  const size = COMPARED.length
  const mean = Array.from(
    { length: size },
    (_, at) => rows.reduce((sum, row) => sum + row.compared[at], 0) / rows.length,
  )
  const scale = mean.map(
    (middle, at) =>
      Math.sqrt(rows.reduce((sum, row) => sum + (row.compared[at] - middle) ** 2, 0) / rows.length) || 1,
  )
  const weights = mean.map(() => 0)
  let bias = 0
  const scaled = rows.map(({ compared }) => compared.map((value, at) => (value - mean[at]) / scale[at]))
  for (let round = 0; round < ROUNDS; round++) {
    const slopes = mean.map(() => 0)
    let slope = 0
    scaled.forEach((row, index) => {
      const logit = row.reduce((sum, value, at) => sum + weights[at] * value, bias)
      const miss = 1 / (1 + Math.exp(-logit)) - (rows[index].isTheirs ? 1 : 0)
      row.forEach((value, at) => (slopes[at] += miss * value))
      slope += miss
    })
    slopes.forEach((each, at) => (weights[at] -= RATE * (each / rows.length + DECAY * weights[at])))
    bias -= (RATE * slope) / rows.length
  }
  return { mean, scale, weights, bias }
}

/** The chance that a line of theirs scores above one of another's; ties count half. */
export const areaUnderCurve = (
  scores: readonly { readonly score: number; readonly isTheirs: boolean }[],
): number => {
  const sorted = scores.toSorted((a, b) => a.score - b.score)
  let [sum, theirs] = [0, 0]
  for (let from = 0; from < sorted.length;) {
    let to = from
    while (to < sorted.length && sorted[to].score === sorted[from].score) to++
    const rank = (from + to + 1) / 2
    for (let at = from; at < to; at++)
      if (sorted[at].isTheirs) {
        sum += rank
        theirs += 1
      }
    from = to
  }
  const others = sorted.length - theirs
  return theirs === 0 || others === 0 ? Number.NaN : (sum - (theirs * (theirs + 1)) / 2) / (theirs * others)
}

const rounded = (values: readonly number[]): number[] => values.map((value) => Math.round(value * 1e5) / 1e5)

/**
 * @param data the folder of fiction-en and fiction-zh. @param out the file to write; null: only measured.
 * @param most books of each language, evenly drawn; all of them when left out.
 */
export const trainLikeness = (
  data: string,
  out: string | null,
  say: (line: string) => void,
  most = Number.POSITIVE_INFINITY,
): Readonly<Record<string, unknown>> => {
  const models: Partial<Record<Language, LikenessModel>> = {}
  const figures: Record<string, unknown> = {}
  for (const language of LANGUAGES) {
    const folder = path.join(data, `fiction-${language}`)
    if (!existsSync(folder)) throw new Error(`There is no fiction-${language} in ${data}`)
    const all = readdirSync(folder)
      .filter((name) => name.endsWith('.txt'))
      .toSorted()
      .map((name) => path.join(folder, name))
    const step = Math.max(1, Math.floor(all.length / most))
    const books = all.filter((_, at) => at % step === 0).slice(0, most)
    const random = new Random(`persona/${language}`)
    const read = books.map((file) => linesOf(file, language))
    const seen = rowsOf(
      read.filter((_, at) => at % HELD_OUT !== 0),
      language,
      random,
    )
    const held = rowsOf(
      read.filter((_, at) => at % HELD_OUT === 0),
      language,
      random,
    )
    const found = fit(seen)
    const model: LikenessModel = {
      mean: rounded(found.mean),
      scale: rounded(found.scale),
      weights: rounded(found.weights),
      bias: rounded([found.bias])[0],
    }
    models[language] = model
    const areaOf = (from: Row['from']): number => {
      const own = held.filter((row) => row.from === from)
      const area = areaUnderCurve(
        own.map(({ compared, isTheirs }) => ({ score: scoreHabits(model, compared), isTheirs })),
      )
      return Math.round(area * 1000) / 1000
    }
    const weights = Object.fromEntries(COMPARED.map((name, at) => [name, model.weights[at]]))
    figures[language] = {
      pairs: seen.length,
      heldOut: held.length,
      aucOtherBook: areaOf('other book'),
      aucSameBook: areaOf('same book'),
    }
    say(`${language}: ${JSON.stringify(figures[language])} ${JSON.stringify(weights)}`)
  }
  if (out !== null) writeFileSync(out, `${JSON.stringify(models satisfies Partial<LikenessFile>)}\n`)
  return figures
}
