// arcwright train-emotion: makes the emotion weights that ship, from the data they may learn from.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { trainShippedEmotion } from '../../../engine/evals/emotion/train-shipped.ts'
import { UsageError } from '../problems.ts'
import { numberFrom, toCommand } from '../run-command.ts'

export const trainEmotionCommand = toCommand({
  name: 'train-emotion',
  description: 'train the emotion models that come with the studio (for its developers; most of an hour)',
  args: {
    data: {
      type: 'string',
      description: 'folder with emotion-text, fiction-en and fiction-zh',
      required: true,
    },
    language: { type: 'string', description: 'en or zh', default: 'en' },
    out: { type: 'string', description: 'folder of the weights; default: the studio’s own' },
    keep: { type: 'string', description: 'folder in which stages are kept and taken up again' },
    seed: { type: 'string', description: 'of everything random', default: '1' },
    readers: { type: 'string', description: 'GRU readers beside the n-grams', default: '0' },
  },
  async run(args, _engine, terminal) {
    const { language, keep, out } = args
    if (language !== 'en' && language !== 'zh') throw new UsageError('--language is en or zh')
    const data = path.resolve(args.data)
    if (!existsSync(data)) throw new UsageError(`there is no folder ${data}`)
    return trainShippedEmotion({
      data,
      language,
      ...(keep === undefined ? {} : { keep: path.resolve(keep) }),
      ...(out === undefined ? {} : { out: path.resolve(out) }),
      seed: numberFrom('seed', args.seed) ?? 1,
      readers: numberFrom('readers', args.readers) ?? 0,
      signal: terminal.signal,
      say: (line) => terminal.say(line),
    })
  },
})
