// model.add, change, remove, probe …: files and servers that the writer lends the studio. Writing with them is voices.ts'.
import { stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import type { Inputs, Outputs } from '../contract/index.ts'
import { EngineError } from '../domain/errors.ts'
import { newId } from '../domain/ids.ts'
import type { FileVoice, ServerVoice, VoiceSource } from '../domain/voice.ts'
import { contextFor, readGgufCard, willItFit } from '../models/gguf/gguf-card.ts'
import { findKnownModels, ggufFilesIn } from '../models/gguf/known-folders.ts'
import { GgufError } from '../models/gguf/read-gguf.ts'
import { probeServer, type ServerFacts } from '../models/remote/probe-server.ts'
import type { EngineParts } from './engine-parts.ts'
import { os } from './os.ts'
import { serverFailed } from './voice-troubles.ts'
import { abilitiesOf } from './voices.ts'

type Source = Outputs['model']['sources'][number]
type Probe = Outputs['model']['probe']
type FileCard = Extract<Probe, { kind: 'files' }>['files'][number]
type Unreadable = Extract<Probe, { kind: 'files' }>['unreadable'][number]
type NewVoice = Inputs['model']['add']
type NewServer = Extract<NewVoice, { url: string }>

const FALLBACK_CONTEXT = 4096

const cardOfFile = async (path: string, wantedContext = 0): Promise<FileCard> => {
  const card = await readGgufCard(path, basename(path))
  const contextTokens = contextFor(card, wantedContext)
  const { name, architecture, parameters, quantisation, trainedContext, vocabularySize, licence, sizeBytes } =
    card
  return {
    path,
    name,
    architecture,
    parameters,
    quantisation,
    trainedContext,
    vocabularySize,
    instructions: card.chatTemplate !== null,
    licence,
    sizeBytes,
    contextTokens,
    estimate: willItFit(card, contextTokens, process.availableMemory()),
  }
}

const toContract = async ({ secrets }: EngineParts, source: VoiceSource): Promise<Source> => {
  if (source.kind === 'server')
    return { ...source, key: secrets.place(source.id) ?? 'none', abilities: { ...abilities(source, false) } }
  const card = await cardOfFile(source.path, source.contextTokens).catch(() => null)
  return { ...source, card, abilities: { ...abilities(source, card?.instructions === true) } }
}

const abilities = (source: VoiceSource, instructions: boolean): Source['abilities'] => {
  const { samplers, ...rest } = abilitiesOf(source, instructions)
  return { ...rest, samplers: [...samplers] }
}

/** What lies at a path: one file, or every model file of a folder. FILE_NOT_FOUND, FILE_UNREADABLE. */
const lookAt = async (given: string): Promise<Extract<Probe, { kind: 'files' }>> => {
  const path = resolve(given)
  const info = await stat(path)
  const paths = info.isDirectory() ? await ggufFilesIn(path) : [path]
  const files: FileCard[] = []
  const unreadable: Unreadable[] = []
  for (const each of paths) {
    try {
      files.push(await cardOfFile(each))
    } catch (error) {
      if (!(error instanceof GgufError) && !info.isDirectory()) throw error
      const trouble = error instanceof GgufError ? error.trouble : 'unreadable'
      unreadable.push({ path: each, trouble, why: error instanceof Error ? error.message : String(error) })
    }
  }
  return { kind: 'files', files, unreadable }
}

/** BAD_INPUT for what is no address that a browser would open. */
const addressFrom = (text: string): string => {
  const url = URL.parse(/^[a-z][a-z\d+.-]*:\/\//iu.test(text) ? text : `http://${text}`)
  if (url && ['http:', 'https:'].includes(url.protocol) && url.username === '' && url.password === '') {
    url.search = ''
    url.hash = ''
    return url.href.replace(/\/+$/u, '')
  }
  throw new EngineError(
    'BAD_INPUT',
    'This is no address of a server. It looks like http://127.0.0.1:8080/v1; a key has its own field. Nothing was changed.',
    { url: text.slice(0, 200) },
  )
}

/** People often give the address without the API's path: it is tried with /v1 where it does not answer without. */
const askServer = async (
  { doors }: EngineParts,
  given: { readonly url: string; readonly key: string | null; readonly model?: string | undefined },
  signal: AbortSignal,
): Promise<ServerFacts & { readonly url: string }> => {
  const url = addressFrom(given.url)
  const closed = AbortSignal.any([signal, doors.pass('remote-models')])
  const candidates = /\/v\d+$/u.test(url) ? [url] : [`${url}/v1`, url]
  let failure: unknown
  for (const each of candidates) {
    try {
      return { ...(await probeServer({ url: each, key: given.key }, closed, given.model)), url: each }
    } catch (error) {
      failure ??= error
    }
  }
  throw serverFailed(failure, new URL(url).host)
}

const toFacts = ({
  url,
  models,
  mode,
  chats,
}: ServerFacts & { readonly url: string }): Extract<Probe, { kind: 'server' }> => ({
  kind: 'server',
  url,
  models: models.map((each) => ({ ...each })),
  mode,
  chats,
})

const addFiles = async ({ settings }: EngineParts, given: string): Promise<readonly VoiceSource[]> => {
  const { files, unreadable } = await lookAt(given)
  const [first] = unreadable
  if (files.length === 0)
    throw new EngineError(
      'FILE_UNREADABLE',
      `${first?.why ?? 'There is no model file (.gguf) in this folder'}. Nothing was added.`,
      { path: first?.path ?? given, trouble: first?.trouble ?? 'empty-folder' },
    )
  const known = settings.voices()
  const added = files.map(
    ({ path, name }): FileVoice =>
      known.find((each): each is FileVoice => each.kind === 'file' && each.path === path) ?? {
        kind: 'file',
        id: newId(),
        name: name.slice(0, 200),
        path,
        contextTokens: 0,
        gpu: true,
        threads: 0,
      },
  )
  settings.updateVoices([...known, ...added.filter((each) => !known.includes(each))])
  return added
}

const addServer = async (engine: EngineParts, wish: NewServer, signal: AbortSignal): Promise<ServerVoice> => {
  const { settings, secrets } = engine
  const facts = await askServer(engine, { url: wish.url, key: wish.key ?? null, model: wish.model }, signal)
  const model = wish.model ?? facts.models[0]?.id ?? ''
  const known = settings
    .voices()
    .find(
      (each): each is ServerVoice => each.kind === 'server' && each.url === facts.url && each.model === model,
    )
  const id = known?.id ?? newId()
  const told = facts.models.find((each) => each.id === model)?.contextTokens
  const server: ServerVoice = {
    kind: 'server',
    id,
    name: wish.name ?? known?.name ?? `${model} · ${new URL(facts.url).host}`.slice(0, 200),
    url: facts.url,
    model,
    mode: facts.mode,
    chats: facts.chats,
    contextTokens: told ?? known?.contextTokens ?? FALLBACK_CONTEXT,
    mask: known?.mask ?? true,
  }
  if (wish.key !== undefined) await secrets.set(id, wish.key)
  settings.updateVoices([...settings.voices().filter((each) => each.id !== id), server])
  return server
}

const find = ({ settings }: EngineParts, id: string): VoiceSource => {
  const found = settings.voices().find((each) => each.id === id)
  if (found) return found
  throw new EngineError('NOT_FOUND', 'This model is not on the list (any more). Nothing was changed.', { id })
}

const FIELDS: Readonly<Record<VoiceSource['kind'], readonly string[]>> = {
  file: ['name', 'contextTokens', 'gpu'],
  server: ['name', 'contextTokens', 'model', 'mode', 'chats', 'mask', 'key'],
}

const never = (): AbortSignal => new AbortController().signal

export const voiceSourceHandlers = {
  sources: os.model.sources.handler(({ context: { engine } }) =>
    Promise.all(engine.settings.voices().map((source) => toContract(engine, source))),
  ),

  add: os.model.add.handler(async ({ input, context: { engine }, signal = never() }) => {
    const added =
      'path' in input ? await addFiles(engine, input.path) : [await addServer(engine, input, signal)]
    return Promise.all(added.map((source) => toContract(engine, source)))
  }),

  change: os.model.change.handler(async ({ input, context: { engine } }) => {
    const { settings, secrets } = engine
    const source = find(engine, input.id)
    const { key, ...change } = input.change
    const strange = Object.keys(input.change).filter((field) => !FIELDS[source.kind].includes(field))
    if (strange.length > 0)
      throw new EngineError('BAD_INPUT', `This model has no ${strange.join(', ')}. Nothing was changed.`)
    const after = { ...source, ...change } as VoiceSource
    settings.updateVoices(settings.voices().map((each) => (each.id === input.id ? after : each)))
    if (key === null) secrets.remove(input.id)
    else if (key !== undefined) await secrets.set(input.id, key)
    return toContract(engine, after)
  }),

  remove: os.model.remove.handler(({ input, context: { engine } }) => {
    const { id } = find(engine, input.id)
    engine.secrets.remove(id)
    engine.settings.updateVoices(engine.settings.voices().filter((each) => each.id !== id))
  }),

  probe: os.model.probe.handler(async ({ input, context: { engine }, signal = never() }) => {
    if ('path' in input) return lookAt(input.path)
    if ('url' in input)
      return toFacts(await askServer(engine, { url: input.url, key: input.key ?? null }, signal))
    const source = find(engine, input.id)
    if (source.kind === 'file') return lookAt(source.path)
    return toFacts(
      await askServer(engine, { url: source.url, key: await engine.secrets.get(source.id) }, signal),
    )
  }),

  findKnown: os.model.findKnown.handler(async () => [...(await findKnownModels())]),
}
