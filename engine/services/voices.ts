// Who can write in a project, found by id and asked the same way whatever it is: a run's model, a file, a server.
import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { stat } from 'node:fs/promises'
import type { FileVoice, ServerVoice, VoiceAbilities, VoiceSource } from '../domain/voice.ts'
import { contextFor, readGgufCard } from '../models/gguf/gguf-card.ts'
import type { LoadWish } from '../models/gguf/llama-messages.ts'
import type { CandidatesRequest, SampleChunk } from '../models/passage.ts'
import { REMOTE_ALTERNATIVES, REMOTE_SAMPLERS, writeRemote } from '../models/remote/write-remote.ts'
import { SAMPLING_STEPS } from '../nn/sampling/index.ts'
import type { Tokenizer } from '../text/tokenizers/tokenizer.ts'
import { readTokenizer } from '../training/read-tokenizer.ts'
import { maskDetails, type KnownNames, type Masked } from '../text/private-details.ts'
import type { OpenProject } from './context.ts'
import type { EngineParts } from './engine-parts.ts'
import { timedVoice } from './timed-voice.ts'
import { explained, modelFailed, serverFailed } from './voice-troubles.ts'
import { chooseWriter, writersOf, type Writer } from './writers.ts'

/** Someone who can write, ready to be asked. */
export interface Voice {
  readonly id: string
  readonly kind: Writer['kind'] | VoiceSource['kind']
  readonly name: string
  readonly modelId: string
  /** What tells this model from others: SHA-256 of its file, or of what identifies a file or server too large or far to read. */
  readonly fingerprint: string
  /** How much it is best asked for at once. */
  readonly usual: Writer['usual']
  /** So many candidates take it little longer than one; absent: it writes them one after another, or somebody else's machine does. */
  readonly sideBySide?: number
  /** The file of a model of ours, which can write on any machine. */
  readonly modelFile?: () => Promise<string>
  readonly abilities: VoiceAbilities
  /** Tokens that it takes in, its own passage included. */
  readonly contextTokens: number
  /** The text as it leaves for the model; null where it goes as it is. @param names people of the story */
  readonly mask: ((text: string, names: KnownNames) => Masked) | null
  /** Reads the model first where that takes long. */
  prepare(report: (share: number) => void, signal: AbortSignal): Promise<void>
  /** Tokens of each text; null where only an estimate can be made. */
  count(texts: readonly string[], signal: AbortSignal): Promise<readonly number[] | null>
  /** MODEL_FAILED, SERVER_FAILED, DOOR_CLOSED. */
  write(request: CandidatesRequest, signal: AbortSignal): AsyncIterable<SampleChunk>
}

/** Whoever was trained on books keeps the thread of a paragraph. */
export const PRETRAINED_USUAL = { words: 80, candidates: 3 }

/** Rows of one product of matrices: fewer are hardly quicker. */
export const OWN_SIDE_BY_SIDE = 8

/** What a small model's memory can make something of. */
export const SMALL_CONTEXT = 192

export const OWN_ABILITIES: VoiceAbilities = {
  samplers: SAMPLING_STEPS,
  alternatives: 100,
  condition: true,
  guidance: true,
  realism: true,
  backtracking: true,
  instructions: false,
}

const fileAbilities = (instructions: boolean): VoiceAbilities => ({
  samplers: SAMPLING_STEPS,
  alternatives: 100,
  condition: false,
  guidance: false,
  realism: false,
  backtracking: true,
  instructions,
})

const serverAbilities = ({ mode, chats }: Pick<ServerVoice, 'mode' | 'chats'>): VoiceAbilities => ({
  samplers: REMOTE_SAMPLERS,
  alternatives: REMOTE_ALTERNATIVES,
  condition: false,
  guidance: false,
  realism: false,
  backtracking: false,
  instructions: chats ?? mode === 'chat',
})

export const abilitiesOf = (source: VoiceSource, instructions: boolean): VoiceAbilities =>
  source.kind === 'file' ? fileAbilities(instructions) : serverAbilities(source)

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Read once a model. */
const tokenizers = new Map<string, Promise<Tokenizer | null>>()

/** Null where the file cannot be read: whoever writes with it will say so. */
const tokenizerOf = (writer: Writer): Promise<Tokenizer | null> => {
  const found =
    tokenizers.get(writer.hash) ??
    writer
      .file()
      .then(readTokenizer)
      .catch(() => null)
  tokenizers.set(writer.hash, found)
  return found
}

/** A model of ours: the tensor thread writes with it. */
const tensorVoice = (engine: EngineParts, writer: Writer): Voice => ({
  id: writer.id,
  kind: writer.kind,
  name: writer.name,
  modelId: writer.modelId,
  fingerprint: writer.hash,
  usual: writer.usual,
  sideBySide: OWN_SIDE_BY_SIDE,
  modelFile: () => writer.file(),
  abilities: OWN_ABILITIES,
  contextTokens: SMALL_CONTEXT,
  mask: null,
  prepare: () => Promise.resolve(),
  count: async (texts) => {
    const tokenizer = await tokenizerOf(writer)
    return tokenizer && texts.map((text) => tokenizer.encode(text).length)
  },
  async *write(request, signal) {
    yield* engine.tensors.sample({ ...request, modelFile: await writer.file() }, { signal })
  },
})

const fileVoice = async (engine: EngineParts, source: FileVoice): Promise<Voice> => {
  const { id, name, path, gpu } = source
  const info = await stat(path)
  const card = await explained(name, () => readGgufCard(path, basename(path)))
  const contextTokens = contextFor(card, source.contextTokens)
  const wish: LoadWish = {
    path,
    contextTokens,
    gpu,
    ...(source.threads > 0 ? { threads: source.threads } : {}),
  }
  return {
    id,
    kind: 'file',
    name,
    modelId: 'gguf',
    fingerprint: sha256([path, info.size, info.mtimeMs].join('|')),
    usual: PRETRAINED_USUAL,
    abilities: fileAbilities(card.chatTemplate !== null),
    contextTokens,
    mask: null,
    prepare: (report, signal) =>
      explained(name, async () => {
        const { threads } = await engine.llama.load(wish, signal, report)
        // Measured once a model; the next time it is only read.
        if (source.threads === 0) rememberThreads(engine, id, threads)
      }),
    count: (texts, signal) => explained(name, () => engine.llama.count(wish, texts, signal)),
    async *write(request, signal) {
      try {
        yield* engine.llama.write(wish, request, signal)
      } catch (error) {
        throw modelFailed(error, name)
      }
    },
  }
}

const rememberThreads = ({ settings }: EngineParts, id: string, threads: number): void =>
  settings.updateVoices(
    settings.voices().map((each) => (each.id === id && each.kind === 'file' ? { ...each, threads } : each)),
  )

const serverVoice = (engine: EngineParts, source: ServerVoice): Voice => {
  const { id, name, url, model, mode } = source
  return {
    id,
    kind: 'server',
    name,
    modelId: 'remote',
    fingerprint: sha256([url, model].join('|')),
    usual: PRETRAINED_USUAL,
    abilities: serverAbilities(source),
    contextTokens: source.contextTokens,
    mask: source.mask ? maskDetails : null,
    prepare: () => Promise.resolve(),
    count: () => Promise.resolve(null),
    async *write(request, signal) {
      const closed = engine.doors.pass('remote-models')
      const key = await engine.secrets.get(id)
      try {
        yield* writeRemote({ url, key, model, mode }, request, { signal: AbortSignal.any([signal, closed]) })
      } catch (error) {
        throw serverFailed(error, name)
      }
    },
  }
}

/** @param id the first one when left out. MODEL_MISSING, NOT_FOUND, FILE_NOT_FOUND, FILE_UNREADABLE. */
export const findVoice = async (engine: EngineParts, project: OpenProject, id?: string): Promise<Voice> => {
  const sources = engine.settings.voices()
  // What the project and the studio have goes before what was added; without either the first that was added writes.
  const own = id === undefined && (await writersOf(engine, project)).length > 0
  const source = own ? undefined : sources.find((each) => id === undefined || each.id === id)
  if (source?.kind === 'file') return timedVoice(engine, await fileVoice(engine, source))
  if (source?.kind === 'server') return timedVoice(engine, serverVoice(engine, source))
  return timedVoice(engine, tensorVoice(engine, await chooseWriter(engine, project, id)))
}
