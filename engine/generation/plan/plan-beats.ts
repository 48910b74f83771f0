// F_G: from how a story should feel to what happens in it, beat after beat. What writes the lines is handed in.
import type { Feeling } from '../../domain/emotion.ts'
import type { GenerationTarget } from '../../domain/generation.ts'
import { leversFrom } from '../../domain/levers.ts'
import type { Language } from '../../domain/project.ts'
import { pullsOf, tasteOf, type Preferences } from '../../models/ranker/preferences.ts'
import { Random } from '../../nn/seed.ts'
import { steeringOf, type Steering } from '../steering.ts'
import { closeness, distanceTo } from '../wanted.ts'
import { phraseBeat, type PhrasedBeat } from './phrase-beat.ts'
import { namedIn } from './read-events.ts'
import { actionSymbol, allSymbols, ANOTHER, fromLine, ONE, symbolOf, type EventSymbols } from './symbols.ts'
import type { PlanTemplate } from './templates.ts'

export interface PlanRequest {
  readonly template: PlanTemplate
  readonly premise: string
  readonly cast: readonly string[]
  readonly place: string
  readonly language: Language
  readonly seed: number
  /** What the writer keeps and drops; absent or null while nothing was learnt. */
  readonly taste?: Preferences | null
}

/** One beat to be planned, after the lines of those before it. */
export interface BeatRequest {
  readonly target: GenerationTarget
  readonly before: readonly string[]
  readonly index: number
}

export interface PlannedBeat extends PhrasedBeat {
  readonly line: string
}

/** What a sampler is asked for: so many candidates for one line, steered, with likelier and forbidden symbols. */
export interface LineRequest extends Steering {
  readonly prompt: string
  readonly candidates: number
  readonly seed: number
  /** Added to the logits, by symbol. */
  readonly bias: ReadonlyMap<string, number>
}

export interface PlanTools {
  write(request: LineRequest): Promise<readonly string[]>
  /** How a text feels; null without words. */
  judge(text: string): Promise<Feeling | null>
}

const CANDIDATES = 12
/** A beat follows from those right before it. */
const MEMORY = 6
/** How hard the planner is pulled towards the wish. */
export const PLAN_LEVERS = leversFrom({ condition: { weight: 3 }, guidance: { weight: 2 } })
const FAVOUR = 1
const NAMED = 2
const FORBID = -100
/** What has just been used is used again only when nothing else will do. */
const AGAIN = -2.5
/** What a writer's taste adds to a symbol's logit at most, and its share in choosing among whole beats. */
const MOST_TASTE = 2
const TASTE_SHARE = 0.3

const biasOf = (
  { template, premise, place, language, taste = null }: PlanRequest,
  before: readonly string[],
) => {
  const bias = new Map<string, number>()
  const add = (symbol: string, amount: number): void =>
    void bias.set(symbol, (bias.get(symbol) ?? 0) + amount)
  for (const symbol of template.favours) add(symbol, FAVOUR)
  for (const { slot, id } of [...namedIn(premise, language), ...namedIn(place, language)])
    if (slot === 'action') add(actionSymbol(id), NAMED)
    else if (slot === 'place' || slot === 'thing' || slot === 'weather') add(symbolOf(slot, id), NAMED)
  for (const line of before.slice(-MEMORY))
    for (const symbol of new Set(line.split(' '))) if (/^[atnxw]:/.test(symbol)) add(symbol, AGAIN)
  for (const [symbol, pull] of taste ? pullsOf(taste) : [])
    add(symbol, Math.max(-MOST_TASTE, Math.min(MOST_TASTE, pull)))
  for (const symbol of template.avoids) add(symbol, FORBID)
  return bias
}

/** The people in the middle change places now and then, so that not everything is done by one. */
const casting = (event: EventSymbols, cast: readonly string[], random: Random): readonly string[] => {
  if (cast.length < 2) return cast
  const order = random.next() < 0.6 ? [...cast] : random.shuffle([...cast])
  const isReversed = event.subject !== ONE && event.object === ANOTHER
  return isReversed ? [order[1], order[0], ...order.slice(2)] : order
}

/** Place, a thing, something for the senses and a turn make a beat that can be written. */
const fullness = ({ place, weather, things, sense, turn }: EventSymbols): number =>
  [place, weather, things[0], sense, turn].filter((part) => part !== null && part !== undefined).length / 5

const isAllowed = (line: string, { avoids }: PlanTemplate): boolean =>
  !line.split(' ').some((symbol) => avoids.includes(symbol))

/** What happens in a beat as features of a taste. */
export const symbolsAsFeatures = (line: string): Readonly<Record<string, number>> =>
  Object.fromEntries(line.split(' ').flatMap((symbol) => (symbol === '' ? [] : [[symbol, 1]])))

/** The best of several lines: near the wanted feeling as it reads, and full enough to be written. */
export const planBeat = async (
  request: PlanRequest,
  { target, before, index }: BeatRequest,
  tools: PlanTools,
): Promise<PlannedBeat> => {
  const random = new Random(`${request.seed} beat ${index}`)
  const recent = before.filter((line) => line !== '').slice(-MEMORY)
  const bias = biasOf(request, recent)
  const known = new Set(allSymbols())
  const lines = await tools.write({
    ...steeringOf(target, request.language, PLAN_LEVERS),
    prompt: recent.length === 0 ? '\n' : `${recent.join('\n')}\n`,
    candidates: CANDIDATES,
    seed: random.integer(2 ** 31),
    bias: new Map([...bias].filter(([symbol]) => known.has(symbol))),
  })
  const offered = lines.flatMap((line) => {
    const event = fromLine(line)
    return event && isAllowed(line.trim(), request.template) ? [{ line: line.trim(), event }] : []
  })
  if (offered.length === 0) throw new Error('The planner wrote no whole beat')
  const ranked = await Promise.all(
    offered.map(async ({ line, event }) => {
      const cast = casting(event, request.cast, new Random(`${request.seed} cast ${index}`))
      const phrased = phraseBeat(event, { cast, place: request.place }, request.language)
      const feeling = await tools.judge(`${phrased.summary} ${phrased.background}`)
      const distance = feeling && distanceTo(target, feeling)
      const liked = request.taste ? tasteOf(request.taste, symbolsAsFeatures(line)) : null
      const near = distance === null ? 0.5 : closeness(target, distance)
      const plain = 0.6 * near + 0.4 * fullness(event)
      const score = liked === null ? plain : (1 - TASTE_SHARE) * plain + TASTE_SHARE * liked
      return { line, ...phrased, score }
    }),
  )
  const { line, summary, background } = ranked.toSorted((a, b) => b.score - a.score)[0]
  return { line, summary, background }
}
