// arcwright lore: the project's lorebook listed, filled, taken in and out, and asked what a scene calls up.
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { defineCommand } from 'citty'
import type { EngineClient, Inputs, Outputs } from '../../../engine/contract/index.ts'
import { UsageError } from '../problems.ts'
import { numberFrom, toCommand } from '../run-command.ts'

type Entry = Outputs['lore']['list'][number]

const project = { type: 'positional', description: 'PROJECT.arcwright', required: true } as const
const open = (engine: EngineClient, file: string) => engine.project.open({ path: path.resolve(file) })
const nameOf = ({ title, keys, id }: Entry): string => title || keys[0] || id
const line = (entry: Entry): string =>
  `${entry.id}  ${entry.enabled ? 'on ' : 'off'}  ${nameOf(entry)}  [${entry.constant ? 'always' : entry.keys.join(', ')}]`

const wordsFrom = (text: string): string[] =>
  text
    .split('|')
    .map((word) => word.trim())
    .filter((word) => word !== '')

const fields = {
  title: { type: 'string', description: 'what it is called' },
  content: { type: 'string', description: 'what the model is told' },
  keys: { type: 'string', description: 'words or /expressions/ that call it, with | between them' },
  with: { type: 'string', description: 'secondary keys, with | between them' },
  logic: { type: 'string', description: 'and-any, and-all, not-any or not-all' },
  order: { type: 'string', description: 'higher goes first' },
  always: { type: 'boolean', description: 'there whatever the text says' },
  on: { type: 'string', description: 'yes or no' },
  from: { type: 'string', description: 'id of the scene from which it holds' },
  until: { type: 'string', description: 'id of the scene from which it no longer holds' },
  rules: {
    type: 'string',
    description: 'any other field: sticky=3,probability=50,position=depth,wholeWords=no,groups=songs|poems',
  },
} as const

const RULES: readonly string[] = [
  'scanDepth',
  'caseSensitive',
  'wholeWords',
  'position',
  'depth',
  'probability',
  'groups',
  'groupWeight',
  'groupPriority',
  'groupScoring',
  'excludeRecursion',
  'preventRecursion',
  'delayLevel',
  'ignoresBudget',
  'sticky',
  'cooldown',
  'delay',
] satisfies readonly (keyof Inputs['lore']['add'])[]

/** name=value, with commas between them. What a value may be the contract says. */
const rulesFrom = (text: string | undefined): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    (text ?? '')
      .split(',')
      .filter((part) => part.trim() !== '')
      .map((part) => {
        const [name = '', value] = part.split('=').map((side) => side.trim())
        if (value === undefined) throw new UsageError(`--rules ${part.trim()} has no value: name=value`)
        if (!RULES.includes(name)) throw new UsageError(`--rules ${name} is none of ${RULES.join(', ')}`)
        const number = Number(value)
        const words: Readonly<Record<string, unknown>> = { yes: true, no: false, usual: null }
        if (name === 'groups') return [name, wordsFrom(value)]
        if (value in words) return [name, words[value]]
        return [name, value === '' || Number.isNaN(number) ? value : number]
      }),
  )

const LOGICS = ['and-any', 'and-all', 'not-any', 'not-all'] as const

const changeFrom = (
  args: Readonly<Partial<Record<keyof typeof fields, string | boolean | undefined>>>,
): Inputs['lore']['add'] => {
  const text = (name: keyof typeof fields): string | undefined =>
    typeof args[name] === 'string' ? args[name] : undefined
  const logic = LOGICS.find((each) => each === text('logic'))
  if (text('logic') !== undefined && logic === undefined)
    throw new UsageError(`--logic is ${LOGICS.join(', ')}`)
  const order = numberFrom('order', text('order'))
  const [title, content, keys, secondary] = [text('title'), text('content'), text('keys'), text('with')]
  const [on, from, until] = [text('on'), text('from'), text('until')]
  return {
    ...rulesFrom(text('rules')),
    ...(title === undefined ? {} : { title }),
    ...(content === undefined ? {} : { content }),
    ...(keys === undefined ? {} : { keys: wordsFrom(keys) }),
    ...(secondary === undefined ? {} : { secondaryKeys: wordsFrom(secondary) }),
    ...(logic === undefined ? {} : { logic }),
    ...(order === undefined ? {} : { order }),
    ...(args.always === true ? { constant: true } : {}),
    ...(on === undefined ? {} : { enabled: on !== 'no' }),
    ...(from === undefined ? {} : { fromSceneId: from }),
    ...(until === undefined ? {} : { untilSceneId: until }),
  }
}

const list = toCommand({
  name: 'list',
  description: 'every entry',
  args: { project },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const entries = await engine.lore.list()
    for (const entry of entries) terminal.say(line(entry))
    return { entries }
  },
})

const add = toCommand({
  name: 'add',
  description: 'a new entry',
  args: { project, ...fields },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const entry = await engine.lore.add(changeFrom(args))
    terminal.say(line(entry))
    return { entry }
  },
})

const edit = toCommand({
  name: 'edit',
  description: 'change an entry',
  args: { project, entry: { type: 'positional', description: 'its id', required: true }, ...fields },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const entry = await engine.lore.edit({ id: args.entry, change: changeFrom(args) })
    terminal.say(line(entry))
    return { entry }
  },
})

const remove = toCommand({
  name: 'remove',
  description: 'take an entry out',
  args: { project, entry: { type: 'positional', description: 'its id', required: true } },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    await engine.lore.remove({ ids: [args.entry] })
    terminal.say(`${args.entry} is out of the lorebook`)
    return { id: args.entry }
  },
})

const importCommand = toCommand({
  name: 'import',
  description: 'World Info JSON, or the lorebook of a character card (JSON or PNG)',
  args: { project, file: { type: 'positional', description: 'FILE.json or FILE.png', required: true } },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const file = new File([await readFile(args.file)], path.basename(args.file))
    const { added, unheeded } = await engine.lore.import({ file })
    for (const entry of added) terminal.say(line(entry))
    for (const { rule, entries } of unheeded)
      terminal.say(`${rule}: kept for export and not obeyed here (${entries} entries)`)
    return { added, unheeded }
  },
})

const exportCommand = toCommand({
  name: 'export',
  description: 'World Info JSON',
  args: { project, out: { type: 'string', description: 'the file to write', required: true } },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const file = await engine.lore.export()
    await writeFile(args.out, Buffer.from(await file.arrayBuffer()))
    terminal.say(`${args.out}: ${file.size} bytes`)
    return { path: path.resolve(args.out), sizeBytes: file.size }
  },
})

/** As many as the contract takes. */
const ASKED_AT_ONCE = 10_000

const preview = toCommand({
  name: 'preview',
  description: 'what a scene calls up at its end, and why the rest stays out',
  args: {
    project,
    scene: { type: 'string', description: 'last, or the id of a scene', default: 'last' },
    budget: { type: 'string', description: 'tokens for all entries together', default: '1024' },
    seed: { type: 'string', description: 'of entries that come by chance', default: '1' },
    text: { type: 'string', description: 'looked at instead of the scene' },
  },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const scenes = (await engine.binder.tree()).filter(({ kind }) => kind === 'scene')
    const scene = args.scene === 'last' ? scenes.at(-1) : scenes.find(({ id }) => id === args.scene)
    if (!scene) throw new UsageError(`--scene ${args.scene} is not a scene of this project`)
    const budget = numberFrom('budget', args.budget) ?? 1024
    const seed = numberFrom('seed', args.seed) ?? 1
    const asked = { sceneId: scene.id, budget, seed, ...(args.text === undefined ? {} : { text: args.text }) }
    const { active } = await engine.lore.preview(asked)
    const entries = new Map((await engine.lore.list()).map((entry) => [entry.id, entry]))
    const ids = [...entries.keys()]
    const left: { entry: Entry; why: Outputs['lore']['preview']['reasons'][number]['why'] }[] = []
    for (let at = 0; at < ids.length; at += ASKED_AT_ONCE) {
      const { reasons } = await engine.lore.preview({ ...asked, about: ids.slice(at, at + ASKED_AT_ONCE) })
      for (const { entryId, why } of reasons) {
        const entry = entries.get(entryId)
        if (entry) left.push({ entry, why })
      }
    }
    for (const { entry, cause, tokens } of active)
      terminal.say(
        `in   ${nameOf(entry)}  ${cause.kind === 'constant' ? 'always' : `${cause.kind} ${cause.key}`}  ${tokens} tokens`,
      )
    for (const { entry, why } of left) terminal.say(`out  ${nameOf(entry)}  ${why}`)
    return { active, left }
  },
})

const settings = toCommand({
  name: 'settings',
  description: 'what holds for all entries; shows it, or changes what is named',
  args: {
    project,
    budget: { type: 'string', description: 'percent of what the model takes in' },
    depth: { type: 'string', description: 'paragraphs before the cursor that are looked at' },
    recursive: { type: 'string', description: 'whether entries call up others: yes or no' },
    steps: { type: 'string', description: 'passes over the entries; 0: as many as bring something new' },
    case: { type: 'string', description: 'whether capitals matter: yes or no' },
    words: { type: 'string', description: 'whether whole words are meant: yes or no' },
    scoring: { type: 'string', description: 'whether groups keep those with the most keys found: yes or no' },
    least: { type: 'string', description: 'with fewer entries paragraphs further back are looked at' },
    furthest: { type: 'string', description: 'paragraphs looked at for that at the most; 0: all' },
  },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const budgetPercent = numberFrom('budget', args.budget)
    const scanDepth = numberFrom('depth', args.depth)
    const maxSteps = numberFrom('steps', args.steps)
    const flag = (text: string | undefined): boolean | undefined =>
      text === undefined ? undefined : text !== 'no'
    const flags = {
      recursive: flag(args.recursive),
      caseSensitive: flag(args.case),
      wholeWords: flag(args.words),
      groupScoring: flag(args.scoring),
    }
    const leastEntries = numberFrom('least', args.least)
    const mostDepth = numberFrom('furthest', args.furthest)
    const change = Object.fromEntries(
      Object.entries({ budgetPercent, scanDepth, maxSteps, leastEntries, mostDepth, ...flags }).filter(
        ([, value]) => value !== undefined,
      ),
    )
    const now =
      Object.keys(change).length > 0 ? await engine.lore.configure(change) : await engine.lore.settings()
    for (const [name, value] of Object.entries(now)) terminal.say(`${name}  ${value}`)
    return { settings: now }
  },
})

export const loreCommand = defineCommand({
  meta: {
    name: 'lore',
    description: 'the lorebook: list, add, edit, remove, import, export, preview, settings',
  },
  subCommands: { list, add, edit, remove, import: importCommand, export: exportCommand, preview, settings },
})
