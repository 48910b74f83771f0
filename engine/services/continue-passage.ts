// cowriter.continue: from a cursor to candidates, streamed, judged, scored, and kept with all that made them.
import type { Inputs, Outputs } from '../contract/index.ts'
import { feelingOfPassage } from '../analysis/analyze-passages.ts'
import type { Beat } from '../domain/beat.ts'
import { namesOf } from '../domain/cast/names-of.ts'
import type { ContextChanges } from '../domain/context-piece.ts'
import { blendFeelings } from '../domain/curve.ts'
import type { Feeling } from '../domain/emotion.ts'
import { EngineError } from '../domain/errors.ts'
import type { Candidate, Generation, GenerationTarget } from '../domain/generation.ts'
import { newId } from '../domain/ids.ts'
import { leversFrom, type Filter, type Levers } from '../domain/levers.ts'
import type { Language } from '../domain/project.ts'
import { Passage } from '../generation/passage.ts'
import { templateOf } from '../generation/plan/templates.ts'
import type { Prompt } from '../generation/prompt.ts'
import {
  factsOf,
  wordsAgainst,
  wordsToSay,
  type MaterialFact,
  type MaterialText,
} from '../generation/fusion/material-facts.ts'
import { traceSentences } from '../generation/fusion/trace-sentences.ts'
import { steeringOf } from '../generation/steering.ts'
import { isWished, targetAtPlace } from '../generation/wanted.ts'
import type { CandidatesRequest, TokenTrace } from '../models/passage.ts'
import { SAMPLING_STEPS, samplingSettings, type SamplingSettings } from '../nn/sampling/index.ts'
import { Random } from '../nn/seed.ts'
import type { OpenProject } from './context.ts'
import type { EngineParts } from './engine-parts.ts'
import { headHash, headWords, readFindings } from './learning/used-head.ts'
import { usedHash, usedPreferences } from './learning/used-weights.ts'
import { isOwn, passageContext } from './passage-context.ts'
import { withProgress } from './progress-stream.ts'
import { materialTarget, materialTexts } from './material-pieces.ts'
import { namesOfStory } from './story-names.ts'
import { plainWriterId } from './writers.ts'
import { maskedVoice } from './masked-voice.ts'
import { findVoice, type Voice } from './voices.ts'

type Asked = Inputs['cowriter']['continue']
/** As the contract hands it on, defaults filled in. */
type Wish = Asked & Required<Pick<Asked, 'sampling' | 'ban' | 'stop' | 'alternatives' | 'levers'>>
type Event = Outputs['cowriter']['continue'] extends AsyncIterable<infer Each> ? Each : never

const MAX_TOP_K = 1000
const SEEDS = 2 ** 31

export const toContractCandidate = ({
  feeling,
  reasons,
  ...candidate
}: Candidate): Outputs['cowriter']['decide'] => ({
  ...candidate,
  valence: feeling.valence,
  arousal: feeling.arousal,
  emotion: feeling.emotion,
  confidence: feeling.confidence,
  mix: [...feeling.mix],
  reasons: [...reasons],
})

export const toContractGeneration = (generation: Generation): Outputs['cowriter']['history'][number] => ({
  id: generation.id,
  sceneId: generation.sceneId,
  blockId: generation.blockId,
  runId: generation.runId,
  modelId: generation.modelId,
  modelName: generation.modelName,
  seed: generation.seed,
  settings: { ...generation.settings },
  prompt: generation.prompt,
  target: { ...generation.target },
  parentId: generation.parentId,
  createdAt: generation.createdAt,
  candidates: generation.candidates.map(toContractCandidate),
})

/** Paragraphs are judged each in its language, and blended by their length. */
export const judge = async (
  engine: Pick<EngineParts, 'analysis'>,
  project: OpenProject,
  text: string,
): Promise<Feeling | null> => {
  const paragraphs = text.split(/\n+/).filter((paragraph) => paragraph.trim() !== '')
  const findings = await readFindings(engine, project, paragraphs)
  const felt = findings.map(feelingOfPassage)
  const feelings = felt.filter((feeling) => feeling !== null)
  const weights = paragraphs.filter((_, index) => felt[index] !== null).map((paragraph) => paragraph.length)
  return blendFeelings(feelings, weights)
}

/** BAD_INPUT for a sampler that there is not, or one that is named twice. */
export const samplingOf = ({ topK, ...asked }: Wish['sampling']): SamplingSettings => {
  const limited = topK === undefined ? {} : { topK: Math.min(topK, MAX_TOP_K) }
  const parsed = samplingSettings.safeParse({ ...asked, ...limited })
  if (parsed.success) return parsed.data
  throw new EngineError(
    'BAD_INPUT',
    `These samplers cannot be used; there are: ${SAMPLING_STEPS.join(', ')}. Nothing was written.`,
    { order: asked.order?.join(', ') ?? '' },
    { cause: parsed.error },
  )
}

interface Plan {
  readonly generation: Omit<Generation, 'candidates'>
  readonly voice: Voice
  readonly request: CandidatesRequest
  readonly prompt: Prompt
  readonly language: Language
  readonly words: number
  readonly levers: Levers
  readonly filter: Filter
  readonly material: readonly MaterialText[]
  readonly facts: readonly MaterialFact[]
  /** What would contradict the material. */
  readonly against: readonly string[]
}

const targetOfBeat = (beat: Beat | null): GenerationTarget | null => {
  if (beat === null) return null
  const { emotion, valence } = beat
  return { emotion, valence: emotion === null ? valence : null }
}

/** How careful the plan is that a scene was made from. */
const filterOfPlan = ({ beats }: OpenProject['store'], beat: Beat | null): Filter =>
  (beat === null ? undefined : templateOf(beats.wish(beat.scopeId).template)?.filter) ?? 'off'

/** What is left open, the writer's usual decides. */
const asked = ({ words, candidates }: Wish): Partial<Voice['usual']> => ({
  ...(words === undefined ? {} : { words }),
  ...(candidates === undefined ? {} : { candidates }),
})

/** What the writer left out or changed, for this passage only. */
export const changesOf = ({ context }: Pick<Wish, 'context'>): ContextChanges => ({
  excluded: context?.excluded ?? [],
  edited: context?.edited ?? {},
})

/** SHA-256 of what reads feelings and of what ranks; null where it is what ships. */
export const learntBy = (
  engine: EngineParts,
  project: OpenProject,
): Readonly<Record<'emotion' | 'ranker', string | null>> => ({
  emotion: headHash(project) || null,
  ranker: usedHash(engine, project, 'ranker'),
})

/** Everything decided before the first word. NOT_FOUND, MODEL_MISSING. */
const planPassage = async (
  engine: EngineParts,
  project: OpenProject,
  voice: Voice,
  wish: Wish,
  signal: AbortSignal,
): Promise<Plan> => {
  const { store } = project
  const { emotion = null, seed, parentId } = wish
  const levers = leversFrom(wish.levers)
  const { words, candidates } = { ...voice.usual, ...asked(wish) }
  if (parentId !== undefined) store.generations.get(parentId)
  const chosenSeed = seed ?? new Random(newId()).integer(SEEDS)
  const { sceneId, blockId, offset } = wish
  const chosen = levers.material.on ? (wish.material ?? null) : []
  const told = await passageContext(
    project,
    voice,
    {
      cursor: { sceneId, blockId, offset },
      words,
      seed: chosenSeed,
      changes: changesOf(wish),
      material: chosen,
    },
    signal,
  )
  const { before, recent: prompt, language, text: context } = told
  const place = { sceneId: wish.sceneId, wordsBefore: before.wordsBefore }
  const drawn = targetAtPlace(emotion, store.binder.tree(), store.targets.list(), place)
  // What neither the writer nor a curve decides, the plan does, and then how the material felt.
  const beat = store.beats.ofScene(wish.sceneId)
  const felt = targetOfBeat(beat) ?? materialTarget(project, sceneId, chosen)
  const target = isWished(drawn) ? drawn : (felt ?? drawn)
  const material = materialTexts(project, sceneId, chosen)
  const facts = factsOf(material, language)
  const toSay = wordsToSay(facts)
  const against = wordsAgainst(facts, language)
  const filter = wish.filter ?? filterOfPlan(store, beat)
  const steering = steeringOf(target, language, levers, headWords(project))
  const sampling = samplingOf(wish.sampling)
  const { ban, stop, alternatives } = wish
  const masked = voice.mask?.(context, namesOfStory(store, context)) ?? null
  return {
    prompt,
    voice: masked ? maskedVoice(voice, masked) : voice,
    language,
    words,
    levers,
    filter,
    material,
    facts,
    against,
    request: {
      prompt: context,
      maxWords: words,
      candidates,
      seed: chosenSeed,
      sampling,
      ban,
      stop,
      alternatives,
      ...steering,
      // A large model that is told the material needs no pull.
      ...(isOwn(voice) && toSay.length > 0
        ? { favour: { words: toSay, against, strength: levers.material.weight } }
        : {}),
    },
    generation: {
      id: newId(),
      sceneId: wish.sceneId,
      blockId: wish.blockId ?? before.blockId,
      runId: voice.kind === 'run' ? plainWriterId(voice.id) : null,
      modelId: voice.modelId,
      modelName: voice.name,
      modelHash: voice.fingerprint,
      seed: chosenSeed,
      settings: {
        words,
        candidates,
        sampling,
        ban,
        stop,
        condition: steering.condition ?? null,
        levers,
        filter,
        // Which versions of what was learnt judged and ranked it.
        learnt: learntBy(engine, project),
        // What was told, and what was left out and why; their texts are in the prompt.
        told: told.pieces.map((piece) => ({ ...piece, text: undefined })),
        // What left the machine instead of the text, where that is another.
        ...(masked ? { sent: masked.text, details: masked.details } : {}),
      },
      prompt: context,
      target,
      parentId: parentId ?? null,
      createdAt: engine.now(),
    },
  }
}

/** Whom and what the story knows besides its text: cast and lore. */
export const knownNames = ({ store }: OpenProject): readonly string[] => [
  ...store.characters.list().flatMap(namesOf),
  ...store.lore.list().flatMap(({ entry }) => [entry.title, ...entry.keys, entry.content]),
]

const tokensEvent = (index: number, { text, alternatives }: TokenTrace): Event => ({
  kind: 'tokens',
  index,
  tokens: [{ text, alternatives: [...alternatives] }],
})

/** Stopping, at any moment, keeps what was written so far. */
export async function* continuePassage(
  engine: EngineParts,
  project: OpenProject,
  wish: Wish,
  signal: AbortSignal,
): AsyncGenerator<Event> {
  const release = engine.projects.hold(project)
  const { generations } = project.store
  try {
    const found = await findVoice(engine, project, wish.writerId)
    const loading = withProgress((report) => found.prepare((share) => report('load', share, 1), signal))
    for await (const { done } of loading) yield { kind: 'loading', share: done }
    const plan = await planPassage(engine, project, found, wish, signal)
    const { voice, generation, request, prompt, language, words, levers, filter, material, facts, against } =
      plan
    generations.insert(generation)
    const known = [generation.prompt, ...knownNames(project)].join('\n')
    const passage = new Passage({
      prompt,
      known,
      target: generation.target,
      language,
      words,
      levers,
      filter,
      taste: usedPreferences(engine, project, 'ranker'),
      material: facts,
      against,
      judge: (text) => judge(engine, project, text),
    })
    const keep = async (...end: Parameters<Passage['finish']>): Promise<Candidate> => {
      const candidate = await passage.finish(...end)
      generations.addCandidate(generation.id, candidate)
      if (material.length > 0)
        project.store.sources.put(
          candidate.id,
          traceSentences(candidate.text, material, { known, against }, language),
        )
      return candidate
    }
    yield {
      kind: 'started',
      generationId: generation.id,
      modelName: generation.modelName,
      seed: generation.seed,
    }
    try {
      for await (const piece of voice.write(request, signal)) {
        const text = passage.add(piece)
        if (text !== '') yield { kind: 'text', index: piece.candidate, text }
        const token = piece.token && passage.trace(piece.candidate, piece.token)
        if (token) yield tokensEvent(piece.candidate, token)
        if (piece.done)
          yield { kind: 'scored', candidate: toContractCandidate(await keep(piece.candidate, piece.done)) }
      }
    } finally {
      for (const index of passage.unfinished()) await keep(index, null)
      project.events.publish('change', { kind: 'generations' })
    }
    yield { kind: 'done', generation: toContractGeneration(generations.get(generation.id)) }
  } finally {
    release()
  }
}
