// arcwright media: files brought into a project, understood, listed with what was understood, and corrected.
import path from 'node:path'
import { defineCommand } from 'citty'
import type { EngineClient, Outputs } from '../../../engine/contract/index.ts'
import { UsageError } from '../problems.ts'
import { toCommand } from '../run-command.ts'
import type { Terminal } from '../terminal.ts'
import { helpersCommand } from './media-helpers.ts'
import { framesCommand, subtitlesCommand } from './media-subtitles.ts'

type Item = Outputs['media']['list']['items'][number]
type Understood = Outputs['media']['understanding'][number]

const project = { type: 'positional', description: 'PROJECT.arcwright', required: true } as const
const open = (engine: EngineClient, file: string) => engine.project.open({ path: path.resolve(file) })

/** The sentence that was composed, or why there is none. */
const captionOf = ({ findings, analyzers }: Understood): string => {
  const caption = findings.map(({ finding }) => finding).find((finding) => finding.aspect === 'caption')
  if (caption?.aspect === 'caption') return caption.en
  const trouble = analyzers.filter(({ problem }) => problem !== null)
  return (
    trouble.map(({ analyzer, problem }) => `${analyzer}: ${problem}`).join('; ') || '(not understood yet)'
  )
}

const placeOf = ({ findings }: Understood): string => {
  const place = findings.map(({ finding }) => finding).find((finding) => finding.aspect === 'place')
  return place?.aspect === 'place' && place.en !== '' ? `  @ ${place.en}` : ''
}

const line = (item: Item, understood?: Understood): string =>
  `${item.id}  ${item.kind.padEnd(8)}  ${item.name}${understood ? `  ${captionOf(understood)}${placeOf(understood)}` : ''}`

const failuresOf = (understood: readonly Understood[]) =>
  understood.flatMap(({ mediaId, analyzers }) =>
    analyzers
      .filter(({ state }) => state === 'failed' || state === 'missing')
      .map(({ analyzer, state, problem }) => ({ mediaId, analyzer, state, problem })),
  )

const analyzeAll = async (
  engine: EngineClient,
  terminal: Terminal,
  input: { mediaIds?: string[]; again?: boolean },
): Promise<Understood[]> => {
  for await (const event of await engine.media.analyze(input, { signal: terminal.signal }))
    if (event.kind === 'progress') terminal.progress(`understanding ${event.done} of ${event.total}`)
  return engine.media.understanding(input.mediaIds ? { mediaIds: input.mediaIds } : {})
}

const add = toCommand({
  name: 'add',
  description: 'bring files and folders into the project; --analyze understands them at once',
  args: {
    project,
    path: { type: 'positional', description: 'files and folders, as many as you like', required: true },
    analyze: { type: 'boolean', description: 'understand them too', default: false },
    mine: {
      type: 'boolean',
      description: 'sounds and clips among them are of your own voice',
      default: false,
    },
  },
  takesMore: true,
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const added: Item[] = []
    const failed: { path: string; code: string; message: string }[] = []
    const paths = args._.slice(1).map((each) => path.resolve(each))
    for await (const event of await engine.media.addPaths(
      { paths, isOwnVoice: args.mine },
      { signal: terminal.signal },
    )) {
      if (event.kind === 'progress') terminal.progress(`adding ${event.done} of ${event.total}`)
      else if (event.kind === 'added') added.push(event.item)
      else failed.push({ path: event.path, code: event.code, message: event.message })
    }
    for (const each of failed) terminal.say(`not added: ${each.path}: ${each.message}`)
    const mediaIds = added.map(({ id }) => id)
    const understood =
      args.analyze && mediaIds.length > 0 ? await analyzeAll(engine, terminal, { mediaIds }) : []
    for (const item of added)
      terminal.say(
        line(
          item,
          understood.find(({ mediaId }) => mediaId === item.id),
        ),
      )
    return { added, failed, understood, failed_analyzers: failuresOf(understood) }
  },
})

const analyze = toCommand({
  name: 'analyze',
  description: 'understand what is not understood yet; stopped, it goes on where it was',
  args: {
    project,
    media: {
      type: 'positional',
      description: 'ids with , between them; all where none is named',
      required: false,
    },
    again: { type: 'boolean', description: 'forget what was found before', default: false },
  },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const mediaIds = args.media?.split(',')
    const understood = await analyzeAll(engine, terminal, {
      ...(mediaIds ? { mediaIds } : {}),
      again: args.again,
    })
    for (const each of understood) terminal.say(`${each.mediaId}  ${captionOf(each)}${placeOf(each)}`)
    return { understood, failed_analyzers: failuresOf(understood) }
  },
})

const list = toCommand({
  name: 'list',
  description: 'every file and what is understood of it',
  args: { project },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const [{ items, pins }, understood] = await Promise.all([
      engine.media.list(),
      engine.media.understanding({}),
    ])
    for (const item of items)
      terminal.say(
        line(
          item,
          understood.find(({ mediaId }) => mediaId === item.id),
        ),
      )
    return { items, pins, understood }
  },
})

const correct = toCommand({
  name: 'correct',
  description: 'put your own finding (JSON) in place of what was found, or take it back with --undo ASPECT',
  args: {
    project,
    media: { type: 'positional', description: 'its id', required: true },
    finding: { type: 'string', description: 'JSON as `media list --json` shows findings' },
    undo: { type: 'string', description: 'the aspect for which what was found shall hold again' },
  },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    if ((args.finding === undefined) === (args.undo === undefined))
      throw new UsageError('either --finding JSON or --undo ASPECT')
    const mediaId = args.media
    const understood =
      args.undo === undefined
        ? await engine.media.correct({ mediaId, finding: findingFrom(args.finding ?? '') })
        : await engine.media.uncorrect({ mediaId, aspect: args.undo as never })
    terminal.say(captionOf(understood))
    return { understood }
  },
})

/** The contract checks what it is. */
const findingFrom = (text: string): never => {
  try {
    return JSON.parse(text) as never
  } catch {
    throw new UsageError('--finding is not JSON')
  }
}

const mine = toCommand({
  name: 'mine',
  description: 'say which recordings are of your own voice: from five on, each is heard against the others',
  args: {
    project,
    media: { type: 'positional', description: 'ids with , between them', required: true },
    not: { type: 'boolean', description: 'they are somebody else’s', default: false },
  },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const items: Item[] = []
    for (const mediaId of args.media.split(','))
      items.push(await engine.media.update({ mediaId, isOwnVoice: !args.not }))
    const { items: all } = await engine.media.list()
    const own = all.filter(({ isOwnVoice }) => isOwnVoice).length
    terminal.say(`${own} recordings of your own voice; \`media analyze\` hears what is to be heard anew`)
    return { items, own }
  },
})

const choices = toCommand({
  name: 'choices',
  description: 'the words that a correction may choose from, by what is corrected',
  args: {},
  async run(_args, engine, terminal) {
    const found = await engine.media.choices()
    for (const [aspect, words] of Object.entries(found)) terminal.say(`${aspect}: ${words.join(', ')}`)
    return found
  },
})

export const mediaCommand = defineCommand({
  meta: { name: 'media', description: 'photos, voices and clips: bring in, understand, list, correct' },
  subCommands: {
    add,
    analyze,
    list,
    correct,
    mine,
    choices,
    subtitles: subtitlesCommand,
    frames: framesCommand,
    helpers: helpersCommand,
  },
})
