// chat.*: conversations beside a scene: commands and questions, answers that stream, and what of them goes into the text.
import { eventIterator } from '@orpc/contract'
import * as z from 'zod'
import { PIECE_REASONS, PIECE_SOURCES } from '../domain/context-piece.ts'
import { base, fraction, id } from './base.ts'
import { contextChanges } from './context-piece.ts'
import { materialRef } from './life.ts'

const MAX_QUESTION = 20_000
const name = z.string().max(40)

const command = z.object({
  id: name,
  /** `passage`: the selected text, or the whole scene; `place`: where the cursor is. */
  on: z.enum(['passage', 'place']),
  gives: z.enum(['replacement', 'addition', 'words']),
  needsInstructions: z.boolean(),
  /** The first one is the usual one. */
  variants: z.array(name),
})

const passage = z.object({
  sceneId: id,
  paragraphs: z.array(z.object({ blockId: id, from: z.number(), text: z.string() })),
})

/** A change that can be taken or refused by itself; texts of the passage as it was when the question was asked. */
const hunk = z.object({
  index: z.number(),
  kind: z.enum(['words', 'paragraph']),
  paragraph: z.number(),
  from: z.number(),
  to: z.number(),
  removed: z.string(),
  added: z.string(),
  decision: z.enum(['open', 'accepted', 'rejected']),
})

const conversation = z.object({
  id,
  title: z.string(),
  sceneId: id.nullable(),
  branchOf: id.nullable(),
  createdAt: z.number(),
  updatedAt: z.number(),
})

const chatMessage = z.object({
  id,
  conversationId: id,
  role: z.enum(['writer', 'model']),
  text: z.string(),
  command: name,
  variant: name,
  passage: passage.nullable(),
  state: z.enum(['whole', 'stopped', 'broken']),
  modelName: z.string().nullable(),
  /** Exactly what left for the model; null of what the writer said. */
  sent: z.string().nullable(),
  /** What the model was told beside the question, and what had no room. */
  known: z.array(
    z.object({
      kind: z.enum(PIECE_SOURCES),
      title: z.string(),
      tokens: z.number(),
      included: z.boolean(),
      reason: z.enum(PIECE_REASONS).optional(),
    }),
  ),
  /** Of a reply about a scene: its changes. */
  hunks: z.array(hunk),
  createdAt: z.number(),
})

export const chat = {
  /** What this writer can be asked for: one that only goes on with a text has few. NOT_FOUND, MODEL_MISSING. */
  commands: base.input(z.object({ writerId: id.optional() })).output(
    z.object({
      writerId: id,
      writerName: z.string(),
      instructions: z.boolean(),
      commands: z.array(command),
    }),
  ),
  /**
   * Asks. The question is kept before anybody is asked, and what came of an answer whatever ends it: aborting keeps it as
   * stopped, a failure as broken. BAD_INPUT { reason: 'no-instructions' | 'too-long' | 'nothing-selected' | 'no-question' |
   * 'no-material' | 'unknown-command' }; NOT_FOUND, MODEL_MISSING, MODEL_FAILED { trouble }, SERVER_FAILED { trouble }, DOOR_CLOSED.
   */
  ask: base
    .input(
      z.object({
        /** A new one without. */
        conversationId: id.optional(),
        sceneId: id.optional(),
        /** From a place in one block to a place in another; the whole scene where left out. An end without offset is the block's. */
        selection: z
          .object({
            fromBlockId: id,
            from: z.number().int().min(0).default(0),
            toBlockId: id,
            to: z.number().int().min(0).optional(),
          })
          .optional(),
        command: name.default('ask'),
        variant: name.optional(),
        /** The question, or what else to heed. */
        text: z.string().max(MAX_QUESTION).default(''),
        writerId: id.optional(),
        words: z.number().int().min(1).max(4000).optional(),
        seed: z.number().int().optional(),
        temperature: z.number().min(0).max(2).optional(),
        /** What of the life record and the media it is to know, this once; left out: what lies on the scene and above it. */
        material: z.array(materialRef).max(200).optional(),
        /** What is left out of what the model is told, or told otherwise. */
        context: contextChanges.optional(),
      }),
    )
    .output(
      eventIterator(
        z.discriminatedUnion('kind', [
          z.object({
            kind: z.literal('started'),
            conversation,
            question: chatMessage,
            modelName: z.string(),
          }),
          z.object({ kind: z.literal('loading'), share: fraction }),
          /** Pieces are joined in order. */
          z.object({ kind: z.literal('text'), text: z.string() }),
          z.object({ kind: z.literal('done'), message: chatMessage }),
        ]),
      ),
    ),
  /** Spoken in last first; with a query those in which every word of it occurs. */
  conversations: base
    .input(z.object({ query: z.string().max(500).default(''), sceneId: id.optional() }))
    .output(z.array(conversation.extend({ messages: z.number(), excerpt: z.string() }))),
  messages: base.input(z.object({ conversationId: id })).output(z.array(chatMessage)),
  /** Goes on from a message in a conversation of its own; the other one stays as it is. */
  branch: base.input(z.object({ messageId: id })).output(conversation),
  rename: base
    .input(z.object({ conversationId: id, title: z.string().min(1).max(300) }))
    .output(conversation),
  remove: base.input(z.object({ conversationId: id })),
  /**
   * Takes changes into the text or refuses them, as one act of undo; taken words are known as generated.
   * CONFLICT where the passage is no longer what was asked about: nothing is changed then.
   */
  decide: base
    .input(
      z.object({
        messageId: id,
        accept: z.array(z.number().int().min(0)).max(100_000).default([]),
        reject: z.array(z.number().int().min(0)).max(100_000).default([]),
      }),
    )
    .output(chatMessage),
  /** A reply as a note beside the book, or as an entry of the lorebook that waits for its keys. */
  keep: base
    .input(
      z.object({
        messageId: id,
        as: z.enum(['note', 'lore']),
        title: z.string().min(1).max(300).optional(),
      }),
    )
    .output(z.object({ id })),
}
