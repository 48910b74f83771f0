// arcwright npc: lines of the cast for games: written in batches, gone on with, looked through, decided, made a dialogue.
import path from 'node:path'
import { defineCommand } from 'citty'
import type { EngineClient, Inputs, Outputs } from '../../../engine/contract/index.ts'
import { sayPreview, sayTold, type Told } from '../say-told.ts'
import { UsageError } from '../problems.ts'
import { numberFrom, toCommand } from '../run-command.ts'
import type { Terminal } from '../terminal.ts'
import { characterOf } from './cast.ts'
import { writerFrom } from './generate.ts'

type Line = Outputs['lines']['list'][number]
type Batch = Outputs['lines']['batches'][number]
type Wish = Inputs['lines']['generate']

const project = { type: 'positional', description: 'PROJECT.arcwright', required: true } as const
const open = (engine: EngineClient, file: string) => engine.project.open({ path: path.resolve(file) })

export const EMOTIONS = ['joy', 'sadness', 'anger', 'fear', 'disgust', 'surprise', 'neutral'] as const
export const BONDS = ['stranger', 'friend', 'rival', 'superior', 'customer', 'beloved'] as const
const STATES = ['calm', 'tense', 'weary', 'elated'] as const
export const FILTERS = ['off', 'mild', 'strict'] as const

export const wordsOf = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')

export const someOf = <Word extends string>(
  name: string,
  words: readonly Word[],
  text: string | undefined,
): Word[] =>
  wordsOf(text).map((given) => {
    const found = words.find((word) => word === given)
    if (found === undefined) throw new UsageError(`--${name} ${given}: there are ${words.join(', ')}`)
    return found
  })

export const budgetArguments = {
  minutes: { type: 'string', description: 'stop after so many' },
  tokens: { type: 'string', description: 'stop after so many tokens of a model' },
} as const

export const budgetFrom = (args: {
  readonly minutes?: string | undefined
  readonly tokens?: string | undefined
}) => {
  const [minutes, tokens] = [numberFrom('minutes', args.minutes), numberFrom('tokens', args.tokens)]
  return { ...(minutes === undefined ? {} : { minutes }), ...(tokens === undefined ? {} : { tokens }) }
}

const say = (terminal: Terminal, { text, emotion, score, situation, reasons }: Line): void =>
  terminal.say(
    `${score.toFixed(2)}  ${situation}/${emotion.label}  ${text}  [${reasons.map(({ key, value }) => `${key} ${value.toFixed(2)}`).join(', ')}]`,
  )

const summary = (batch: Batch): string =>
  `${batch.id}  ${batch.title}  ${batch.kept} of ${batch.asked} lines, ${batch.state}${
    Object.keys(batch.refused).length === 0
      ? ''
      : `; refused ${Object.entries(batch.refused)
          .map(([why, times]) => `${why} ${times}`)
          .join(', ')}`
  }`

const follow = async (
  engine: EngineClient,
  stream: Awaited<ReturnType<EngineClient['lines']['generate']>>,
  terminal: Terminal,
) => {
  const lines: Line[] = []
  let batch: Batch | undefined
  let told: Told | null = null
  for await (const event of stream)
    if (event.kind === 'told') ({ told } = event)
    else if (event.kind === 'lines') {
      lines.push(...event.lines)
      for (const line of event.lines) say(terminal, line)
    } else if (event.kind === 'started' || event.kind === 'ended') batch = event.batch
    else if (event.kind === 'progress') terminal.progress(`${event.done} of ${event.total} lines`)
  // A stop comes before the last event: what was kept is asked for.
  const batchId = batch?.id
  batch = (await engine.lines.batches()).find(({ id }) => id === batchId)
  if (batch) terminal.say(summary(batch))
  return { batch, lines, told }
}

const SHAPES: ('barks' | 'sheet')[] = ['barks', 'sheet']

const generate = toCommand({
  name: 'generate',
  description:
    'lines for every situation × emotion × listener × state, checked and ranked; Ctrl-C keeps what is there',
  args: {
    project,
    who: { type: 'string', description: 'ids or names, with commas between; everyone when left out' },
    situations: {
      type: 'string',
      description: 'with commas between; a model also takes your own words',
      default: 'greeting',
    },
    emotions: { type: 'string', description: EMOTIONS.join(',') },
    listeners: { type: 'string', description: BONDS.join(',') },
    states: { type: 'string', description: STATES.join(',') },
    count: { type: 'string', description: 'lines of each', default: '5' },
    scene: { type: 'string', description: 'id of the scene at whose end they are said' },
    model: {
      type: 'string',
      description: 'id or name of a writer of the studio; the built-in grammar when left out',
    },
    longest: { type: 'string', description: 'characters of a line', default: '160' },
    filter: { type: 'string', description: FILTERS.join(', '), default: 'off' },
    seed: { type: 'string', description: 'the same seed gives the same lines' },
    title: { type: 'string', description: 'of the batch' },
    redis: {
      type: 'string',
      description: 'spread them over the workers that listen there, from now on: as “arcwright work share”',
    },
    dialogue: { type: 'string', description: 'also make a dialogue of them, by this title' },
    shape: {
      type: 'enum',
      options: SHAPES,
      description: 'of that dialogue: barks or sheet',
      default: 'barks',
    },
    told: { type: 'boolean', description: 'show what the model was told last, and what was left out' },
    preview: {
      type: 'boolean',
      description: 'only show what the model would be told for the first lines; nothing is sent',
    },
    ...budgetArguments,
  },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    if (args.redis !== undefined) await engine.work.use({ url: args.redis })
    const everyone = await engine.cast.list()
    const who = await Promise.all(wordsOf(args.who).map((name) => characterOf(engine, name)))
    const characterIds = (who.length === 0 ? everyone : who).map(({ id }) => id)
    if (characterIds.length === 0) throw new UsageError('there is nobody in the cast: arcwright cast add')
    const [filter = 'off'] = someOf('filter', FILTERS, args.filter)
    const seed = numberFrom('seed', args.seed)
    const wish: Wish = {
      characterIds,
      situations: wordsOf(args.situations),
      emotions: someOf('emotions', EMOTIONS, args.emotions),
      bonds: someOf('listeners', BONDS, args.listeners),
      states: someOf('states', STATES, args.states),
      perCell: numberFrom('count', args.count) ?? 5,
      sceneId: args.scene ?? null,
      writerId: args.model === undefined ? null : await writerFrom(engine, args.model),
      maxCharacters: numberFrom('longest', args.longest) ?? 160,
      filter,
      budget: budgetFrom(args),
      ...(seed === undefined ? {} : { seed }),
      ...(args.title === undefined ? {} : { title: args.title }),
    }
    if (args.preview) return sayPreview(terminal, await engine.lines.preview(wish))
    const { signal } = terminal
    const written = await follow(engine, await engine.lines.generate(wish, { signal }), terminal)
    if (args.told && written.told) sayTold(terminal, written.told)
    if (args.dialogue === undefined || !written.batch) return written
    const made = await engine.lines.toDialogue({
      batchId: written.batch.id,
      title: args.dialogue,
      shape: args.shape,
    })
    terminal.say(`${made.dialogueId}: ${made.lines} lines`)
    return { ...written, dialogueId: made.dialogueId }
  },
})

const resume = toCommand({
  name: 'resume',
  description: 'go on with a batch; the last one when none is named',
  args: { project, batch: { type: 'string', description: 'its id' }, ...budgetArguments },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const [last] = await engine.lines.batches()
    const batchId = args.batch ?? last?.id
    if (batchId === undefined) throw new UsageError('there is no batch yet: arcwright npc generate')
    const { signal } = terminal
    return follow(
      engine,
      await engine.lines.resume({ batchId, budget: budgetFrom(args) }, { signal }),
      terminal,
    )
  },
})

/** Lines that are asked for at once. */
const PAGE = 5000

const list = toCommand({
  name: 'list',
  description: 'batches, and the lines of one, best first',
  args: {
    project,
    batch: { type: 'string', description: 'id of a batch' },
    who: { type: 'string', description: 'id or name of a character' },
    situation: { type: 'string', description: 'one situation' },
  },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const batches = await engine.lines.batches()
    for (const batch of batches) terminal.say(summary(batch))
    const wanted = {
      ...(args.batch === undefined ? {} : { batchId: args.batch }),
      ...(args.who === undefined ? {} : { characterId: (await characterOf(engine, args.who)).id }),
      ...(args.situation === undefined ? {} : { situation: args.situation }),
    }
    const lines: Line[] = []
    for (let page = PAGE; page === PAGE;) {
      const more = await engine.lines.list({ ...wanted, limit: PAGE, offset: lines.length })
      lines.push(...more)
      page = more.length
    }
    const ranked = lines.toSorted((a, b) => b.score - a.score)
    for (const line of ranked) say(terminal, line)
    return { batches, lines: ranked }
  },
})

const edit = toCommand({
  name: 'edit',
  description: 'put a line in your own words, decide on it, rate it',
  args: {
    project,
    line: { type: 'positional', description: 'its id', required: true },
    text: { type: 'string', description: 'your words' },
    accept: { type: 'boolean', description: 'take it', default: false },
    reject: { type: 'boolean', description: 'leave it out', default: false },
    rate: { type: 'string', description: '-1, 0 or 1' },
  },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const id = args.line
    const rating = numberFrom('rate', args.rate)
    let line: Line | undefined
    if (args.text !== undefined) line = await engine.lines.edit({ id, text: args.text })
    if (args.accept || args.reject)
      [line] = await engine.lines.decide({ ids: [id], decision: args.accept ? 'accepted' : 'rejected' })
    if (rating !== undefined) line = await engine.lines.rate({ id, rating })
    if (!line) throw new UsageError('say what is to be done: --text, --accept, --reject or --rate')
    say(terminal, line)
    return { line }
  },
})

const dialogue = toCommand({
  name: 'dialogue',
  description:
    'make a dialogue of lines that were not rejected; arcwright dialogue export writes it for an engine',
  args: {
    project,
    title: { type: 'string', description: 'of the dialogue', required: true },
    batch: { type: 'string', description: 'id of a batch; all lines when left out' },
    who: { type: 'string', description: 'id or name of a character' },
    shape: {
      type: 'enum',
      options: SHAPES,
      description: 'barks (one of a situation by chance) or sheet',
      default: 'barks',
    },
  },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const made = await engine.lines.toDialogue({
      title: args.title,
      shape: args.shape,
      ...(args.batch === undefined ? {} : { batchId: args.batch }),
      ...(args.who === undefined ? {} : { characterId: (await characterOf(engine, args.who)).id }),
    })
    terminal.say(`${made.dialogueId}: ${made.lines} lines`)
    return made
  },
})

export const npcCommand = defineCommand({
  meta: { name: 'npc', description: 'lines of the cast for games' },
  subCommands: { generate, resume, list, edit, dialogue },
})
