// lines.*: batches of lines begun, gone on with, looked through, edited and put into dialogues. How they are written is
// write-lines.ts.
import type { Outputs } from '../contract/index.ts'
import { layoutDialogue } from '../domain/dialogue/layout-dialogue.ts'
import { applyEdits } from '../domain/dialogue/edit-dialogue.ts'
import { spokenText } from '../domain/dialogue/spoken-text.ts'
import { EngineError } from '../domain/errors.ts'
import { newId } from '../domain/ids.ts'
import { cellsOf, SITUATIONS } from '../domain/lines/line-matrix.ts'
import { dialogueOfLines } from '../domain/lines/lines-dialogue.ts'
import type { LineBatch, LineWish, NpcLine } from '../domain/lines/npc-line.ts'
import { Random } from '../nn/seed.ts'
import { act } from './act.ts'
import { asJob } from './as-job.ts'
import type { OpenProject, RequestContext } from './context.ts'
import { toldWith } from './line-writers.ts'
import { os, projectOf } from './os.ts'
import { toContractTold } from './speaker-knowledge.ts'
import { checkWish, isWriting, orderOf, writeLines } from './write-lines.ts'
import { findVoice } from './voices.ts'

type Batch = Outputs['lines']['batches'][number]
type Line = Outputs['lines']['list'][number]
type Event = Outputs['lines']['generate'] extends AsyncIterable<infer Each> ? Each : never

const CHANGED = [{ kind: 'lines' }] as const
const SEEDS = 2 ** 31

/** So many people are named in the title of a batch that was given none. */
const MOST_NAMED = 3
const titleOf = (names: readonly string[]): string => {
  const more = names.length - MOST_NAMED
  return [names.slice(0, MOST_NAMED).join(', '), ...(more > 0 ? [`+ ${more}`] : [])].join(' ').slice(0, 120)
}
/** More lines than anybody speaks; a matrix grows fast. */
const MOST_LINES = 100_000
/** More than a dialogue's nodes hold with their ways. */
const MOST_IN_DIALOGUE = 15_000

/** What an engine that died left running is stopped. */
const toBatch = (project: OpenProject, batch: LineBatch): Batch => ({
  ...(structuredClone(batch) as Batch),
  state: batch.state === 'running' && !isWriting(project, batch.id) ? 'stopped' : batch.state,
})

const toLine = ({ emotion, feeling, reasons, ...line }: NpcLine): Line => {
  const { valence, arousal, emotion: felt, confidence } = feeling
  return {
    ...line,
    emotion: { ...emotion },
    feeling: { valence, arousal, emotion: felt, confidence },
    reasons: reasons.map((reason) => ({ ...reason })),
  }
}

const writing = (
  context: RequestContext,
  project: OpenProject,
  batchId: string,
  outside: AbortSignal | undefined,
) =>
  asJob(
    context,
    'lines',
    project.store.lines.batch(batchId).title,
    outside,
    async function* (job): AsyncGenerator<Event> {
      for await (const event of writeLines(context.engine, project, batchId, job.signal)) {
        if (event.kind === 'progress') job.report(event.done, event.total)
        if (event.kind === 'started' || event.kind === 'ended') {
          project.events.publish('change', { kind: 'lines' })
          yield { kind: event.kind, batch: toBatch(project, event.batch) }
        } else if (event.kind === 'lines') yield { kind: 'lines', lines: event.lines.map(toLine) }
        else if (event.kind === 'told') yield { kind: 'told', told: toContractTold(event.told) }
        else yield event
      }
    },
  )

const nameOf =
  ({ store }: OpenProject) =>
  (id: string): string =>
    store.characters.list().find((each) => each.id === id)?.name ?? '?'

export const linesRouter = {
  situations: os.lines.situations.handler(() => [...SITUATIONS]),

  preview: os.lines.preview.handler(async ({ input, context }) => {
    const project = projectOf(context)
    const wish: LineWish = { ...input, seed: input.seed ?? 0 }
    const [cell] = cellsOf(wish)
    const known = project.store.lines.textsOf(cell.characterId)
    const order = orderOf(project, wish, cell, { count: wish.perCell, known, turn: '0/0' })
    const told = await toldWith(context.engine, project, wish.writerId, order)
    return told && toContractTold(told)
  }),

  generate: os.lines.generate.handler(async function* ({ input, context, signal }) {
    const project = projectOf(context)
    const { title = '', seed = new Random(newId()).integer(SEEDS), ...rest } = input
    const wish: LineWish = { ...rest, seed }
    checkWish(project, wish)
    const cells = cellsOf(wish).length
    if (cells * wish.perCell > MOST_LINES)
      throw new EngineError(
        'BAD_INPUT',
        `That would be ${cells * wish.perCell} lines; a batch holds ${MOST_LINES}. Nothing was written.`,
        { lines: cells * wish.perCell, most: MOST_LINES },
      )
    const voice = wish.writerId === null ? null : await findVoice(context.engine, project, wish.writerId)
    const { id } = project.store.lines.createBatch({
      id: newId(),
      title: title === '' ? titleOf(wish.characterIds.map(nameOf(project))) : title,
      wish,
      writerName: voice?.name ?? '',
      fingerprint: voice?.fingerprint ?? '',
      cells,
      createdAt: context.engine.now(),
    })
    yield* writing(context, project, id, signal)
  }),

  resume: os.lines.resume.handler(async function* ({ input: { batchId, budget }, context, signal }) {
    const project = projectOf(context)
    const { lines } = project.store
    const { wish } = lines.batch(batchId)
    checkWish(project, wish)
    lines.setWish(batchId, { ...wish, budget })
    yield* writing(context, project, batchId, signal)
  }),

  batches: os.lines.batches.handler(({ context }) => {
    const project = projectOf(context)
    return project.store.lines.batches().map((batch) => toBatch(project, batch))
  }),

  removeBatch: os.lines.removeBatch.handler(({ input: { batchId }, context }) => {
    const project = projectOf(context)
    if (isWriting(project, batchId))
      throw new EngineError(
        'CONFLICT',
        'These lines are being written. Stop that first; nothing was changed.',
        {
          batchId,
        },
      )
    act(project, 'lines.removeBatch', CHANGED, () => project.store.lines.removeBatch(batchId))
  }),

  list: os.lines.list.handler(({ input: { limit, offset, ...filter }, context }) =>
    projectOf(context).store.lines.find(filter, limit, offset).map(toLine),
  ),

  edit: os.lines.edit.handler(({ input: { id, text }, context }) => {
    const project = projectOf(context)
    const words = spokenText(text)
    if (words === '')
      throw new EngineError('BAD_INPUT', 'A line needs words. It is as it was; remove it to be rid of it.', {
        id,
      })
    return toLine(act(project, 'lines.edit', CHANGED, () => project.store.lines.edit(id, words)))
  }),

  decide: os.lines.decide.handler(({ input: { ids, decision }, context }) => {
    const project = projectOf(context)
    return act(project, 'lines.decide', CHANGED, () =>
      ids.map((id) => project.store.lines.decide(id, decision)),
    ).map(toLine)
  }),

  rate: os.lines.rate.handler(({ input: { id, rating }, context }) => {
    const project = projectOf(context)
    return toLine(act(project, 'lines.rate', CHANGED, () => project.store.lines.rate(id, rating)))
  }),

  remove: os.lines.remove.handler(({ input: { ids }, context }) => {
    const project = projectOf(context)
    act(project, 'lines.remove', CHANGED, () => ids.forEach((id) => project.store.lines.remove(id)))
  }),

  toDialogue: os.lines.toDialogue.handler(({ input: { title, shape, ...filter }, context }) => {
    const project = projectOf(context)
    const { dialogues, lines } = project.store
    const found = lines
      .find(filter, MOST_IN_DIALOGUE + 1, 0)
      .filter(({ decision }) => decision !== 'rejected')
    if (found.length === 0)
      throw new EngineError('BAD_INPUT', 'There are no such lines. No dialogue was made.')
    if (found.length > MOST_IN_DIALOGUE)
      throw new EngineError(
        'BAD_INPUT',
        `A dialogue holds ${MOST_IN_DIALOGUE} lines; choose fewer, by character or situation. None was made.`,
        { most: MOST_IN_DIALOGUE },
      )
    const edits = dialogueOfLines(found, shape, nameOf(project))
    const changes = [{ kind: 'dialogues', dialogueId: null }] as const
    const dialogueId = act(project, 'lines.toDialogue', changes, () => {
      const empty = dialogues.create(dialogues.nextId('d'), spokenText(title))
      const { dialogue } = applyEdits(empty, edits, dialogues.nextId)
      const placed = applyEdits(
        dialogue,
        [{ act: 'move', places: layoutDialogue(dialogue) }],
        dialogues.nextId,
      )
      dialogues.save(placed.dialogue)
      return empty.id
    })
    return { dialogueId, lines: found.length }
  }),
}
