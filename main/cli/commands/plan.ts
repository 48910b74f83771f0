// arcwright plan: from a target to plot beats, edited, ordered, locked, and turned into scenes.
import path from 'node:path'
import { defineCommand } from 'citty'
import type { EngineClient, Outputs } from '../../../engine/contract/index.ts'
import { UsageError } from '../problems.ts'
import { numberFrom, toCommand } from '../run-command.ts'
import type { Terminal } from '../terminal.ts'

type Beat = Outputs['plan']['add']

const project = { type: 'positional', description: 'PROJECT.arcwright', required: true } as const
const scope = {
  type: 'string',
  description: 'id of a part, chapter or scene; the whole book when left out',
} as const
const beatId = { type: 'string', description: 'id of a beat', required: true } as const
const after = { type: 'string', description: 'id of the beat it follows; first when left out' } as const

const open = async (engine: EngineClient, args: { readonly project: string }): Promise<void> => {
  await engine.project.open({ path: path.resolve(args.project) })
}

const scopeOf = (args: { readonly scope?: string | undefined }): string | null => args.scope ?? null

const show = (terminal: Terminal, beats: readonly Beat[]): void => {
  for (const { position, title, summary, background, valence, locked, id } of beats) {
    const wanted = `${valence >= 0 ? '+' : ''}${valence.toFixed(2)}`
    terminal.say(
      `${position + 1}. ${title === '' ? '' : `${title}: `}${summary}  (${wanted}${locked ? ', locked' : ''})  ${id}`,
    )
    if (background !== '') terminal.say(`   ${background}`)
  }
}

const newCommand = toCommand({
  name: 'new',
  description: 'plan beats from the drawn arc or a template; locked beats stay',
  args: {
    project,
    scope,
    template: { type: 'string', description: 'see arcwright plan templates', default: 'story' },
    premise: { type: 'string', description: 'what it is about', default: '' },
    cast: { type: 'string', description: 'names with commas, the most important first', default: '' },
    place: { type: 'string', description: 'where it plays', default: '' },
    count: { type: 'string', description: 'how many beats' },
    seed: { type: 'string', description: 'the same seed gives the same plan' },
  },
  async run(args, engine, terminal) {
    await open(engine, args)
    const [count, seed] = [numberFrom('count', args.count), numberFrom('seed', args.seed)]
    const wish = {
      scopeId: scopeOf(args),
      template: args.template,
      premise: args.premise,
      place: args.place,
      cast: args.cast.split(/[,，、]/).flatMap((name) => (name.trim() === '' ? [] : [name.trim()])),
      ...(count === undefined ? {} : { count }),
      ...(seed === undefined ? {} : { seed }),
    }
    for await (const event of await engine.plan.create(wish, { signal: terminal.signal })) {
      if (event.kind === 'progress') terminal.progress(`beat ${event.done + 1} of ${event.total}`)
      else {
        show(terminal, event.beats)
        return { beats: event.beats, seed: event.seed }
      }
    }
    const { beats } = await engine.plan.get({ scopeId: wish.scopeId })
    return { beats }
  },
})

const showCommand = toCommand({
  name: 'show',
  description: 'the beats of a plan',
  args: { project, scope },
  async run(args, engine, terminal) {
    await open(engine, args)
    const plan = await engine.plan.get({ scopeId: scopeOf(args) })
    show(terminal, plan.beats)
    return plan
  },
})

const templatesCommand = toCommand({
  name: 'templates',
  description: 'where a plan can start from',
  args: {},
  async run(_args, engine, terminal) {
    const templates = await engine.plan.templates()
    for (const { id, steps } of templates)
      terminal.say(`${id.padEnd(10)} ${steps.map(({ en }) => en).join(' · ')}`)
    return { templates }
  },
})

const againCommand = toCommand({
  name: 'again',
  description: 'plan one beat anew',
  args: { project, beat: beatId, seed: { type: 'string', description: 'the same seed gives the same beat' } },
  async run(args, engine, terminal) {
    await open(engine, args)
    const seed = numberFrom('seed', args.seed)
    const beat = await engine.plan.regenerate({ beatId: args.beat, ...(seed === undefined ? {} : { seed }) })
    show(terminal, [beat])
    return { beat }
  },
})

const YES_NO = ['yes', 'no']

const editCommand = toCommand({
  name: 'edit',
  description: 'change what a beat says, how it should feel, or whether it is locked',
  args: {
    project,
    beat: beatId,
    title: { type: 'string', description: 'what the beat is for' },
    summary: { type: 'string', description: 'what happens' },
    background: { type: 'string', description: 'what surrounds it' },
    valence: { type: 'string', description: '-1 to 1' },
    locked: { type: 'string', description: 'yes or no' },
  },
  async run(args, engine, terminal) {
    await open(engine, args)
    const { title, summary, background, locked } = args
    if (locked !== undefined && !YES_NO.includes(locked)) throw new UsageError('--locked is yes or no')
    const valence = numberFrom('valence', args.valence)
    const beat = await engine.plan.update({
      beatId: args.beat,
      ...(title === undefined ? {} : { title }),
      ...(summary === undefined ? {} : { summary }),
      ...(background === undefined ? {} : { background }),
      ...(valence === undefined ? {} : { valence }),
      ...(locked === undefined ? {} : { locked: locked === 'yes' }),
    })
    show(terminal, [beat])
    return { beat }
  },
})

const addCommand = toCommand({
  name: 'add',
  description: 'a beat of your own',
  args: { project, scope, after, summary: { type: 'string', description: 'what happens', default: '' } },
  async run(args, engine, terminal) {
    await open(engine, args)
    const beat = await engine.plan.add({
      scopeId: scopeOf(args),
      afterId: args.after ?? null,
      summary: args.summary,
    })
    show(terminal, [beat])
    return { beat }
  },
})

const moveCommand = toCommand({
  name: 'move',
  description: 'put a beat elsewhere in its plan',
  args: { project, beat: beatId, after },
  async run(args, engine, terminal) {
    await open(engine, args)
    const beats = await engine.plan.move({ beatId: args.beat, afterId: args.after ?? null })
    show(terminal, beats)
    return { beats }
  },
})

const removeCommand = toCommand({
  name: 'remove',
  description: 'take beats out of their plan',
  args: { project, beats: { type: 'string', description: 'ids with commas', required: true } },
  async run(args, engine) {
    await open(engine, args)
    const beatIds = args.beats.split(',')
    await engine.plan.remove({ beatIds })
    return { removed: beatIds }
  },
})

const scenesCommand = toCommand({
  name: 'scenes',
  description: 'make a scene of every beat that has none',
  args: { project, scope },
  async run(args, engine, terminal) {
    await open(engine, args)
    const made = await engine.plan.makeScenes({ scopeId: scopeOf(args) })
    terminal.say(`${made.sceneIds.length} scenes`)
    return made
  },
})

export const planCommand = defineCommand({
  meta: { name: 'plan', description: 'from a target to plot beats' },
  subCommands: {
    new: newCommand,
    show: showCommand,
    templates: templatesCommand,
    again: againCommand,
    edit: editCommand,
    add: addCommand,
    move: moveCommand,
    remove: removeCommand,
    scenes: scenesCommand,
  },
})
