// Does the ranker learn a taste? Simulated authors choose between real candidates; what was learnt is asked about choices that it never saw.
import type { Feedback, FeedbackText } from '../domain/feedback.ts'
import type { Candidate } from '../domain/generation.ts'
import { rankerLearner } from '../generation/learning/ranker-learner.ts'
import { featuresOf } from '../generation/taste.ts'
import type { LearningWork } from '../models/learner.ts'
import { Random } from '../nn/seed.ts'
import { judgeLearning } from '../training/learning/judge-learning.ts'
import { authorsOver, chooses, type Author } from './feedback/authors.ts'
import { withInterval } from './statistics.ts'

export type Offered = Pick<Candidate, 'id' | 'text' | 'feeling' | 'reasons' | 'score'>

const RATINGS = [50, 100, 200] as const
const HELD_OUT = 400
/** The candidates of the held-out choices: no text of them is rated. */
const SHARE = 0.5

interface Choice {
  readonly better: FeedbackText
  readonly worse: FeedbackText
}

const choicesOf = (
  author: Author,
  texts: readonly FeedbackText[],
  count: number,
  random: Random,
): readonly Choice[] =>
  Array.from({ length: count }, () => {
    const one = texts[random.integer(texts.length)]
    let other = one
    while (other === one) other = texts[random.integer(texts.length)]
    return chooses(author, one.text, other.text, random)
      ? { better: one, worse: other }
      : { better: other, worse: one }
  })

const toFeedback = ({ better, worse }: Choice, at: number): Feedback => ({
  id: `choice ${at}`,
  kind: 'chosen',
  about: `choice ${at}`,
  at,
  group: `choice ${at}`,
  language: 'en',
  model: null,
  prompt: '',
  wish: null,
  texts: [better, worse],
  subject: better.id,
  over: worse.id,
  rating: null,
  label: null,
})

const rateOf = async (
  choices: readonly Choice[],
  weights: Uint8Array | null,
  work: LearningWork,
): Promise<number> => {
  const outcomes = await rankerLearner.judge(choices.map(toFeedback), weights, work)
  return outcomes.reduce((sum, { right }) => sum + right, 0) / outcomes.length
}

interface AuthorFigures {
  readonly author: string
  readonly before: number
  readonly ceiling: number
  readonly after: Readonly<Record<number, number>>
  readonly promoted: Readonly<Record<number, boolean>>
  /** The most that a version in use had lost of craft. */
  readonly forgotten: number
  /** Versions that were not used because they had lost more. */
  readonly refused: number
}

/** @param offered real candidates, of which half are only ever asked about */
export const runFeedback = async (
  offered: readonly Offered[],
  { signal, say }: { readonly signal: AbortSignal; readonly say: (line: string) => void },
): Promise<Readonly<Record<string, unknown>>> => {
  const whole = offered.filter(({ text }) => text.trim() !== '')
  const texts = new Random('pool')
    .shuffle([...whole])
    .map((each) => ({ id: each.id, text: each.text.trim(), features: featuresOf(each) }))
  const asked = texts.slice(0, Math.floor(SHARE * texts.length))
  const rated = texts.slice(asked.length)
  const work: LearningWork = { signal, progress: () => undefined }
  const figures: AuthorFigures[] = []
  for (const author of authorsOver(texts.map(({ text }) => text))) {
    const random = new Random(`author ${author.name}`)
    const heldOut = choicesOf(author, asked, HELD_OUT, random)
    const said = choicesOf(author, rated, Math.max(...RATINGS), random).map(toFeedback)
    const before = await rateOf(heldOut, null, work)
    const after: Record<number, number> = {}
    const promoted: Record<number, boolean> = {}
    let [used, forgotten, refused] = [null as Uint8Array | null, 0, 0]
    for (const count of RATINGS) {
      const judged = await judgeLearning(rankerLearner, said.slice(0, count), used, work)
      promoted[count] = judged?.verdict === 'better'
      refused += Number(judged?.verdict === 'forgets')
      if (judged?.verdict === 'better') {
        used = judged.bytes
        const { base } = judged.report
        if (base) forgotten = Math.max(forgotten, base.before - base.after)
      }
      // As in the studio: what was not found better is not used.
      after[count] = await rateOf(heldOut, used, work)
    }
    // Who knew the taste itself would still not foretell the author's doubts.
    const ceiling =
      heldOut.reduce((sum, { better, worse }) => {
        const difference = author.likes(better.text) - author.likes(worse.text)
        return sum + (difference > 0 ? 1 : difference === 0 ? 0.5 : 0)
      }, 0) / HELD_OUT
    figures.push({ author: author.name, before, ceiling, after, promoted, forgotten, refused })
    say(
      `${author.name.padEnd(22)} before ${before.toFixed(3)}  ${RATINGS.map((count) => `${count}: ${after[count].toFixed(3)}`).join('  ')}  at best ${ceiling.toFixed(3)}`,
    )
  }
  const over = (figure: (each: AuthorFigures) => number) =>
    withInterval(
      figures,
      (drawn) => drawn.reduce((sum, each) => sum + figure(each), 0) / drawn.length,
      new Random('authors'),
    )
  return {
    candidates: texts.length,
    authors: figures,
    before: over(({ before }) => before),
    winRate: Object.fromEntries(RATINGS.map((count) => [count, over(({ after }) => after[count])])),
    ceiling: over(({ ceiling }) => ceiling),
    /** Of passages that fail at their craft; of what was used .02 at most may be forgotten. */
    forgotten: Math.max(...figures.map(({ forgotten }) => forgotten)),
    refusedForForgetting: figures.reduce((sum, { refused }) => sum + refused, 0),
  }
}
