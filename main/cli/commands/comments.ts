// arcwright comments: what is said of words of the manuscript, listed, added, answered, corrected, settled.
import path from 'node:path'
import { defineCommand } from 'citty'
import type { EngineClient, Outputs } from '../../../engine/contract/index.ts'
import { findNode } from '../named-nodes.ts'
import { UsageError } from '../problems.ts'
import { toCommand } from '../run-command.ts'

type Thread = Outputs['comment']['list'][number]
type Block = Outputs['scene']['get']['document']['content'][number]

const project = { type: 'positional', description: 'PROJECT.arcwright', required: true } as const
const thread = { type: 'positional', description: 'ids, with commas between', required: true } as const
const author = { type: 'string', description: 'who says it; without it the writer of the project' } as const
const open = (engine: EngineClient, file: string) => engine.project.open({ path: path.resolve(file) })
const idsFrom = (names: string): string[] => names.split(',').map((name) => name.trim())
const oneLine = (text: string): string => text.replaceAll(/\s+/gu, ' ').trim()

const sayThread = (say: (line: string) => void, { id, quote, place, resolvedAt, messages }: Thread): void => {
  const state = [place ? '' : 'its words are gone', resolvedAt === null ? '' : 'resolved'].filter(Boolean)
  say(`${id}  “${oneLine(quote)}”${state.length > 0 ? `  (${state.join(', ')})` : ''}`)
  for (const { id: messageId, author: who, text } of messages)
    say(`    ${messageId}  ${who || 'you'}: ${oneLine(text)}`)
}

/** The plain text of a block as the engine counts it. */
const plain = (block: Block): string =>
  'content' in block && (block.type === 'paragraph' || block.type === 'heading' || block.type === 'note')
    ? (block.content ?? [])
        .map((inline) => (inline.type === 'text' ? inline.text : inline.type === 'hardBreak' ? '\n' : ''))
        .join('')
    : ''

const textblocks = (block: { readonly type: string }): Block[] => {
  if (['paragraph', 'heading', 'note'].includes(block.type)) return [block as Block]
  return 'content' in block ? (block.content as Block[]).flatMap(textblocks) : []
}

interface Place {
  readonly sceneId: string
  readonly blockId: string
  readonly offset: number
}

const placesIn = (sceneId: string, block: Block, words: string): Place[] => {
  const text = plain(block)
  const found: Place[] = []
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1))
    if ('attrs' in block) found.push({ sceneId, blockId: block.attrs.id, offset: at })
  return found
}

/** What is named, or everything; with what stands below it. */
const scenesIn = (tree: Outputs['binder']['tree'], name: string | undefined): string[] => {
  const wanted = new Set(name === undefined ? tree.map(({ id }) => id) : [findNode(tree, name).id])
  // In reading order: what holds others comes before them.
  for (const { id, parentId } of tree) if (parentId !== null && wanted.has(parentId)) wanted.add(id)
  return tree
    .filter(({ id, kind }) => wanted.has(id) && (kind === 'scene' || kind === 'note'))
    .map(({ id }) => id)
}

const list = toCommand({
  name: 'list',
  description: 'every thread, in the order of the book',
  args: {
    project,
    open: { type: 'boolean', description: 'only those that are not resolved', default: false },
  },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const threads = (await engine.comment.list()).filter(
      ({ resolvedAt }) => !args.open || resolvedAt === null,
    )
    for (const each of threads) sayThread(terminal.say, each)
    return { threads }
  },
})

const add = toCommand({
  name: 'add',
  description: 'say something about words of a scene',
  args: {
    project,
    scene: { type: 'string', description: 'a scene, chapter or part by id or title; else the whole book' },
    words: { type: 'string', description: 'the words, within one paragraph', required: true },
    text: { type: 'string', description: 'what is said', required: true },
    author,
  },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    if (args.words === '') throw new UsageError('say which words: --words')
    const places: Place[] = []
    for (const sceneId of scenesIn(await engine.binder.tree(), args.scene)) {
      const { document } = await engine.scene.get({ sceneId })
      places.push(
        ...document.content.flatMap(textblocks).flatMap((block) => placesIn(sceneId, block, args.words)),
      )
    }
    const [place] = places
    if (!place || places.length > 1)
      throw new UsageError(
        place
          ? `“${args.words}” stands there ${places.length} times; give more words`
          : `“${args.words}” does not stand there`,
      )
    const made = await engine.comment.add({
      sceneId: place.sceneId,
      from: { blockId: place.blockId, offset: place.offset },
      to: { blockId: place.blockId, offset: place.offset + args.words.length },
      text: args.text,
      ...(args.author === undefined ? {} : { author: args.author }),
    })
    sayThread(terminal.say, made)
    return { thread: made }
  },
})

const reply = toCommand({
  name: 'reply',
  description: 'answer in a thread',
  args: { project, thread, text: { type: 'string', description: 'what is said', required: true }, author },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const message = await engine.comment.reply({
      threadId: args.thread,
      text: args.text,
      ...(args.author === undefined ? {} : { author: args.author }),
    })
    terminal.say(`${message.author || 'you'}: ${oneLine(message.text)}`)
    return { message }
  },
})

const message = { type: 'positional', description: 'the id of what was said', required: true } as const

const edit = toCommand({
  name: 'edit',
  description: 'put other words in the place of what was said',
  args: { project, message, text: { type: 'string', description: 'the new words', required: true } },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    await engine.comment.edit({ messageId: args.message, text: args.text })
    terminal.say(oneLine(args.text))
    return { messageId: args.message }
  },
})

const unsay = toCommand({
  name: 'unsay',
  description: 'take one answer away; the first message goes with its thread only',
  args: { project, message },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    await engine.comment.removeMessage({ messageId: args.message })
    terminal.say('1 answer removed')
    return { messageId: args.message }
  },
})

const settle = (name: 'resolve' | 'reopen') =>
  toCommand({
    name,
    description: name === 'resolve' ? 'settle threads' : 'open settled threads again',
    args: { project, thread },
    async run(args, engine, terminal) {
      await open(engine, args.project)
      const threadIds = idsFrom(args.thread)
      await engine.comment.resolve({ threadIds, resolved: name === 'resolve' })
      terminal.say(`${threadIds.length} ${name === 'resolve' ? 'resolved' : 'open again'}`)
      return { threadIds }
    },
  })

const remove = toCommand({
  name: 'remove',
  description: 'take threads away; their words stay',
  args: { project, thread },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const threadIds = idsFrom(args.thread)
    await engine.comment.remove({ threadIds })
    terminal.say(`${threadIds.length} removed`)
    return { threadIds }
  },
})

export const commentsCommand = defineCommand({
  meta: {
    name: 'comments',
    description: 'comments on the text: list, add, reply, edit, unsay, resolve, reopen, remove',
  },
  subCommands: {
    list,
    add,
    reply,
    edit,
    unsay,
    resolve: settle('resolve'),
    reopen: settle('reopen'),
    remove,
  },
})
