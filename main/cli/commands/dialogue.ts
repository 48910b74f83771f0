// arcwright dialogue: branching dialogues for games: made, edited, checked, played, laid out, carried out and in.
import path from 'node:path'
import { defineCommand } from 'citty'
import type { EngineClient, Inputs, Outputs } from '../../../engine/contract/index.ts'
import { dialogueId } from '../named-dialogue.ts'
import { UsageError } from '../problems.ts'
import { numberFrom, toCommand } from '../run-command.ts'
import type { Terminal } from '../terminal.ts'
import { growCommand } from './dialogue-grow.ts'

type Graph = Outputs['dialogue']['get']
type Edits = Inputs['dialogue']['edit']['edits']

const project = { type: 'positional', description: 'PROJECT.arcwright', required: true } as const
const dialogue = {
  type: 'positional',
  description: 'id or title of a dialogue; the only one when left out',
  required: false,
} as const

const open = async (engine: EngineClient, args: { readonly project: string }): Promise<void> => {
  await engine.project.open({ path: path.resolve(args.project) })
}

const showNodes = (terminal: Terminal, { nodes, startId }: Graph): void => {
  for (const node of nodes) {
    const mark = node.id === startId ? '*' : ' '
    const text =
      node.kind === 'line'
        ? `${node.speaker.name === '' ? '' : `${node.speaker.name}: `}${node.text}`
        : node.kind === 'choice'
          ? node.options.map((option) => `[${option.id} ${option.text}]`).join(' ')
          : node.kind === 'condition'
            ? node.test
            : node.kind === 'set'
              ? `${node.variable} = ${node.value}`
              : node.title
    terminal.say(`${mark} ${node.id.padEnd(6)} ${node.kind.padEnd(10)} ${text}`)
  }
}

const parseJson = (name: string, text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw new UsageError(`--${name} is not JSON: ${text.slice(0, 60)}`)
  }
}

const listCommand = toCommand({
  name: 'list',
  description: 'the dialogues of a project, or the nodes of one',
  args: { project, dialogue },
  async run(args, engine, terminal) {
    await open(engine, args)
    if (args.dialogue !== undefined) {
      const graph = await engine.dialogue.get({ dialogueId: await dialogueId(engine, args.dialogue) })
      showNodes(terminal, graph)
      return { dialogue: graph }
    }
    const dialogues = await engine.dialogue.list()
    for (const { id, title, nodes, lines, words } of dialogues)
      terminal.say(`${id}  ${title}  ${nodes} nodes, ${lines} lines, ${words} words`)
    return { dialogues }
  },
})

const newCommand = toCommand({
  name: 'new',
  description: 'an empty dialogue',
  args: { project, title: { type: 'string', description: 'what it is called', default: '' } },
  async run(args, engine, terminal) {
    await open(engine, args)
    const made = await engine.dialogue.create({ title: args.title })
    terminal.say(made.id)
    return { dialogue: made }
  },
})

const KINDS = ['line', 'choice', 'condition', 'set', 'jump', 'hub', 'random', 'end'] as const

const addCommand = toCommand({
  name: 'add',
  description: 'a node, after another one or by itself',
  args: {
    project,
    dialogue,
    kind: { type: 'string', description: KINDS.join(', '), default: 'line' },
    speaker: { type: 'string', description: 'who says it', default: '' },
    text: { type: 'string', description: 'what is said', default: '' },
    emotion: { type: 'string', description: 'joy, sadness, anger, fear, disgust, surprise, neutral' },
    valence: { type: 'string', description: '-1 to 1, with --emotion', default: '0' },
    arousal: { type: 'string', description: '0 to 1, with --emotion', default: '0' },
    fields: { type: 'string', description: 'JSON of anything else a node has', default: '{}' },
    after: { type: 'string', description: 'id of the node that leads here' },
    exit: {
      type: 'string',
      description: "which of its ways: next, then, or an option's id",
      default: 'next',
    },
  },
  async run(args, engine, terminal) {
    await open(engine, args)
    const kind = KINDS.find((each) => each === args.kind)
    if (!kind) throw new UsageError(`--kind is one of ${KINDS.join(', ')}`)
    const id = await dialogueId(engine, args.dialogue)
    const { emotion } = args
    const fields = {
      ...(kind === 'line' ? { speaker: { characterId: null, name: args.speaker }, text: args.text } : {}),
      ...(emotion === undefined
        ? {}
        : {
            emotion: {
              label: emotion,
              valence: numberFrom('valence', args.valence),
              arousal: numberFrom('arousal', args.arousal),
            },
          }),
      ...(parseJson('fields', args.fields) as object),
    }
    const from = args.after === undefined ? {} : { from: { nodeId: args.after, exit: args.exit } }
    const edits = [{ act: 'add', kind, fields, ...from }] as Edits
    const result = await engine.dialogue.edit({ dialogueId: id, edits })
    showNodes(terminal, result.dialogue)
    return result
  },
})

const editCommand = toCommand({
  name: 'edit',
  description: 'any edits at all, as the JSON that the contract takes; all of them or none',
  args: { project, dialogue, edits: { type: 'string', description: 'a JSON list of edits', required: true } },
  async run(args, engine, terminal) {
    await open(engine, args)
    const id = await dialogueId(engine, args.dialogue)
    const edits = parseJson('edits', args.edits) as Edits
    const result = await engine.dialogue.edit({ dialogueId: id, edits })
    showNodes(terminal, result.dialogue)
    return result
  },
})

const removeCommand = toCommand({
  name: 'remove',
  description: 'a whole dialogue',
  args: { project, dialogue },
  async run(args, engine) {
    await open(engine, args)
    const id = await dialogueId(engine, args.dialogue)
    await engine.dialogue.remove({ dialogueId: id })
    return { removed: id }
  },
})

const validateCommand = toCommand({
  name: 'validate',
  description: 'what is wrong with a dialogue; the exit code is 1 when there are errors',
  args: {
    project,
    dialogue,
    fix: { type: 'boolean', description: 'repair what has one certain repair', default: false },
  },
  async run(args, engine, terminal) {
    await open(engine, args)
    const id = await dialogueId(engine, args.dialogue)
    let issues = await engine.dialogue.validate({ dialogueId: id })
    let fixed = 0
    // One at a time: a repair may mend, or make moot, what came after it.
    while (args.fix && fixed < 1000) {
      const next = issues.find(({ severity, fix }) => severity === 'error' && fix !== null)
      if (!next?.fix) break
      await engine.dialogue.edit({ dialogueId: id, edits: next.fix })
      fixed += 1
      issues = await engine.dialogue.validate({ dialogueId: id })
    }
    for (const { severity, code, nodeId, part, detail } of issues)
      terminal.say(`${severity} ${code} ${[nodeId, part, detail].filter((word) => word).join(' ')}`)
    const errors = issues.filter(({ severity }) => severity === 'error').length
    terminal.say(`${errors} errors, ${issues.length - errors} warnings`)
    return { issues, fixed, failed: errors > 0 }
  },
})

const playCommand = toCommand({
  name: 'play',
  description: 'play a dialogue, taking the given options; ends at the first choice without one',
  args: {
    project,
    dialogue,
    choose: { type: 'string', description: 'ids or numbers of options, with commas', default: '' },
    seed: { type: 'string', description: 'the same seed rolls the same dice', default: '1' },
    steps: { type: 'string', description: 'lines and choices at most', default: '1000' },
  },
  async run(args, engine, terminal) {
    await open(engine, args)
    const id = await dialogueId(engine, args.dialogue)
    const seed = numberFrom('seed', args.seed) ?? 1
    const steps = numberFrom('steps', args.steps) ?? 1000
    const picks = args.choose.split(',').filter((pick) => pick.trim() !== '')
    const transcript: Outputs['dialogue']['play'][] = []
    let step = await engine.dialogue.play({ dialogueId: id, seed })
    for (;;) {
      transcript.push(step)
      if (step.kind === 'end') {
        terminal.say(`— ${step.why}`)
        break
      }
      if (transcript.length >= steps) break
      if (step.kind === 'line') {
        const { speaker, text, emotion } = step.line
        const who = speaker?.name ? `${speaker.name}: ` : ''
        terminal.say(`${who}${text}${emotion ? `  (${emotion.label})` : ''}`)
        step = await engine.dialogue.play({ dialogueId: id, seed, state: step.state })
        continue
      }
      step.options.forEach((option, index) => terminal.say(`  ${index + 1}. ${option.text}  ${option.id}`))
      const pick = picks.shift()?.trim()
      if (pick === undefined) break
      const optionId = step.options[Number(pick) - 1]?.id ?? pick
      step = await engine.dialogue.play({ dialogueId: id, seed, state: step.state, optionId })
    }
    const last = transcript.at(-1)?.state
    return { transcript, variables: last?.variables ?? {}, feelings: last?.feelings ?? {} }
  },
})

const layoutCommand = toCommand({
  name: 'layout',
  description: 'place every node anew',
  args: { project, dialogue },
  async run(args, engine) {
    await open(engine, args)
    const graph = await engine.dialogue.layout({ dialogueId: await dialogueId(engine, args.dialogue) })
    return { nodes: graph.nodes.map(({ id, x, y }) => ({ id, x, y })) }
  },
})

const findCommand = toCommand({
  name: 'find',
  description: 'find words in dialogues, or replace them',
  args: {
    project,
    query: { type: 'string', description: 'what to look for', required: true },
    replace: { type: 'string', description: 'what to put in its place' },
    dialogue: { type: 'string', description: 'id or title of one dialogue; all when left out' },
    'match-case': { type: 'boolean', description: 'capitals matter', default: false },
  },
  async run(args, engine, terminal) {
    await open(engine, args)
    const id = args.dialogue === undefined ? null : await dialogueId(engine, args.dialogue)
    const wish = { dialogueId: id, query: args.query, matchCase: args['match-case'] }
    if (args.replace !== undefined) {
      const result = await engine.dialogue.replace({ ...wish, replacement: args.replace })
      terminal.say(`${result.replaced} places`)
      return result
    }
    const hits = await engine.dialogue.find(wish)
    for (const hit of hits) terminal.say(`${hit.dialogueId} ${hit.part ?? hit.nodeId}: ${hit.text}`)
    return { hits }
  },
})

const exportCommand = toCommand({
  name: 'export',
  description: 'write a dialogue in a format of games; without --format they are listed',
  args: {
    project,
    dialogue,
    format: { type: 'string', description: 'yarn2, yarn3, ink, ink-json, twee, renpy, articy, json, …' },
    out: { type: 'string', description: 'the file to write' },
    option: { type: 'string', description: 'KEY=VALUE, several with commas: language=fr', default: '' },
  },
  async run(args, engine, terminal) {
    await open(engine, args)
    const formats = await engine.dialogue.exportFormats()
    const { format, out } = args
    if (format === undefined || out === undefined) {
      for (const { id, title, options } of formats)
        terminal.say(`${id.padEnd(18)} ${title}  ${options.map(({ key }) => key).join(' ')}`)
      return { formats }
    }
    const known = formats.find(({ id }) => id === format)
    const options = Object.fromEntries(
      args.option
        .split(',')
        .filter((pair) => pair.trim() !== '')
        .map((pair): [string, string | boolean] => {
          const [key = '', ...rest] = pair.trim().split('=')
          const option = known?.options.find((one) => one.key === key)
          if (!option) throw new UsageError(`there is no option ${key} for this format`)
          const value = rest.join('=')
          return [key, option.type === 'boolean' ? value !== 'false' : value]
        }),
    )
    const id = await dialogueId(engine, args.dialogue)
    const done = await engine.dialogue.export({ dialogueId: id, format, path: path.resolve(out), options })
    terminal.say(`${done.path ?? out}: ${done.lines} lines, ${done.sizeBytes} bytes`)
    return { path: done.path, sizeBytes: done.sizeBytes, lines: done.lines }
  },
})

const importCommand = toCommand({
  name: 'import',
  description: 'a dialogue from Yarn, ink, Twee or JSON; with --translations the texts of translators',
  args: {
    project,
    file: { type: 'positional', description: 'the file to read', required: true },
    translations: { type: 'boolean', description: 'a localisation table or XLIFF file', default: false },
    language: { type: 'string', description: 'of the translations, where the file does not say' },
  },
  async run(args, engine, terminal) {
    await open(engine, args)
    const source = { path: path.resolve(args.file) }
    if (args.translations) {
      const { language } = args
      const done = await engine.dialogue.importTranslations({
        source,
        ...(language === undefined ? {} : { language }),
      })
      terminal.say(`${done.translated} texts in ${done.language}, ${done.stale.length} of an older text`)
      for (const id of done.unknown) terminal.say(`  no line has the id ${id}`)
      return done
    }
    const done = await engine.dialogue.import({ source })
    showNodes(terminal, done.dialogue)
    for (const { code, count, sample } of done.remarks)
      terminal.say(`  does not come along: ${code} × ${count}  ${sample}`)
    return done
  },
})

export const dialogueCommand = defineCommand({
  meta: { name: 'dialogue', description: 'branching dialogues for games' },
  subCommands: {
    list: listCommand,
    new: newCommand,
    add: addCommand,
    edit: editCommand,
    remove: removeCommand,
    validate: validateCommand,
    play: playCommand,
    grow: growCommand,
    layout: layoutCommand,
    find: findCommand,
    export: exportCommand,
    import: importCommand,
  },
})
