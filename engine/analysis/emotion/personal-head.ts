// A light layer over a frozen reader of emotions, learnt from what its writer corrected: how sure the reader is believed, what each
// emotion is favoured by, and what single words mean in this writer's hands. Multinomial logistic regression with a ridge towards
// leaving everything as it was read.
import { setImmediate as nextTurn } from 'node:timers/promises'
import * as z from 'zod'
import { EMOTIONS, type Emotion, type Feeling } from '../../domain/emotion.ts'
import { TYPICAL_FEELING } from '../../domain/emotion-label.ts'
import { wordSpans } from '../../text/words.ts'

const seven = z.array(z.number()).length(EMOTIONS.length)
const personalHead = z.object({
  format: z.literal('arcwright-emotion-head'),
  version: z.literal(1),
  /** Of the reader's log-probabilities. */
  scale: z.number(),
  bias: seven,
  words: z.record(z.string().max(80), seven),
})
export type PersonalHead = z.infer<typeof personalHead>

/** A sentence as it was read, and as it should be. */
export interface HeadLesson {
  readonly text: string
  readonly read: Feeling
  readonly emotion: Emotion
}

const LEAST = 1e-4
const STEPS = 400
const RATE = 0.08
const MOMENTUM = 0.9
/** How hard each part is held to leaving things as they are. */
const RIDGE = { scale: 20, bias: 4, words: 0.5 }
/** A word that was corrected once says nothing of its own. */
const LEAST_SEEN = 2
/** Words that mean nothing by themselves. */
const COMMON = new Set(
  `that this these those with from into onto upon over under after before have been were will would could should might must
   shall there their them they then than what when where which while whose whom your yours mine ours hers himself herself
   itself myself because until about again also only just very much many more most some such each every other another`.split(
    /\s+/,
  ),
)
const HAN = /\p{sc=Han}/u

/** Words long enough to mean something; of Chinese, pairs of characters. */
export const meaningWords = (text: string): readonly string[] => {
  const words = wordSpans(text).map(({ from, to }) => text.slice(from, to).toLowerCase())
  return [
    ...new Set(
      words.flatMap((word, at) => {
        if (HAN.test(word)) return at > 0 && HAN.test(words[at - 1]) ? [words[at - 1] + word] : []
        return word.length > 3 && !COMMON.has(word) ? [word] : []
      }),
    ),
  ]
}

const softmax = (logits: readonly number[]): number[] => {
  const most = Math.max(...logits)
  const powers = logits.map((logit) => Math.exp(logit - most))
  const sum = powers.reduce((total, power) => total + power, 0)
  return powers.map((power) => power / sum)
}

const logs = ({ mix }: Pick<Feeling, 'mix'>): number[] => mix.map((share) => Math.log(Math.max(LEAST, share)))

const sharesOf = (head: PersonalHead, read: readonly number[], words: readonly string[]): number[] =>
  softmax(
    read.map((log, at) =>
      words.reduce((sum, word) => sum + (head.words[word]?.[at] ?? 0), head.scale * log + head.bias[at]),
    ),
  )

const typical = (mix: readonly number[], of: 0 | 1): number =>
  EMOTIONS.reduce((sum, emotion, at) => sum + (mix[at] ?? 0) * TYPICAL_FEELING[emotion][of], 0)

/** The feeling of a sentence as the writer would read it; valence and arousal move as far as the emotions do. */
export const personalFeeling = <Read extends Feeling>(head: PersonalHead, text: string, read: Read): Read => {
  const known = meaningWords(text).filter((word) => Object.hasOwn(head.words, word))
  const mix = sharesOf(head, logs(read), known)
  const best = mix.indexOf(Math.max(...mix))
  const moved = (of: 0 | 1): number => typical(mix, of) - typical(read.mix, of)
  const emotion = EMOTIONS[best]
  return {
    ...read,
    mix,
    emotion,
    confidence: emotion === read.emotion ? read.confidence : mix[best],
    valence: Math.max(-1, Math.min(1, read.valence + moved(0))),
    arousal: Math.max(0, Math.min(1, read.arousal + moved(1))),
  }
}

/** @param kept sentences that were not corrected: read on as they are. Rejects with the signal's reason. */
export const fitPersonalHead = async (
  corrected: readonly HeadLesson[],
  kept: readonly Omit<HeadLesson, 'emotion'>[],
  signal?: AbortSignal,
): Promise<PersonalHead> => {
  const seen = new Map<string, number>()
  for (const { text } of corrected)
    for (const word of meaningWords(text)) seen.set(word, (seen.get(word) ?? 0) + 1)
  const vocabulary = [...seen].flatMap(([word, count]) => (count >= LEAST_SEEN ? [word] : [])).toSorted()
  const zeros = (): number[] => EMOTIONS.map(() => 0)
  const head = {
    format: 'arcwright-emotion-head' as const,
    version: 1 as const,
    scale: 1,
    bias: zeros(),
    words: Object.fromEntries(vocabulary.map((word) => [word, zeros()])),
  }
  const speed = { scale: 0, bias: zeros(), words: new Map(vocabulary.map((word) => [word, zeros()])) }
  // What was not corrected was right as it was, to the share.
  const known = (text: string): readonly string[] =>
    meaningWords(text).filter((word) => Object.hasOwn(head.words, word))
  const unchanged = kept.map(({ text, read }) => ({ read: logs(read), words: known(text), target: read.mix }))
  const changed = corrected.map(({ text, read, emotion }) => ({
    read: logs(read),
    words: known(text),
    target: EMOTIONS.map((each) => Number(each === emotion)),
  }))
  const rows = [...changed, ...unchanged]
  const count = Math.max(1, rows.length)
  for (let step = 0; step < STEPS; step++) {
    if (step % 20 === 0) {
      await nextTurn()
      signal?.throwIfAborted()
    }
    let scale = RIDGE.scale * (head.scale - 1)
    const bias = head.bias.map((value) => RIDGE.bias * value)
    const words = new Map(
      vocabulary.map((word) => [word, head.words[word].map((value) => RIDGE.words * value)]),
    )
    for (const { read, words: own, target } of rows) {
      const wrong = sharesOf(head, read, own).map((share, at) => share - target[at])
      wrong.forEach((miss, at) => {
        scale += miss * read[at]
        bias[at] += miss
        for (const word of own) words.get(word)![at] += miss
      })
    }
    const move = (before: number, gradient: number, scaleOf: number): number =>
      MOMENTUM * before - (RATE / scaleOf) * gradient
    speed.scale = move(speed.scale, scale, 10 * count)
    head.scale += speed.scale
    head.bias.forEach((_, at) => {
      speed.bias[at] = move(speed.bias[at], bias[at], count)
      head.bias[at] += speed.bias[at]
    })
    for (const word of vocabulary) {
      const [own, gradient] = [speed.words.get(word)!, words.get(word)!]
      const often = RIDGE.words + (seen.get(word) ?? 1)
      own.forEach((value, at) => {
        own[at] = move(value, gradient[at], often)
        head.words[word][at] += own[at]
      })
    }
  }
  return head
}

export const headToBytes = (head: PersonalHead): Uint8Array => new TextEncoder().encode(JSON.stringify(head))

/** Throws ZodError or SyntaxError for anything else. */
export const headFromBytes = (bytes: Uint8Array): PersonalHead =>
  personalHead.parse(JSON.parse(new TextDecoder().decode(bytes)))
