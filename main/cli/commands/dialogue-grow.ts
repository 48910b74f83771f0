// arcwright dialogue grow: a dialogue grown from a goal, a cast and an arc, beat by beat; looked through; taken in.
import path from 'node:path'
import type { EngineClient, Inputs, Outputs } from '../../../engine/contract/index.ts'
import { dialogueId } from '../named-dialogue.ts'
import { UsageError } from '../problems.ts'
import { sayPreview, sayTold, type Told } from '../say-told.ts'
import { numberFrom, toCommand } from '../run-command.ts'
import type { Terminal } from '../terminal.ts'
import { characterOf } from './cast.ts'
import { writerFrom } from './generate.ts'
import { BONDS, budgetArguments, budgetFrom, EMOTIONS, FILTERS, someOf, wordsOf } from './npc.ts'

type Growth = Outputs['growth']['rewrite']
type Part = Growth['parts'][number]
type Wish = Omit<Inputs['growth']['begin'], 'dialogueId' | 'origin'>

const SHAPES = ['braid', 'tree'] as const

const say = (terminal: Terminal, part: Part): void => {
  const indent = '  '.repeat(part.depth)
  const mark = part.isDropped ? '-' : part.state === 'written' ? ' ' : '!'
  const who = part.role === 'choice' ? `[${part.tone}]` : `${part.role}/${part.tagged.label}`
  const why =
    part.state === 'failed'
      ? `nothing was good enough: ${Object.entries(part.refused)
          .map(([reason, times]) => `${reason} ${times}`)
          .join(', ')}`
      : part.text
  terminal.say(`${mark} ${part.id.padEnd(8)} ${indent}${who}  ${why}`)
}

const follow = async (
  engine: EngineClient,
  stream: Awaited<ReturnType<EngineClient['growth']['begin']>>,
  terminal: Terminal,
) => {
  let growth: Growth | null | undefined
  let told: Told | null = null
  for await (const event of stream)
    if (event.kind === 'told') ({ told } = event)
    else if (event.kind === 'part') {
      terminal.progress(`${event.done} of ${event.total} beats`)
      say(terminal, event.part)
    } else if (event.kind === 'started' || event.kind === 'ended') ({ growth } = event)
  // A stop comes before the last event: what was kept is asked for.
  if (growth) growth = await engine.growth.get({ dialogueId: growth.dialogueId })
  if (growth) terminal.say(`${growth.done} of ${growth.total} beats, ${growth.state}`)
  return { growth, told }
}

export const growCommand = toCommand({
  name: 'grow',
  description:
    'grow a dialogue from a goal and an arc; Ctrl-C keeps what is there. --apply takes it in, --show, --resume, --keep, --drop, --rewrite, --edit and --discard go on with what grew before',
  args: {
    project: { type: 'positional', description: 'PROJECT.arcwright', required: true },
    dialogue: {
      type: 'positional',
      description: 'id or title of a dialogue; the only one when left out',
      required: false,
    },
    goal: { type: 'string', description: 'what the talk is to come to, for models', default: '' },
    who: { type: 'string', description: 'who speaks, ids or names with commas; the first of the cast' },
    player: { type: 'string', description: 'id or name of whom the player is; a visitor when left out' },
    listener: {
      type: 'string',
      description: `what a visitor is to them: ${BONDS.join(', ')}`,
      default: 'stranger',
    },
    arc: {
      type: 'string',
      description: `feelings from the first words to the last, with commas: ${EMOTIONS.join(', ')}`,
      default: 'neutral',
    },
    shape: { type: 'string', description: 'braid (ways come together again) or tree', default: 'braid' },
    breadth: { type: 'string', description: 'options of a choice, 1 to 4', default: '3' },
    depth: { type: 'string', description: 'choices from the beginning to an end, 1 to 6', default: '3' },
    lines: { type: 'string', description: 'lines before each choice, 1 to 4', default: '2' },
    conditions: { type: 'boolean', description: 'trust, and what is told only with it', default: true },
    'max-nodes': { type: 'string', description: 'at most, 20 to 500', default: '120' },
    from: {
      type: 'string',
      description: 'id of the node it grows out of; needed unless the dialogue is empty',
    },
    exit: {
      type: 'string',
      description: "which of its ways: next, then, or an option's id",
      default: 'next',
    },
    scene: { type: 'string', description: 'id of the scene at whose end they talk' },
    model: {
      type: 'string',
      description: 'id or name of a writer of the studio; the built-in grammar when left out',
    },
    longest: { type: 'string', description: 'characters of a line', default: '160' },
    filter: { type: 'string', description: FILTERS.join(', '), default: 'off' },
    seed: { type: 'string', description: 'the same seed grows the same' },
    ...budgetArguments,
    plan: { type: 'boolean', description: 'only say how large it would become', default: false },
    preview: {
      type: 'boolean',
      description: 'only show what the model would be told for the first line; nothing is sent',
      default: false,
    },
    told: { type: 'boolean', description: 'show what the model was told last, and what was left out' },
    show: { type: 'boolean', description: 'what has grown', default: false },
    resume: { type: 'boolean', description: 'go on with what is missing', default: false },
    keep: { type: 'string', description: 'ids of beats to take in after all, with commas' },
    drop: { type: 'string', description: 'ids of beats to leave out, with commas' },
    rewrite: { type: 'string', description: 'id of a beat to write anew' },
    edit: { type: 'string', description: 'id of a beat that gets the words of --text' },
    text: { type: 'string', description: 'with --edit' },
    apply: { type: 'boolean', description: 'take it into the dialogue, at once or later', default: false },
    discard: { type: 'boolean', description: 'forget what has grown', default: false },
  },
  async run(args, engine, terminal) {
    await engine.project.open({ path: path.resolve(args.project) })
    const id = await dialogueId(engine, args.dialogue)
    const { signal } = terminal
    const named = { dialogueId: id }

    const wished = async (): Promise<Wish> => {
      const everyone = await engine.cast.list()
      const who = await Promise.all(wordsOf(args.who).map((name) => characterOf(engine, name)))
      const castIds = (who.length === 0 ? everyone.slice(0, 1) : who).map((character) => character.id)
      if (castIds.length === 0) throw new UsageError('there is nobody in the cast: arcwright cast add')
      const [shape = 'braid'] = someOf('shape', SHAPES, args.shape)
      const [bond = 'stranger'] = someOf('listener', BONDS, args.listener)
      const [filter = 'off'] = someOf('filter', FILTERS, args.filter)
      const seed = numberFrom('seed', args.seed)
      return {
        goal: args.goal,
        castIds,
        playerId: args.player === undefined ? null : (await characterOf(engine, args.player)).id,
        bond,
        arc: someOf('arc', EMOTIONS, args.arc),
        shape,
        breadth: numberFrom('breadth', args.breadth) ?? 3,
        depth: numberFrom('depth', args.depth) ?? 3,
        lines: numberFrom('lines', args.lines) ?? 2,
        conditions: args.conditions,
        maxNodes: numberFrom('max-nodes', args['max-nodes']) ?? 120,
        sceneId: args.scene ?? null,
        writerId: args.model === undefined ? null : await writerFrom(engine, args.model),
        maxCharacters: numberFrom('longest', args.longest) ?? 160,
        filter,
        budget: budgetFrom(args),
        ...(seed === undefined ? {} : { seed }),
      }
    }

    if (args.plan) {
      const size = await engine.growth.plan({ ...named, ...(await wished()) })
      terminal.say(`${size.nodes} nodes: ${size.lines} lines, ${size.options} options`)
      return size
    }
    if (args.preview)
      return sayPreview(terminal, await engine.growth.preview({ ...named, ...(await wished()) }))
    if (args.discard) {
      await engine.growth.discard(named)
      return { discarded: id }
    }
    const [keep, drop] = [wordsOf(args.keep), wordsOf(args.drop)]
    let growth: Growth | null | undefined
    let told: Told | null = null
    if (keep.length > 0) growth = await engine.growth.decide({ ...named, partIds: keep, keep: true })
    if (drop.length > 0) growth = await engine.growth.decide({ ...named, partIds: drop, keep: false })
    if (args.rewrite !== undefined)
      growth = await engine.growth.rewrite({ ...named, partId: args.rewrite }, { signal })
    if (args.edit !== undefined)
      growth = await engine.growth.edit({ ...named, partId: args.edit, text: args.text ?? '' })
    const before = await engine.growth.get(named)
    if (args.resume)
      ({ growth, told } = await follow(
        engine,
        await engine.growth.resume({ ...named, budget: budgetFrom(args) }, { signal }),
        terminal,
      ))
    else if (growth || args.show || (args.apply && before)) {
      growth = before
      for (const part of before?.parts ?? []) say(terminal, part)
      if (!before) terminal.say('nothing grows in this dialogue')
    } else {
      const origin = args.from === undefined ? null : { nodeId: args.from, exit: args.exit }
      ;({ growth, told } = await follow(
        engine,
        await engine.growth.begin({ ...(await wished()), ...named, origin }, { signal }),
        terminal,
      ))
    }
    if (args.told && told) sayTold(terminal, told)
    if (!args.apply || signal.aborted) return { growth, told }
    const taken = await engine.growth.apply(named)
    const issues = await engine.dialogue.validate(named)
    terminal.say(`${taken.made.length} nodes taken in, ${issues.length} findings`)
    return { growth, told, made: taken.made, dialogue: taken.dialogue, issues }
  },
})
