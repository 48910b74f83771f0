// Conversations about a scene: what can be asked as data, what was said, and what of it may go into the text.
import type { PieceReason, PieceSource } from './context-piece.ts'

/** What a command works on, and what its answer is meant for. */
export interface ChatCommand {
  readonly id: string
  /** `passage`: the selected text, or the whole scene; `place`: where the cursor is. */
  readonly on: 'passage' | 'place'
  /** `replacement`: of the passage; `addition`: behind it; `words`: for the writer to read. */
  readonly gives: 'replacement' | 'addition' | 'words'
  /** Whether a model that only goes on with a text can do it. */
  readonly needsInstructions: boolean
  readonly variants: readonly string[]
}

const asked = (id: string, rest: Partial<ChatCommand> = {}): ChatCommand => ({
  id,
  on: 'passage',
  gives: 'words',
  needsInstructions: true,
  variants: [],
  ...rest,
})

/** The first variant is the usual one. `ask` is a question in the writer's own words. */
const CHAT_COMMANDS = [
  asked('ask'),
  asked('continue', { on: 'place', gives: 'addition', needsInstructions: false }),
  asked('vary', { gives: 'replacement', needsInstructions: false }),
  asked('weave', { gives: 'replacement', needsInstructions: false }),
  asked('shorten', { gives: 'replacement' }),
  asked('expand', { gives: 'replacement' }),
  asked('tone', {
    gives: 'replacement',
    variants: ['warmer', 'darker', 'lighter', 'tenser', 'plainer', 'formal'],
  }),
  asked('tense', { gives: 'replacement', variants: ['past', 'present'] }),
  asked('view', { gives: 'replacement', variants: ['first', 'second', 'third', 'all-knowing'] }),
  asked('show', { gives: 'replacement' }),
  asked('senses', { gives: 'addition', variants: ['all', 'sight', 'sound', 'smell', 'touch', 'taste'] }),
  asked('brainstorm'),
  asked('what-if'),
  asked('critique'),
  asked('summarise'),
  asked('title'),
  asked('translate', { gives: 'replacement', variants: ['en', 'zh'] }),
] as const satisfies readonly ChatCommand[]

export const findCommand = (id: string): ChatCommand | undefined =>
  CHAT_COMMANDS.find((command) => command.id === id)

/** What a model without instructions can be asked for. */
export const commandsFor = (instructions: boolean): readonly ChatCommand[] =>
  CHAT_COMMANDS.filter((command) => instructions || !command.needsInstructions)

/** A stretch of a scene as it was when the question was asked. */
export interface Passage {
  readonly sceneId: string
  readonly paragraphs: readonly PassageParagraph[]
}

interface PassageParagraph {
  readonly blockId: string
  /** Characters into the block's plain text. */
  readonly from: number
  readonly text: string
}

/** One change of a proposal, to be taken or refused by itself. */
export interface Hunk {
  readonly index: number
  /** `words`: within a paragraph of the passage; `paragraph`: a new one behind it. */
  readonly kind: 'words' | 'paragraph'
  /** Of the passage, from 0. */
  readonly paragraph: number
  /** Characters into the passage's paragraph; equal where something is only added. */
  readonly from: number
  readonly to: number
  readonly removed: string
  readonly added: string
}

export type HunkDecision = 'accepted' | 'rejected'

/** What was told to the model beside the question, or had no room. */
export interface KnownPart {
  readonly kind: PieceSource
  readonly title: string
  readonly tokens: number
  readonly included: boolean
  /** Absent in what was asked before reasons were told. */
  readonly reason?: PieceReason
}

export interface ChatMessage {
  readonly id: string
  readonly conversationId: string
  readonly role: 'writer' | 'model'
  readonly text: string
  readonly command: string
  readonly variant: string
  /** What it is about; null without a scene. */
  readonly passage: Passage | null
  /** Of a reply: whether it came to its end. */
  readonly state: 'whole' | 'stopped' | 'broken'
  readonly model: ChatModel | null
  readonly known: readonly KnownPart[]
  readonly decisions: Readonly<Record<string, HunkDecision>>
  readonly createdAt: number
}

/** Who answered, and what exactly was sent. */
interface ChatModel {
  readonly writerId: string
  readonly runId: string | null
  readonly modelId: string
  readonly name: string
  readonly hash: string
  readonly seed: number
  readonly sent: string
  /** What was lived that it was told, so that its sentences can say where they come from; absent where there was none. */
  readonly material?: readonly { readonly kind: 'entry' | 'media'; readonly id: string }[]
  /** What of it stands for something else; absent where nothing was masked. */
  readonly details?: readonly { readonly original: string; readonly standIn: string }[]
}

export interface Conversation {
  readonly id: string
  readonly title: string
  readonly sceneId: string | null
  /** The conversation that it left at one of its messages. */
  readonly branchOf: string | null
  readonly createdAt: number
  readonly updatedAt: number
}
