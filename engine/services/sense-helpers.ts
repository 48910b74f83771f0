// media.helpers, setHelpers: what the writer lends for understanding media, checked before it is remembered; and the setup that
// analysers get of it.
import { open, stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { captionAnalyzer } from '../analysis/senses/photo/caption/caption-analyzer.ts'
import { missingOfCaptioner, readCaptioner } from '../analysis/senses/photo/caption/read-captioner.ts'
import { findProgram } from '../analysis/senses/find-program.ts'
import { findPocketsphinx, senseSetup, type SenseSetup } from '../analysis/senses/sense-setup.ts'
import { transcriptAnalyzer } from '../analysis/senses/speech/transcript-analyzer.ts'
import type { Outputs } from '../contract/index.ts'
import { EngineError } from '../domain/errors.ts'
import type { Captioner, Recognizer, SenseHelpers } from '../domain/sense-helpers.ts'
import type { EngineParts } from './engine-parts.ts'
import { os } from './os.ts'

type Parts = Pick<EngineParts, 'dataDir' | 'settings' | 'doors'>

const serverOf = ({ settings, doors }: Parts, { captioner }: SenseHelpers): SenseSetup['captioner'] => {
  if (captioner.kind !== 'server') return null
  const voice = settings.voices().find(({ id }) => id === captioner.voice)
  if (voice?.kind !== 'server') return null
  return {
    kind: 'server',
    name: `${voice.name} ${voice.model}`,
    isOpen: doors.isOpen('remote-models'),
    hidesFaces: voice.mask,
  }
}

export const setupOf = (parts: Parts): SenseSetup => {
  const helpers = parts.settings.helpers()
  const server = serverOf(parts, helpers)
  return senseSetup(parts.dataDir, helpers, server?.kind === 'server' ? server : null)
}

/** Names under which whisper.cpp's program comes; nothing else is ever started in its place. */
const WHISPER_NAMES = ['whisper-cli', 'whisper-cpp', 'whisper.cpp']
const IS_WHISPER = /^(?:whisper[\w.+-]*|main)(?:\.exe)?$/u
/** How model files begin: ggml's mark, in the order of bytes in which it is written, or GGUF's. */
const MODEL_MARKS = ['lmgg', 'ggml', 'GGUF']

const fileAt = async (path: string): Promise<void> => {
  const info = await stat(path).catch(() => null)
  if (!info?.isFile())
    throw new EngineError('FILE_NOT_FOUND', 'This file is not there. Nothing was changed.', { path })
}

const markOf = async (path: string): Promise<string> => {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(4), 0, 4, 0)
    return new TextDecoder('latin1').decode(buffer.subarray(0, bytesRead))
  } finally {
    await file.close()
  }
}

const checkedRecognizer = async (wanted: Recognizer): Promise<Recognizer> => {
  if (wanted.kind === 'pocketsphinx' && findPocketsphinx() === null)
    throw new EngineError('FILE_NOT_FOUND', 'pocketsphinx is not installed here. Nothing was changed.')
  if (wanted.kind !== 'whisper') return wanted
  const [program, model] = [resolve(wanted.program), resolve(wanted.model)]
  await fileAt(program)
  await fileAt(model)
  if (!IS_WHISPER.test(basename(program)))
    throw new EngineError('BAD_INPUT', 'This is not the program of whisper.cpp. Nothing was changed.', {
      path: program,
    })
  if (!MODEL_MARKS.includes(await markOf(model)))
    throw new EngineError('BAD_INPUT', 'This is not a model of whisper.cpp. Nothing was changed.', {
      path: model,
    })
  return { ...wanted, program, model }
}

const checkedCaptioner = (wanted: Captioner, { settings }: Parts): Captioner => {
  if (
    wanted.kind === 'server' &&
    !settings.voices().some(({ id, kind }) => id === wanted.voice && kind === 'server')
  )
    throw new EngineError(
      'NOT_FOUND',
      'There is no server of this name among the writers. Nothing was changed.',
      {
        voice: wanted.voice,
      },
    )
  if (wanted.kind !== 'folder') return wanted
  const folder = resolve(wanted.folder)
  const missing = missingOfCaptioner(folder)
  if (missing.length > 0)
    throw new EngineError(
      'FILE_NOT_FOUND',
      `This folder holds no captioner: ${missing.join(', ')} is missing. Nothing was changed.`,
      {
        path: folder,
        missing: missing.join(', '),
      },
    )
  try {
    readCaptioner(folder)
  } catch {
    throw new EngineError(
      'BAD_INPUT',
      'The configuration or the tokenizer in this folder is not a captioner’s. Nothing was changed.',
      { path: folder },
    )
  }
  return { kind: 'folder', folder }
}

const listing = (engine: Parts): Outputs['media']['helpers'] => {
  const { recognizer, captioner } = engine.settings.helpers()
  const setup = setupOf(engine)
  return {
    ...{ recognizer, captioner },
    found: {
      ffmpeg: setup.ffmpeg?.ffmpeg ?? null,
      whisper: findProgram(WHISPER_NAMES),
      pocketsphinx: findPocketsphinx(),
    },
    problems: {
      recognizer: recognizer.kind === 'none' ? null : transcriptAnalyzer.missing(setup),
      captioner:
        captioner.kind === 'none'
          ? null
          : captioner.kind === 'server' && setup.captioner === null
            ? 'captioner-gone'
            : captionAnalyzer.missing(setup),
    },
  }
}

export const senseHelpersRouter = {
  helpers: os.media.helpers.handler(({ context }) => listing(context.engine)),

  setHelpers: os.media.setHelpers.handler(async ({ input, context }) => {
    const { settings } = context.engine
    const recognizer = input.recognizer ? await checkedRecognizer(input.recognizer) : null
    const captioner = input.captioner ? checkedCaptioner(input.captioner, context.engine) : null
    const before = settings.helpers()
    settings.updateHelpers({
      recognizer: recognizer ?? before.recognizer,
      captioner: captioner ?? before.captioner,
    })
    return listing(context.engine)
  }),
}
