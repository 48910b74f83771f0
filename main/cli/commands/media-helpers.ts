// arcwright media helpers: what the writer lends for understanding media: a recogniser of speech, a captioner of pictures.
import path from 'node:path'
import type { Inputs, Outputs } from '../../../engine/contract/index.ts'
import { UsageError } from '../problems.ts'
import { toCommand } from '../run-command.ts'

type Helpers = Outputs['media']['helpers']
type Wish = Inputs['media']['setHelpers']

interface Options {
  readonly recognizer?: string | undefined
  readonly program?: string | undefined
  readonly model?: string | undefined
  readonly language?: string | undefined
  readonly captioner?: string | undefined
}

const recognizerFrom = (options: Options, { found }: Helpers): Wish['recognizer'] => {
  switch (options.recognizer) {
    case undefined:
      return undefined
    case 'none':
    case 'pocketsphinx':
      return { kind: options.recognizer }
    case 'whisper': {
      const program = options.program ?? found.whisper
      if (program === null) throw new UsageError('--program: the path of whisper.cpp’s whisper-cli')
      if (options.model === undefined) throw new UsageError('--model: the path of a model of whisper.cpp')
      const language = options.language ?? 'auto'
      return { kind: 'whisper', program: path.resolve(program), model: path.resolve(options.model), language }
    }
    default:
      throw new UsageError('--recognizer is none, pocketsphinx or whisper')
  }
}

const captionerFrom = ({ captioner }: Options): Wish['captioner'] => {
  if (captioner === undefined) return undefined
  if (captioner === 'none') return { kind: 'none' }
  const [, voice] = /^server:(.+)$/u.exec(captioner) ?? []
  return voice === undefined ? { kind: 'folder', folder: path.resolve(captioner) } : { kind: 'server', voice }
}

const told = (name: string, chosen: { readonly kind: string }, problem: string | null): string =>
  `${name}: ${Object.values(chosen).join(' ')}${problem === null ? '' : ` (${problem})`}`

export const helpersCommand = toCommand({
  name: 'helpers',
  description: 'what helps to understand media on this machine; with an option, what shall',
  args: {
    recognizer: { type: 'string', description: 'none, pocketsphinx (English, rough) or whisper' },
    program: {
      type: 'string',
      description: 'whisper.cpp’s program; the one on the search path where none is named',
    },
    model: { type: 'string', description: 'a model file of whisper.cpp' },
    language: { type: 'string', description: 'spoken language, such as en or zh; auto where none is named' },
    captioner: {
      type: 'string',
      description:
        'none, a folder with an ONNX captioner, or server:ID of a writer that is a server and sees pictures',
    },
  },
  async run(args, engine, terminal) {
    const before = await engine.media.helpers()
    const [recognizer, captioner] = [recognizerFrom(args, before), captionerFrom(args)]
    const helpers =
      recognizer || captioner
        ? await engine.media.setHelpers({
            ...(recognizer ? { recognizer } : {}),
            ...(captioner ? { captioner } : {}),
          })
        : before
    terminal.say(told('speech', helpers.recognizer, helpers.problems.recognizer))
    terminal.say(told('captions', helpers.captioner, helpers.problems.captioner))
    for (const [name, place] of Object.entries(helpers.found))
      terminal.say(`${name}: ${place ?? 'not found'}`)
    return helpers
  },
})
