// arcwright memory: what whoever writes is told of the book or of a scene, summaries of scenes, and what exactly would be sent.
import path from 'node:path'
import { defineCommand } from 'citty'
import type { EngineClient, Outputs } from '../../../engine/contract/index.ts'
import { UsageError } from '../problems.ts'
import { numberFrom, toCommand } from '../run-command.ts'
import type { Terminal } from '../terminal.ts'
import { writerFrom } from './generate.ts'

type Summary = Outputs['memory']['summaries'][number]

const project = { type: 'positional', description: 'PROJECT.arcwright', required: true } as const
const open = (engine: EngineClient, file: string) => engine.project.open({ path: path.resolve(file) })

const sceneFrom = async (engine: EngineClient, wanted: string): Promise<string> => {
  const scenes = (await engine.binder.tree()).filter(({ kind }) => kind === 'scene')
  const scene = wanted === 'last' ? scenes.at(-1) : scenes.find(({ id }) => id === wanted)
  if (scene) return scene.id
  throw new UsageError(`--scene ${wanted} is not a scene of this project`)
}

const scope = { type: 'string', description: 'of this scene instead of the book: last, or its id' } as const
const scopeFrom = async (engine: EngineClient, wanted: string | undefined): Promise<string | null> =>
  wanted === undefined ? null : sceneFrom(engine, wanted)

const sayFields = (terminal: Terminal, fields: Outputs['memory']['fields']): void => {
  terminal.say(`memory  ${fields.memory || '–'}`)
  terminal.say(`note    ${fields.note || '–'}  (${fields.noteDepth} paragraphs above the end)`)
}

const show = toCommand({
  name: 'show',
  description: 'the story memory and the author’s note',
  args: { project, scene: scope },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const fields = await engine.memory.fields({ sceneId: await scopeFrom(engine, args.scene) })
    sayFields(terminal, fields)
    return { fields }
  },
})

const tell = toCommand({
  name: 'tell',
  description: 'change the story memory or the author’s note; an empty text takes it away',
  args: {
    project,
    scene: scope,
    memory: { type: 'string', description: 'facts that always hold' },
    note: { type: 'string', description: 'how to write now' },
    depth: { type: 'string', description: 'paragraphs between the note and the end of the text' },
  },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const noteDepth = numberFrom('depth', args.depth)
    const fields = await engine.memory.tell({
      sceneId: await scopeFrom(engine, args.scene),
      change: {
        ...(args.memory === undefined ? {} : { memory: args.memory }),
        ...(args.note === undefined ? {} : { note: args.note }),
        ...(noteDepth === undefined ? {} : { noteDepth }),
      },
    })
    sayFields(terminal, fields)
    return { fields }
  },
})

const lineOf = ({ sceneId, title, text, maker, stale }: Summary): string =>
  `${sceneId}  ${maker}${stale ? ' (stale)' : ''}  ${title}: ${text || '–'}`

const summaries = toCommand({
  name: 'summaries',
  description: 'of every scene; or write one, or give one back to the studio',
  args: {
    project,
    scene: { type: 'string', description: 'the scene to change: last, or its id' },
    text: { type: 'string', description: 'its summary by your own hand, locked from then on' },
    unlock: { type: 'boolean', description: 'made by the studio again', default: false },
  },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    if (args.text !== undefined || args.unlock) {
      if (args.scene === undefined) throw new UsageError('--scene says whose summary is meant')
      const sceneId = await sceneFrom(engine, args.scene)
      await (args.text === undefined
        ? engine.memory.unlockSummary({ sceneId })
        : engine.memory.setSummary({ sceneId, text: args.text }))
    }
    const list = await engine.memory.summaries()
    for (const summary of list) terminal.say(lineOf(summary))
    return { summaries: list }
  },
})

const summarise = toCommand({
  name: 'summarise',
  description: 'bring summaries up to date',
  args: {
    project,
    scene: { type: 'string', description: 'only this scene: last, or its id' },
    model: {
      type: 'string',
      description: 'who writes them, by id or name; without it the scenes’ own sentences',
    },
  },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const sceneIds = args.scene === undefined ? undefined : [await sceneFrom(engine, args.scene)]
    const writerId = args.model === undefined ? null : await writerFrom(engine, args.model)
    const made: Summary[] = []
    const stream = await engine.memory.summarise(
      { writerId, ...(sceneIds ? { sceneIds } : {}) },
      { signal: terminal.signal },
    )
    for await (const event of stream) {
      if (event.kind === 'progress') terminal.progress(`${event.done + 1}/${event.total} ${event.title}`)
      if (event.kind === 'summary') {
        made.push(event.summary)
        terminal.say(lineOf(event.summary))
      }
    }
    return { summaries: made }
  },
})

const preview = toCommand({
  name: 'preview',
  description: 'what a model would be sent to go on from the end of a scene, piece by piece, and why',
  args: {
    project,
    scene: { type: 'string', description: 'last, or the id of a scene', default: 'last' },
    model: { type: 'string', description: 'who would write, by id or name' },
    words: { type: 'string', description: 'room is kept for so many' },
    without: { type: 'string', description: 'ids of pieces to leave out, separated by commas' },
    text: { type: 'boolean', description: 'the exact text too', default: false },
  },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const words = numberFrom('words', args.words)
    const excluded = (args.without ?? '').split(',').filter((id) => id !== '')
    const told = await engine.memory.preview({
      sceneId: await sceneFrom(engine, args.scene),
      ...(args.model === undefined ? {} : { writerId: await writerFrom(engine, args.model) }),
      ...(words === undefined ? {} : { words }),
      context: { excluded },
    })
    for (const { id, title, included, reason, detail, tokens } of told.pieces)
      terminal.say(
        `${included ? 'in ' : 'out'}  ${id}  ${title}  ${[reason, detail].join(' ').trim()}  ${tokens}`,
      )
    terminal.say(
      `${told.writerName}: ${told.tokens} of ${told.room} tokens${told.estimate ? ' (estimated)' : ''}`,
    )
    if (args.text) terminal.say(told.text)
    return { ...told }
  },
})

export const memoryCommand = defineCommand({
  meta: { name: 'memory', description: 'what models are told: show, tell, summaries, summarise, preview' },
  subCommands: { show, tell, summaries, summarise, preview },
})
