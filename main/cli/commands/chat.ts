// arcwright chat: questions and commands about a scene, their answers streamed, kept, searched, branched, and taken into the text.
import path from 'node:path'
import type { EngineClient, Inputs, Outputs } from '../../../engine/contract/index.ts'
import { UsageError } from '../problems.ts'
import { numberFrom, toCommand } from '../run-command.ts'
import { materialFrom, writerFrom } from './generate.ts'

type Message = Outputs['chat']['messages'][number]
type Ask = Inputs['chat']['ask']

const sceneFrom = async (engine: EngineClient, wanted: string): Promise<string | undefined> => {
  if (wanted === 'none') return undefined
  const scenes = (await engine.binder.tree()).filter((node) => node.kind === 'scene')
  const scene = wanted === 'last' ? scenes.at(-1) : scenes.find(({ id }) => id === wanted)
  if (!scene && wanted !== 'last') throw new UsageError(`--scene ${wanted} is not a scene of this project`)
  return scene?.id
}

/** `3` or `3-5`: paragraphs of the scene, from 1. */
const selectionFrom = async (
  engine: EngineClient,
  sceneId: string | undefined,
  wanted: string,
): Promise<NonNullable<Ask['selection']>> => {
  const [, first = '', last = first] = /^(\d+)(?:-(\d+))?$/u.exec(wanted) ?? []
  const { document } = sceneId === undefined ? { document: null } : await engine.scene.get({ sceneId })
  const blocks = (document?.content ?? []).filter(({ type }) => type === 'paragraph' || type === 'heading')
  const [from, to] = [blocks[Number(first) - 1], blocks[Number(last) - 1]]
  if (first === '' || !from || !to || Number(last) < Number(first))
    throw new UsageError(`--paragraphs ${wanted}: the scene has ${blocks.length}; say 2 or 2-4`)
  return { fromBlockId: from.attrs.id, from: 0, toBlockId: to.attrs.id }
}

/** `all`, or numbers with commas. */
const changesFrom = (name: string, wanted: string | undefined, { hunks }: Message): number[] => {
  if (wanted === undefined) return []
  const open = hunks.filter(({ decision }) => decision === 'open').map(({ index }) => index)
  if (wanted === 'all') return open
  const numbers = wanted.split(',').map((each) => Number(each) - 1)
  if (numbers.every((each) => Number.isInteger(each) && each >= 0 && each < hunks.length)) return numbers
  throw new UsageError(`--${name} ${wanted}: this answer has changes 1 to ${hunks.length}; say all, or 1,3`)
}

const hunkLines = ({ hunks }: Message): string[] =>
  hunks.map(({ index, kind, removed, added, decision }) => {
    const words =
      kind === 'paragraph' ? `¶ +“${added}”` : `${removed && `-“${removed}”`} ${added && `+“${added}”`}`
    return `  ${index + 1}. ${words.trim()}${decision === 'open' ? '' : `  (${decision})`}`
  })

const findMessage = async (engine: EngineClient, id: string): Promise<Message> => {
  for (const { id: conversationId } of await engine.chat.conversations({})) {
    const found = (await engine.chat.messages({ conversationId })).find((message) => message.id === id)
    if (found) return found
  }
  throw new UsageError(
    `--message ${id} is not in the project; --list names conversations, --conversation their messages`,
  )
}

export const chatCommand = toCommand({
  name: 'chat',
  description: 'ask about a scene, have it rewritten, and take what is good into the text',
  args: {
    project: { type: 'positional', description: 'PROJECT.arcwright', required: true },
    question: {
      type: 'positional',
      description: 'a question, or what a command should heed',
      required: false,
    },
    command: { type: 'string', description: 'continue, shorten, tone, critique …; --commands names all' },
    variant: { type: 'string', description: 'of the command, as darker or past' },
    scene: { type: 'string', description: 'last, none, or the id of a scene', default: 'last' },
    paragraphs: { type: 'string', description: 'which of the scene, as 3 or 3-5; else the whole scene' },
    model: { type: 'string', description: 'who answers, by id or name' },
    words: { type: 'string', description: 'at most about so many' },
    seed: { type: 'string', description: 'the same seed gives the same answer where the model can' },
    temperature: { type: 'string', description: 'higher is bolder' },
    material: {
      type: 'string',
      description: 'ids of entries and media to know, with commas between; default: those of the scene',
    },
    conversation: { type: 'string', description: 'go on with this one; without a question: show it' },
    commands: { type: 'boolean', description: 'what this model can be asked for', default: false },
    list: { type: 'boolean', description: 'conversations of the project', default: false },
    search: { type: 'string', description: 'conversations in which these words occur' },
    message: { type: 'string', description: 'an answer, for the following' },
    accept: { type: 'string', description: 'take changes into the text: all, or 1,3' },
    reject: { type: 'string', description: 'refuse changes: all, or 2' },
    keep: { type: 'string', description: 'keep the answer as note or lore' },
    branch: { type: 'boolean', description: 'go on from there in a conversation of its own', default: false },
    remove: { type: 'boolean', description: 'take the conversation away', default: false },
  },
  async run(args, engine, terminal) {
    await engine.project.open({ path: path.resolve(args.project) })
    const writerId = args.model === undefined ? undefined : await writerFrom(engine, args.model)
    if (args.commands) {
      const found = await engine.chat.commands(writerId === undefined ? {} : { writerId })
      const few = found.instructions ? '' : ': it only goes on with a text'
      terminal.say(`${found.writerName}${few}`)
      for (const { id, variants } of found.commands) terminal.say(`  ${id}  ${variants.join(', ')}`)
      return { ...found }
    }
    if (args.list || args.search !== undefined) {
      const conversations = await engine.chat.conversations({ query: args.search ?? '' })
      for (const { id, title, messages, excerpt } of conversations)
        terminal.say(`${id}  ${title}  (${messages})\n   ${excerpt}`)
      return { conversations }
    }
    if (args.message !== undefined) {
      const message = await findMessage(engine, args.message)
      if (args.branch) {
        const conversation = await engine.chat.branch({ messageId: message.id })
        terminal.say(conversation.id)
        return { conversation }
      }
      if (args.keep === 'note' || args.keep === 'lore') {
        const kept = await engine.chat.keep({ messageId: message.id, as: args.keep })
        terminal.say(kept.id)
        return { kept }
      }
      if (args.keep !== undefined) throw new UsageError('--keep is note or lore')
      const accept = changesFrom('accept', args.accept, message)
      const reject = changesFrom('reject', args.reject, message).filter((index) => !accept.includes(index))
      const decided =
        accept.length + reject.length === 0
          ? message
          : await engine.chat.decide({ messageId: message.id, accept, reject })
      terminal.say(`${decided.text}\n`)
      for (const line of hunkLines(decided)) terminal.say(line)
      return { message: decided }
    }
    if (args.conversation !== undefined && args.remove) {
      await engine.chat.remove({ conversationId: args.conversation })
      terminal.say(`${args.conversation} is gone; undo brings it back`)
      return { removed: args.conversation }
    }
    if (args.conversation !== undefined && args.question === undefined && args.command === undefined) {
      const messages = await engine.chat.messages({ conversationId: args.conversation })
      for (const { id, role, command, text, modelName } of messages)
        terminal.say(`${id}  ${modelName ?? role} · ${command}\n${text}\n`)
      return { messages }
    }
    if (args.question === undefined && args.command === undefined)
      throw new UsageError('say a question in quotes, or --command; --commands names what there is')
    const sceneId = await sceneFrom(engine, args.scene)
    const [words, seed] = [numberFrom('words', args.words), numberFrom('seed', args.seed)]
    const temperature = numberFrom('temperature', args.temperature)
    const wish: Ask = {
      command: args.command ?? 'ask',
      text: args.question ?? '',
      ...(sceneId === undefined ? {} : { sceneId }),
      ...(args.paragraphs === undefined
        ? {}
        : { selection: await selectionFrom(engine, sceneId, args.paragraphs) }),
      ...(args.variant === undefined ? {} : { variant: args.variant }),
      ...(args.conversation === undefined ? {} : { conversationId: args.conversation }),
      ...(writerId === undefined ? {} : { writerId }),
      ...(words === undefined ? {} : { words }),
      ...(seed === undefined ? {} : { seed }),
      ...(temperature === undefined ? {} : { temperature }),
      ...(args.material === undefined ? {} : { material: await materialFrom(engine, args.material) }),
    }
    let message: Message | undefined
    for await (const event of await engine.chat.ask(wish, { signal: terminal.signal })) {
      if (event.kind === 'loading') terminal.progress(`reading the model ${Math.round(100 * event.share)} %`)
      if (event.kind === 'started') terminal.progress(`${event.modelName} answers …`)
      if (event.kind === 'done') ({ message } = event)
    }
    if (!message) throw new Error('the answer ended early')
    terminal.say(`${message.text}\n`)
    const left = message.known.filter(({ included }) => !included)
    for (const { kind, title, tokens } of left)
      terminal.say(`no room for: ${kind} ${title} (${tokens} tokens)`)
    const isProposal = message.hunks.length > 0
    if (isProposal) for (const line of hunkLines(message)) terminal.say(line)
    if (isProposal) terminal.say(`take them: --message ${message.id} --accept all`)
    return { message }
  },
})
