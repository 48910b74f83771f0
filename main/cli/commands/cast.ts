// arcwright cast: the people of the story listed, written down, tied, moved, and found in the manuscript.
import path from 'node:path'
import { defineCommand } from 'citty'
import type { EngineClient, Inputs, Outputs } from '../../../engine/contract/index.ts'
import { UsageError } from '../problems.ts'
import { numberFrom, toCommand } from '../run-command.ts'
import { exportCardCommand, importCardCommand } from './cast-cards.ts'
import type { Terminal } from '../terminal.ts'

type Character = Outputs['cast']['list'][number]
type Change = Inputs['cast']['edit']['change']

const project = { type: 'positional', description: 'PROJECT.arcwright', required: true } as const
const who = { type: 'positional', description: 'id or name of a character', required: true } as const
const open = (engine: EngineClient, file: string) => engine.project.open({ path: path.resolve(file) })

const FACTORS = ['openness', 'conscientiousness', 'extraversion', 'agreeableness', 'neuroticism'] as const
const REGISTERS = ['plain', 'formal', 'colloquial', 'archaic', 'childlike'] as const
const RHYTHMS = ['short', 'mixed', 'long'] as const

const fields = {
  name: { type: 'string', description: 'what they are called' },
  aliases: { type: 'string', description: 'other names, with | between them' },
  role: { type: 'string', description: 'in the story or the game' },
  traits: { type: 'string', description: 'words for them, with | between them' },
  openness: { type: 'string', description: '0 … 1' },
  conscientiousness: { type: 'string', description: '0 … 1' },
  extraversion: { type: 'string', description: '0 … 1' },
  agreeableness: { type: 'string', description: '0 … 1' },
  neuroticism: { type: 'string', description: '0 … 1' },
  register: { type: 'string', description: REGISTERS.join(', ') },
  rhythm: { type: 'string', description: `sentences: ${RHYTHMS.join(', ')}` },
  favourites: { type: 'string', description: 'words they like, with | between them' },
  forbidden: { type: 'string', description: 'words they never say, with | between them' },
  samples: { type: 'string', description: 'lines that sound like them, with | between them' },
  background: { type: 'string', description: 'where they come from' },
  goals: { type: 'string', description: 'what they want, with | between them' },
  notes: { type: 'string', description: 'for the writer only' },
} as const
type Field = keyof typeof fields

const parts = (text: string): string[] =>
  text
    .split('|')
    .map((word) => word.trim())
    .filter((word) => word !== '')

const oneOf = <Word extends string>(name: string, words: readonly Word[], text: string): Word => {
  const found = words.find((word) => word === text)
  if (found === undefined) throw new UsageError(`--${name} is ${words.join(', ')}`)
  return found
}

const changeFrom = (args: Readonly<Partial<Record<Field, string | boolean | undefined>>>): Change => {
  const of = (name: Field): string | undefined => (typeof args[name] === 'string' ? args[name] : undefined)
  const texts = (['name', 'role', 'background', 'notes'] as const).flatMap((name) => {
    const text = of(name)
    return text === undefined ? [] : [[name, text] as const]
  })
  const lists = (names: readonly Field[]) =>
    names.flatMap((name) => {
      const text = of(name)
      return text === undefined ? [] : [[name, parts(text)] as const]
    })
  const factors = FACTORS.flatMap((name) => {
    const value = numberFrom(name, of(name))
    return value === undefined ? [] : [[name, value] as const]
  })
  const [register, rhythm] = [of('register'), of('rhythm')]
  const voice = {
    ...Object.fromEntries(lists(['favourites', 'forbidden', 'samples'])),
    ...(register === undefined ? {} : { register: oneOf('register', REGISTERS, register) }),
    ...(rhythm === undefined ? {} : { rhythm: oneOf('rhythm', RHYTHMS, rhythm) }),
  }
  return {
    ...Object.fromEntries(texts),
    ...Object.fromEntries(lists(['aliases', 'traits', 'goals'])),
    ...(factors.length === 0 ? {} : { personality: Object.fromEntries(factors) }),
    ...(Object.keys(voice).length === 0 ? {} : { voice }),
  }
}

/** By id, name or alias. */
export const characterOf = async (engine: EngineClient, given: string): Promise<Character> => {
  const all = await engine.cast.list()
  const found =
    all.find(({ id }) => id === given) ??
    all.find(({ name, aliases }) =>
      [name, ...aliases].some((each) => each.toLowerCase() === given.toLowerCase()),
    )
  if (found) return found
  throw new UsageError(
    `there is no ${given} in the cast: ${all.map(({ name }) => name).join(', ') || 'it is empty'}`,
  )
}

const say = (terminal: Terminal, { id, name, role, feeling }: Character): void =>
  terminal.say(`${id}  ${name}${role === '' ? '' : `, ${role}`}  [${feeling.label}]`)

const list = toCommand({
  name: 'list',
  description: 'everyone, with ties and facts',
  args: { project },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const [characters, relations, facts] = await Promise.all([
      engine.cast.list(),
      engine.cast.relations(),
      engine.cast.facts(),
    ])
    for (const character of characters) say(terminal, character)
    return { characters, relations, facts }
  },
})

const add = toCommand({
  name: 'add',
  description: 'a new character',
  args: { project, ...fields },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    if (args.name === undefined) throw new UsageError('--name is missing')
    const character = await engine.cast.add({ ...changeFrom(args), name: args.name })
    say(terminal, character)
    return { character }
  },
})

const edit = toCommand({
  name: 'edit',
  description: 'change a sheet',
  args: { project, who, ...fields },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const { id } = await characterOf(engine, args.who)
    const character = await engine.cast.edit({ id, change: changeFrom(args) })
    say(terminal, character)
    return { character }
  },
})

const remove = toCommand({
  name: 'remove',
  description: 'take somebody out of the cast',
  args: { project, who },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const { id, name } = await characterOf(engine, args.who)
    await engine.cast.remove({ ids: [id] })
    terminal.say(`${name} is out of the cast`)
    return { id }
  },
})

const relate = toCommand({
  name: 'relate',
  description: 'what one holds another for',
  args: {
    project,
    who,
    to: { type: 'positional', description: 'the other', required: true },
    trust: { type: 'string', description: '-1 … 1' },
    respect: { type: 'string', description: '-1 … 1' },
    familiarity: { type: 'string', description: '0 … 1' },
    note: { type: 'string', description: 'in your words' },
  },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const [from, to] = [await characterOf(engine, args.who), await characterOf(engine, args.to)]
    const numbers = (['trust', 'respect', 'familiarity'] as const).flatMap((name) => {
      const value = numberFrom(name, args[name])
      return value === undefined ? [] : [[name, value] as const]
    })
    const change = { ...Object.fromEntries(numbers), ...(args.note === undefined ? {} : { note: args.note }) }
    const relation = await engine.cast.relate({ fromId: from.id, toId: to.id, change })
    terminal.say(`${from.name} → ${to.name}: ${relation.bond}`)
    return { relation }
  },
})

const factCommand = toCommand({
  name: 'fact',
  description: 'what can be known, by which words it is given away, and who knows it',
  args: {
    project,
    text: { type: 'string', description: 'one sentence' },
    keys: { type: 'string', description: 'words that give it away, with | between them' },
    known: { type: 'string', description: 'who knows it: NAME or NAME@SCENE-ID, with | between them' },
    edit: { type: 'string', description: 'id of a fact to change' },
    remove: { type: 'string', description: 'id of a fact to take out' },
  },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    if (args.remove !== undefined) {
      await engine.cast.removeFact({ id: args.remove })
      return { id: args.remove }
    }
    const knowers = await Promise.all(
      parts(args.known ?? '').map(async (knower) => {
        const [name = '', scene] = knower.split('@')
        return { characterId: (await characterOf(engine, name)).id, fromSceneId: scene ?? null }
      }),
    )
    const change = {
      ...(args.text === undefined ? {} : { text: args.text }),
      ...(args.keys === undefined ? {} : { keys: parts(args.keys) }),
      ...(args.known === undefined ? {} : { knowers }),
    }
    if (args.edit === undefined && args.text === undefined) throw new UsageError('--text is missing')
    const fact =
      args.edit === undefined
        ? await engine.cast.addFact({ ...change, text: args.text ?? '' })
        : await engine.cast.editFact({ id: args.edit, change })
    terminal.say(`${fact.id}  ${fact.text}`)
    return { fact }
  },
})

const find = toCommand({
  name: 'find',
  description:
    'who is in the manuscript; --add writes those down who are not in the cast yet and nobody else',
  args: { project, add: { type: 'boolean', description: 'all of them', default: false } },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const people = await engine.cast.find()
    for (const { name, aliases, mentions, quotations, characterId, couldBe } of people)
      terminal.say(
        `${characterId === null ? 'new   ' : 'known '} ${name}${aliases.length === 0 ? '' : ` (${aliases.join(', ')})`}  ${mentions} mentions, ${quotations} quotations${couldBe.length === 0 ? '' : `; could be ${couldBe.join(' or ')}`}`,
      )
    const added: Character[] = []
    if (args.add)
      for (const { name, aliases, samples, characterId, couldBe } of people)
        if (characterId === null && couldBe.length === 0)
          added.push(await engine.cast.add({ name, aliases, voice: { samples } }))
    return { people, added: added.map(({ id, name }) => ({ id, name })) }
  },
})

const quotationsCommand = toCommand({
  name: 'quotations',
  description: 'who says what, and how that is known; --confirm with --text decides it',
  args: {
    project,
    scene: { type: 'string', description: 'id of one scene; all when left out' },
    text: { type: 'string', description: 'a quotation as it stands there, with its marks' },
    confirm: { type: 'string', description: 'who says it; nobody for nobody of the cast' },
  },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const sceneId = args.scene ?? null
    if (args.confirm !== undefined) {
      const all = await engine.cast.quotations({ sceneId })
      const found = all.find(({ text }) => text === args.text)
      if (!found) throw new UsageError('--text is not a quotation of this book')
      const characterId = args.confirm === 'nobody' ? null : (await characterOf(engine, args.confirm)).id
      const { blockId, text } = found
      await engine.cast.confirm({ sceneId: found.sceneId, blockId, text, characterId })
    }
    const names = new Map((await engine.cast.list()).map(({ id, name }) => [id, name]))
    const quotations = await engine.cast.quotations({ sceneId })
    for (const { characterId, name, how, text } of quotations)
      terminal.say(
        `${names.get(characterId ?? '') ?? (name === '' ? '?' : name)} (${how ?? 'unknown'}): ${text}`,
      )
    return { quotations }
  },
})

const feel = toCommand({
  name: 'feel',
  description: 'let time pass for somebody, and something happen to them',
  args: {
    project,
    who,
    minutes: { type: 'string', description: 'that pass first', default: '0' },
    event: { type: 'string', description: 'JSON: {"desirable":-0.8,"praiseworthy":-0.5,"by":"other"}' },
    rest: { type: 'boolean', description: 'they come to rest', default: false },
  },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const { id } = await characterOf(engine, args.who)
    const minutes = numberFrom('minutes', args.minutes) ?? 0
    let event: Inputs['cast']['feel']['event']
    try {
      event = args.event === undefined ? undefined : (JSON.parse(args.event) as typeof event)
    } catch {
      throw new UsageError('--event is not JSON')
    }
    const { rest } = args
    const character = await engine.cast.feel({ id, minutes, rest, ...(event ? { event } : {}) })
    say(terminal, character)
    for (const { felt, intensity } of character.state.emotions)
      terminal.say(`  ${felt} ${intensity.toFixed(2)}`)
    return { character }
  },
})

const prompt = toCommand({
  name: 'prompt',
  description: 'what a model is told of somebody',
  args: {
    project,
    who,
    to: { type: 'string', description: 'whom they face' },
    scene: { type: 'string', description: 'id of the scene at whose end they stand' },
  },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const { id } = await characterOf(engine, args.who)
    const toId = args.to === undefined ? null : (await characterOf(engine, args.to)).id
    const { text } = await engine.cast.prompt({ id, toId, sceneId: args.scene ?? null })
    terminal.say(text)
    return { text }
  },
})

export const castCommand = defineCommand({
  meta: { name: 'cast', description: 'the people of the story' },
  subCommands: {
    list,
    add,
    edit,
    remove,
    relate,
    fact: factCommand,
    find,
    import: importCardCommand,
    export: exportCardCommand,
    quotations: quotationsCommand,
    feel,
    prompt,
  },
})
