// arcwright talk: sessions in which somebody of the story speaks with a player, as games have them over the service.
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { defineCommand } from 'citty'
import type { EngineClient, Inputs, Outputs } from '../../../engine/contract/index.ts'
import { sayTold, type Told } from '../say-told.ts'
import { UsageError } from '../problems.ts'
import { numberFrom, toCommand } from '../run-command.ts'
import type { Terminal } from '../terminal.ts'
import { writerFrom } from './generate.ts'

type Session = Outputs['npc']['get']
type Persona = NonNullable<Inputs['npc']['create']['persona']>

const project = { type: 'positional', description: 'PROJECT.arcwright', required: true } as const
const session = { type: 'positional', description: 'id of a session', required: true } as const
const open = (engine: EngineClient, file: string) => engine.project.open({ path: path.resolve(file) })

const minutesArgument = {
  type: 'string',
  description: 'that have passed for them; default: those on the clock of this machine',
} as const

const personaFrom = async (file: string): Promise<Persona> => {
  try {
    return JSON.parse(await readFile(path.resolve(file), 'utf8')) as Persona
  } catch (error) {
    throw new UsageError(`--persona ${file}: ${error instanceof Error ? error.message : 'cannot be read'}`)
  }
}

const say = (terminal: Terminal, { id, name, lines, feeling }: Omit<Session, 'turns' | 'memories'>): void =>
  terminal.say(`${id}  ${name}  ${lines} lines  [${feeling.label}]`)

const create = toCommand({
  name: 'create',
  description: 'begin a session',
  args: {
    project,
    with: { type: 'string', description: 'somebody of the cast: id or name' },
    persona: { type: 'string', description: 'FILE.json of somebody who is not: name, background, voice …' },
    player: { type: 'string', description: 'what the player is called' },
    remember: { type: 'string', description: 'what they know of before, with | between' },
    scene: { type: 'string', description: 'id of the scene they are in: they know nothing of later' },
    writer: { type: 'string', description: 'id or name of who writes their lines' },
  },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const memories = (args.remember ?? '').split('|').filter((text) => text.trim() !== '')
    const made = await engine.npc.create({
      ...(args.with === undefined ? {} : { characterId: args.with }),
      ...(args.persona === undefined ? {} : { persona: await personaFrom(args.persona) }),
      ...(args.scene === undefined ? {} : { sceneId: args.scene }),
      ...(args.writer === undefined ? {} : { writerId: await writerFrom(engine, args.writer) }),
      playerName: args.player ?? '',
      memories: memories.map((text) => ({ text, importance: 0.7 })),
    })
    say(terminal, made)
    return { session: made }
  },
})

const list = toCommand({
  name: 'list',
  description: 'all sessions',
  args: { project },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const sessions = await engine.npc.list()
    for (const each of sessions) say(terminal, each)
    return { sessions }
  },
})

const show = toCommand({
  name: 'show',
  description: 'what was said, what is remembered, how they feel',
  args: { project, session },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const found = await engine.npc.get({ id: args.session })
    say(terminal, found)
    for (const { text } of found.memories) terminal.say(`  · ${text}`)
    for (const { role, text, feeling } of found.turns) terminal.say(`  ${role}: ${text}  [${feeling.label}]`)
    return { session: found }
  },
})

const speak = toCommand({
  name: 'say',
  description: 'say something and hear the answer',
  args: {
    project,
    session,
    text: { type: 'positional', description: 'what the player says', required: true },
    minutes: minutesArgument,
    words: { type: 'string', description: 'of the answer, at most', default: '40' },
    seed: { type: 'string', description: 'the same seed gives the same words' },
    temperature: { type: 'string', description: 'higher: more surprising' },
    told: { type: 'boolean', description: 'show what the model was told, and what was left out' },
  },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const numbers = (['minutes', 'seed', 'temperature'] as const).flatMap((name) => {
      const value = numberFrom(name, args[name])
      return value === undefined ? [] : [[name, value] as const]
    })
    const wish = {
      id: args.session,
      text: args.text,
      words: numberFrom('words', args.words) ?? 40,
      ...Object.fromEntries(numbers),
    }
    let told: Told | null = null
    for await (const event of await engine.npc.say(wish, { signal: terminal.signal })) {
      if (event.kind === 'told') {
        ;({ told } = event)
        if (args.told) sayTold(terminal, told)
      }
      if (event.kind === 'text') terminal.stream(event.text)
      if (event.kind !== 'line') continue
      terminal.say(`  [${event.emotion.label}]`)
      return { line: event, told }
    }
    return { line: null, told }
  },
})

const happen = toCommand({
  name: 'happen',
  description: 'let something happen to them',
  args: {
    project,
    session,
    text: { type: 'positional', description: 'what happened', required: true },
    desirable: { type: 'string', description: 'for what they want: -1 … 1', default: '0' },
    praiseworthy: { type: 'string', description: 'if the player did it, what it was worth: -1 … 1' },
    minutes: minutesArgument,
  },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const praiseworthy = numberFrom('praiseworthy', args.praiseworthy)
    const minutes = numberFrom('minutes', args.minutes)
    const found = await engine.npc.happen({
      id: args.session,
      text: args.text,
      event: {
        desirable: numberFrom('desirable', args.desirable) ?? 0,
        ...(praiseworthy === undefined ? {} : { praiseworthy, by: 'other' as const }),
      },
      ...(minutes === undefined ? {} : { minutes }),
    })
    say(terminal, found)
    return { session: found }
  },
})

const remove = toCommand({
  name: 'remove',
  description: 'end a session and forget it',
  args: { project, session },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    await engine.npc.remove({ id: args.session })
    terminal.say('it is gone')
    return { id: args.session }
  },
})

export const talkCommand = defineCommand({
  meta: {
    name: 'talk',
    description: 'let somebody of the story speak with a player: create, say, happen, list …',
  },
  subCommands: { create, list, show, say: speak, happen, remove },
})
