// arcwright privacy, share-copy: what is private in a project, what stands for it, and a copy to give away.
import path from 'node:path'
import { defineCommand } from 'citty'
import type { EngineClient, Inputs, Outputs } from '../../../engine/contract/index.ts'
import { UsageError } from '../problems.ts'
import { toCommand } from '../run-command.ts'
import type { Terminal } from '../terminal.ts'

type Found =
  Outputs['privacy']['find'] extends AsyncIterable<infer Event> ? Extract<Event, { kind: 'found' }> : never
type Kind = Inputs['privacy']['choose']['kind']

const KINDS: readonly Kind[] = ['name', 'place', 'email', 'phone', 'address', 'number']

const project = { type: 'positional', description: 'PROJECT.arcwright', required: true } as const
const what = { type: 'positional', description: 'as it is written', required: true } as const
const open = (engine: EngineClient, file: string) => engine.project.open({ path: path.resolve(file) })

const found = async (engine: EngineClient, { signal, progress }: Terminal): Promise<Found['details']> => {
  for await (const event of await engine.privacy.find(undefined, { signal })) {
    if (event.kind === 'found') return event.details
    progress(`reading ${event.done} / ${event.total}`)
  }
  throw new Error('the search ended early')
}

const list = toCommand({
  name: 'list',
  description: 'names, places, numbers and addresses, and what stands for each in a copy to share',
  args: { project },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const details = await found(engine, terminal)
    for (const { original, kind, inBook, inLife, standIn, chosen } of details)
      terminal.say(
        `${kind.padEnd(7)}  ${original}  →  ${standIn ?? 'stays'}${chosen ? ' (chosen)' : ''}  ${inBook} in the book, ${inLife} in the life record`,
      )
    return { details }
  },
})

const kindOf = (text: string): Kind => {
  const kind = KINDS.find((each) => each === text)
  if (kind) return kind
  throw new UsageError(`--kind is one of ${KINDS.join(', ')}`)
}

const mask = toCommand({
  name: 'mask',
  description:
    'say what stands for it, in shared copies and before servers; the name of a character, or any other',
  args: {
    project,
    what,
    as: { type: 'string', description: 'what stands for it', required: true },
    kind: { type: 'string', description: KINDS.join(', '), default: 'name' },
  },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    await engine.privacy.choose({ original: args.what, kind: kindOf(args.kind), standIn: args.as })
    terminal.say(`${args.what} → ${args.as}`)
    return { original: args.what, standIn: args.as }
  },
})

const keep = toCommand({
  name: 'keep',
  description: 'let it stay as it is',
  args: { project, what, kind: { type: 'string', description: KINDS.join(', '), default: 'name' } },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    await engine.privacy.choose({ original: args.what, kind: kindOf(args.kind), standIn: null })
    terminal.say(`${args.what} stays`)
    return { original: args.what, standIn: null }
  },
})

const usual = toCommand({
  name: 'usual',
  description: 'forget what was chosen for it',
  args: { project, what },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    await engine.privacy.unchoose({ original: args.what })
    terminal.say(`${args.what}: as usual`)
    return { original: args.what }
  },
})

export const privacyCommand = defineCommand({
  meta: { name: 'privacy', description: 'names and private details: list, mask, keep, usual' },
  subCommands: { list, mask, keep, usual },
})

export const shareCopyCommand = toCommand({
  name: 'share-copy',
  description:
    'a copy to give away: book and life record under other names, pictures without their data, no history, no recordings',
  args: {
    project,
    out: { type: 'positional', description: 'COPY.arcwright', required: true },
    pictures: { type: 'string', description: 'yes or no', default: 'yes' },
    faces: { type: 'string', description: 'hide those that were found, or show', default: 'hide' },
    life: { type: 'string', description: 'the life record as well, yes or no', default: 'yes' },
  },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const wish = {
      path: path.resolve(args.out),
      pictures: args.pictures !== 'no',
      hideFaces: args.faces !== 'show',
      life: args.life !== 'no',
    }
    for await (const event of await engine.privacy.shareCopy(wish, { signal: terminal.signal })) {
      if (event.kind === 'progress') terminal.progress(`${event.stage} ${event.done} / ${event.total}`)
      else {
        terminal.say(
          `${event.path}: ${event.scenes} scenes, ${event.entries} entries, ${event.pictures} pictures; ${event.masked} details masked in ${event.places} places, ${event.leftOut} files left out`,
        )
        return { ...event }
      }
    }
    throw new Error('the copy was stopped; nothing was written')
  },
})
