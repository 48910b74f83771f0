// What the model and co-writer namespaces say of those who can write: files and servers that were added, and what each can do.
import * as z from 'zod'
import { id } from './base.ts'

/** What a writer can be asked for; what it cannot is shown to the writer, not silently left out. */
export const voiceAbilities = z.object({
  samplers: z.array(z.string()),
  /** The most alternatives that it tells with a token; 0: none. */
  alternatives: z.number(),
  condition: z.boolean(),
  guidance: z.boolean(),
  realism: z.boolean(),
  /** Banned phrases are undone where they begin; otherwise the passage ends before one. */
  backtracking: z.boolean(),
  instructions: z.boolean(),
})

export const serverMode = z.enum(['completions', 'chat'])

/** Before anything is loaded: what the file wants of memory, and what there is. */
export const fitEstimate = z.object({
  fit: z.enum(['fits', 'tight', 'too-large']),
  needBytes: z.number(),
  freeBytes: z.number(),
})

/** `empty-folder`: no model file lies there. `unreadable`: the disk refuses. */
export const fileTrouble = z.enum([
  'no-gguf',
  'unknown-version',
  'damaged',
  'cut-off',
  'no-writer',
  'empty-folder',
  'unreadable',
])

/** As it was when it wrote last: words a second once it writes, and until its first words. */
export const voiceSpeed = z.object({ wordsPerSecond: z.number(), firstWordsMs: z.number() })

/** What a GGUF file says of itself. */
export const fileCard = z.object({
  path: z.string(),
  name: z.string(),
  architecture: z.string(),
  parameters: z.number(),
  quantisation: z.string(),
  /** How far it was trained to look back; 0 where it does not say. */
  trainedContext: z.number(),
  vocabularySize: z.number(),
  /** Has a chat template: it follows instructions. */
  instructions: z.boolean(),
  licence: z.string().nullable(),
  sizeBytes: z.number(),
  contextTokens: z.number(),
  estimate: fitEstimate,
})

const shared = { id, name: z.string().min(1).max(200) }

/** A model beside the project's own: `fileCard` is null where the file is gone or cannot be read any more. */
export const voiceSource = z.discriminatedUnion('kind', [
  z.object({
    ...shared,
    kind: z.literal('file'),
    path: z.string(),
    contextTokens: z.number(),
    gpu: z.boolean(),
    threads: z.number(),
    card: fileCard.nullable(),
    abilities: voiceAbilities,
  }),
  z.object({
    ...shared,
    kind: z.literal('server'),
    url: z.string(),
    model: z.string(),
    mode: serverMode,
    /** Follows instructions; absent: as its mode says. */
    chats: z.boolean().optional(),
    contextTokens: z.number(),
    mask: z.boolean(),
    /** Where its key lies: the system's keychain, a file of the writer's alone, nowhere. */
    key: z.enum(['keychain', 'file', 'none']),
    abilities: voiceAbilities,
  }),
])

const address = z.string().min(1).max(2000)
const secret = z.string().min(1).max(1000)

/** A file or a folder of files; or a server's address. */
export const newVoice = z.union([
  z.object({ path: z.string().min(1) }),
  z.object({
    url: address,
    key: secret.optional(),
    /** The server's first one when left out. */
    model: z.string().min(1).max(300).optional(),
    name: z.string().max(200).optional(),
  }),
])

export const voiceChange = z.object({
  name: z.string().min(1).max(200).optional(),
  contextTokens: z.number().int().min(0).max(10_000_000).optional(),
  gpu: z.boolean().optional(),
  model: z.string().min(1).max(300).optional(),
  mode: serverMode.optional(),
  /** Whether it can be given instructions, where the writer knows better than the probe. */
  chats: z.boolean().optional(),
  mask: z.boolean().optional(),
  /** null takes it away. */
  key: secret.nullable().optional(),
})

export const serverFacts = z.object({
  url: z.string(),
  models: z.array(z.object({ id: z.string(), contextTokens: z.number().nullable() })),
  mode: serverMode,
  chats: z.boolean(),
})
