// growth.*: dialogues that grow: planned, begun, gone on with, looked through, taken in. How they are written is
// grow-dialogue.ts, what is taken in the domain's.
import type { Inputs, Outputs } from '../contract/index.ts'
import { applyEdits } from '../domain/dialogue/edit-dialogue.ts'
import type { DialogueNode } from '../domain/dialogue/dialogue.ts'
import type { Beat, GrownPart, Growth, GrowthWish } from '../domain/dialogue/growth/growth.ts'
import { grownEdits, placesOf } from '../domain/dialogue/growth/grown-edits.ts'
import { planGrowth } from '../domain/dialogue/growth/plan-growth.ts'
import { spokenText } from '../domain/dialogue/spoken-text.ts'
import { EngineError } from '../domain/errors.ts'
import { newId } from '../domain/ids.ts'
import { feelingOfCell } from '../domain/lines/line-matrix.ts'
import { Random } from '../nn/seed.ts'
import { act } from './act.ts'
import { asJob } from './as-job.ts'
import type { OpenProject, RequestContext } from './context.ts'
import { castDialogue } from './dialogue-cast.ts'
import { growDialogue, isGrowing, writeBeat } from './grow-dialogue.ts'
import { growthWorld, orderOfBeat } from './growth-orders.ts'
import { lineWriterOf, toldWith } from './line-writers.ts'
import { os, projectOf } from './os.ts'
import { toContractTold } from './speaker-knowledge.ts'
import { findVoice } from './voices.ts'

type State = Outputs['growth']['rewrite']
type Part = State['parts'][number]
type Event = Outputs['growth']['begin'] extends AsyncIterable<infer Each> ? Each : never

const SEEDS = 2 ** 31

const changedIn = (dialogueId: string) => [{ kind: 'dialogues', dialogueId }] as const

const toPart = (beat: Beat, part: GrownPart | undefined, isDropped: boolean): Part => {
  const { id, nodeId, role, tone, speakerId, emotion, depth, factId } = beat
  const felt = part?.feeling
  return {
    ...{ id, nodeId, role, tone, speakerId, emotion, depth, factId, isDropped },
    state: part === undefined ? 'waiting' : part.text === '' ? 'failed' : 'written',
    text: part?.text ?? '',
    tagged: { ...(part?.emotion ?? feelingOfCell({ emotion, state: 'calm' })) },
    feeling: felt
      ? {
          valence: felt.valence,
          arousal: felt.arousal,
          emotion: felt.emotion,
          confidence: felt.confidence,
        }
      : null,
    score: part?.score ?? 0,
    reasons: (part?.reasons ?? []).map((reason) => ({ ...reason })),
    refused: { ...part?.refused },
  }
}

const worded = (node: DialogueNode, parts: Growth['parts']): DialogueNode => {
  if (node.kind === 'choice')
    return {
      ...node,
      options: node.options.map((option) => ({ ...option, text: parts.get(option.id)?.text ?? '' })),
    }
  const part = parts.get(node.id)
  return node.kind === 'line' && part ? { ...node, text: part.text, emotion: part.emotion } : node
}

/** What an engine that died left growing has stopped. */
const toState = (project: OpenProject, growth: Growth): State => {
  const { dialogueId, origin, wish, plan, parts, dropped, writerName, tokens, createdAt } = growth
  const dialogue = project.store.dialogues.get(dialogueId)
  const places = new Map(
    placesOf(plan, dialogue, origin?.nodeId ?? null).map((place) => [place.nodeId, place]),
  )
  return structuredClone({
    ...{ dialogueId, origin, wish, writerName, tokens, createdAt },
    state: growth.state === 'running' && !isGrowing(project, dialogueId) ? 'stopped' : growth.state,
    startId: plan.startId,
    nodes: plan.nodes.map((node) => {
      const { x, y } = places.get(node.id) ?? node
      return { ...worded(node, parts), x, y }
    }),
    variables: plan.variables,
    parts: plan.beats.map((beat) => toPart(beat, parts.get(beat.id), dropped.has(beat.id))),
    done: parts.size,
    total: plan.beats.length,
  }) as State
}

const stateOf = (project: OpenProject, dialogueId: string): State =>
  toState(project, project.store.growths.get(dialogueId))

const growing = (
  context: RequestContext,
  project: OpenProject,
  dialogueId: string,
  outside: AbortSignal | undefined,
) =>
  asJob(
    context,
    'lines',
    project.store.dialogues.get(dialogueId).title,
    outside,
    async function* (job): AsyncGenerator<Event> {
      const { plan } = project.store.growths.get(dialogueId)
      const beats = new Map(plan.beats.map((beat) => [beat.id, beat]))
      const total = plan.beats.length
      for await (const event of growDialogue(context.engine, project, dialogueId, job.signal)) {
        if (event.kind === 'part') {
          const { part, done, tokens } = event
          job.report(done, total)
          yield { kind: 'part', part: toPart(beats.get(part.id)!, part, false), done, total, tokens }
        } else if (event.kind === 'told') yield { kind: 'told', told: toContractTold(event.told) }
        else if (event.kind === 'loading') yield event
        else {
          project.events.publish('change', { kind: 'dialogues', dialogueId })
          yield { kind: event.kind, growth: toState(project, event.growth) }
        }
      }
    },
  )

const resting = (project: OpenProject, dialogueId: string): void => {
  if (isGrowing(project, dialogueId))
    throw new EngineError('CONFLICT', 'This dialogue is growing. Stop that first; nothing was changed.', {
      dialogueId,
    })
}

const planOf = (project: OpenProject, wish: GrowthWish, dialogueId: string) => {
  const { store } = project
  for (const id of [...wish.castIds, ...(wish.playerId === null ? [] : [wish.playerId])])
    store.characters.get(id)
  return planGrowth(wish, growthWorld(store, wish, store.dialogues.get(dialogueId)))
}

/** NOT_FOUND, BAD_INPUT for a way that is not there, or where one must be named. */
const checkOrigin = (project: OpenProject, dialogueId: string, origin: Growth['origin']): void => {
  const dialogue = project.store.dialogues.get(dialogueId)
  if (origin === null) {
    if (dialogue.nodes.length === 0) return
    throw new EngineError('BAD_INPUT', 'Say out of which way of which node it grows. Nothing was begun.', {
      dialogueId,
    })
  }
  // What the edits would say when it is taken in is said before anything is written.
  applyEdits(
    dialogue,
    [{ act: 'connect', nodeId: origin.nodeId, exit: origin.exit, target: null }],
    () => 'n0',
  )
}

const beatOf = (project: OpenProject, { dialogueId, partId }: Inputs['growth']['rewrite']) => {
  const growth = project.store.growths.get(dialogueId)
  const beat = growth.plan.beats.find(({ id }) => id === partId)
  if (beat) return { growth, beat }
  throw new EngineError('NOT_FOUND', 'There is no such line in what grows here. Nothing was changed.', {
    partId,
  })
}

export const growthRouter = {
  plan: os.growth.plan.handler(({ input: { dialogueId, seed = 0, ...wish }, context }) => {
    const { nodes, beats } = planOf(projectOf(context), { ...wish, seed }, dialogueId)
    const options = beats.filter(({ role }) => role === 'choice').length
    return { nodes: nodes.length, lines: beats.length - options, options }
  }),

  preview: os.growth.preview.handler(async ({ input: { dialogueId, seed = 0, ...rest }, context }) => {
    const project = projectOf(context)
    const wish: GrowthWish = { ...rest, seed }
    const plan = planOf(project, wish, dialogueId)
    const [first] = plan.beats
    if (!first) return null
    const { order } = orderOfBeat(project.store, { wish, plan, parts: new Map() }, first, 0, false)
    const told = await toldWith(context.engine, project, wish.writerId, order)
    return told && toContractTold(told)
  }),

  begin: os.growth.begin.handler(async function* ({ input, context, signal }) {
    const project = projectOf(context)
    const { dialogueId, origin, seed = new Random(newId()).integer(SEEDS), ...rest } = input
    const wish: GrowthWish = { ...rest, seed }
    if (project.store.growths.find(dialogueId))
      throw new EngineError(
        'CONFLICT',
        'Something grows in this dialogue already. Take it in or discard it first; nothing was changed.',
        { dialogueId },
      )
    checkOrigin(project, dialogueId, origin)
    const plan = planOf(project, wish, dialogueId)
    const voice = wish.writerId === null ? null : await findVoice(context.engine, project, wish.writerId)
    project.store.growths.create({
      dialogueId,
      origin,
      wish,
      plan,
      writerName: voice?.name ?? '',
      createdAt: context.engine.now(),
    })
    yield* growing(context, project, dialogueId, signal)
  }),

  resume: os.growth.resume.handler(async function* ({ input: { dialogueId, budget }, context, signal }) {
    const project = projectOf(context)
    const { growths } = project.store
    growths.setWish(dialogueId, { ...growths.get(dialogueId).wish, budget })
    yield* growing(context, project, dialogueId, signal)
  }),

  get: os.growth.get.handler(({ input: { dialogueId }, context }) => {
    const project = projectOf(context)
    const found = project.store.growths.find(dialogueId)
    return found && toState(project, found)
  }),

  decide: os.growth.decide.handler(({ input: { dialogueId, partIds, keep }, context }) => {
    const project = projectOf(context)
    for (const partId of partIds) beatOf(project, { dialogueId, partId })
    act(project, 'growth.decide', changedIn(dialogueId), () => {
      for (const id of partIds) project.store.growths.drop(dialogueId, id, !keep)
    })
    return stateOf(project, dialogueId)
  }),

  rewrite: os.growth.rewrite.handler(async ({ input, context, signal = new AbortController().signal }) => {
    const project = projectOf(context)
    const { engine } = context
    const { dialogueId } = input
    resting(project, dialogueId)
    const { growth, beat } = beatOf(project, input)
    const writer = await lineWriterOf(engine, project, growth.wish.writerId, () => undefined, signal)
    const attempt = (growth.parts.get(beat.id)?.attempt ?? -1) + 1
    const { part } = await writeBeat(engine, project, growth, beat, { writer, attempt, signal })
    // What was there is better than nothing.
    const kept = part.text === '' ? { ...part, ...growth.parts.get(beat.id), attempt } : part
    act(project, 'growth.rewrite', changedIn(dialogueId), () => project.store.growths.write(dialogueId, kept))
    return stateOf(project, dialogueId)
  }),

  edit: os.growth.edit.handler(({ input, context }) => {
    const project = projectOf(context)
    const { growth, beat } = beatOf(project, input)
    const { dialogueId } = input
    const text = spokenText(input.text)
    if (text === '')
      throw new EngineError('BAD_INPUT', 'A line needs words. It is as it was; drop it to be rid of it.', {
        partId: beat.id,
      })
    const emotion = feelingOfCell({ emotion: beat.emotion, state: 'calm' })
    const none: GrownPart = {
      id: beat.id,
      text,
      emotion,
      feeling: null,
      score: 0,
      reasons: [],
      refused: {},
      attempt: 0,
    }
    // Nobody has read the new words.
    const part = { ...(growth.parts.get(beat.id) ?? none), text, feeling: null, score: 0, reasons: [] }
    act(project, 'growth.edit', changedIn(dialogueId), () => project.store.growths.write(dialogueId, part))
    return stateOf(project, dialogueId)
  }),

  apply: os.growth.apply.handler(({ input: { dialogueId }, context }) => {
    const project = projectOf(context)
    resting(project, dialogueId)
    const { dialogues, growths } = project.store
    const dialogue = dialogues.get(dialogueId)
    const edits = grownEdits(growths.get(dialogueId), dialogue)
    if (edits.length === 0)
      throw new EngineError('BAD_INPUT', 'Nothing of it is left to be taken in. It is as it was.', {
        dialogueId,
      })
    const result = act(project, 'dialogue.grow', changedIn(dialogueId), () => {
      const grown = applyEdits(dialogue, edits, dialogues.nextId)
      dialogues.save(grown.dialogue)
      growths.remove(dialogueId)
      return grown
    })
    const taken = castDialogue(project.store, result.dialogue)
    return {
      dialogue: structuredClone(taken) as Outputs['growth']['apply']['dialogue'],
      made: [...result.made],
    }
  }),

  discard: os.growth.discard.handler(({ input: { dialogueId }, context }) => {
    const project = projectOf(context)
    resting(project, dialogueId)
    project.store.growths.get(dialogueId)
    act(project, 'growth.discard', changedIn(dialogueId), () => project.store.growths.remove(dialogueId))
  }),
}
