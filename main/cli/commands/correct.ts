// arcwright correct: what a sentence feels like by the writer's word; and every correction so far, to learn from.
import path from 'node:path'
import type { EngineClient, Outputs } from '../../../engine/contract/index.ts'
import { UsageError } from '../problems.ts'
import { numberFrom, toCommand } from '../run-command.ts'

const EMOTIONS = ['joy', 'sadness', 'anger', 'fear', 'disgust', 'surprise', 'neutral'] as const

type Found = Outputs['feeling']['sentences'][number] & { readonly sceneId: string }

/** The one sentence that holds these words. */
const findSentence = async (engine: EngineClient, words: string): Promise<Found> => {
  const found: Found[] = []
  for (const { id, kind } of await engine.binder.tree()) {
    if (kind !== 'scene') continue
    for (const sentence of await engine.feeling.sentences({ sceneId: id }))
      if (sentence.text.includes(words)) found.push({ ...sentence, sceneId: id })
  }
  const [first, second] = found
  if (!first) throw new UsageError(`no sentence of the book holds “${words}”`)
  if (second) throw new UsageError(`${found.length} sentences hold “${words}”: give more of the one you mean`)
  return first
}

export const correctCommand = toCommand({
  name: 'correct',
  description: 'correct how a sentence feels, take it back, or list the corrections',
  args: {
    project: { type: 'positional', description: 'PROJECT.arcwright', required: true },
    sentence: { type: 'string', description: 'the sentence, or words that only it holds' },
    emotion: { type: 'string', description: EMOTIONS.join(', ') },
    valence: { type: 'string', description: '-1 … 1; typical of the emotion without it' },
    arousal: { type: 'string', description: '0 … 1; typical of the emotion without it' },
    back: { type: 'boolean', description: 'take the correction back', default: false },
  },
  async run(args, engine, terminal) {
    const emotion = EMOTIONS.find((name) => name === args.emotion)
    if (args.emotion !== undefined && !emotion)
      throw new UsageError(`--emotion ${args.emotion} is none of ${EMOTIONS.join(', ')}`)
    if ((emotion !== undefined || args.back) !== (args.sentence !== undefined))
      throw new UsageError('give --sentence with --emotion, or with --back')
    const valence = numberFrom('valence', args.valence)
    const arousal = numberFrom('arousal', args.arousal)
    await engine.project.open({ path: path.resolve(args.project) })
    let sentence: Outputs['feeling']['correct'] | null = null
    if (args.sentence !== undefined) {
      const { sceneId, blockId, text } = await findSentence(engine, args.sentence)
      const at = { sceneId, blockId, text }
      if (args.back) await engine.feeling.uncorrect(at)
      else if (emotion)
        sentence = await engine.feeling.correct({
          ...at,
          emotion,
          ...(valence === undefined ? {} : { valence }),
          ...(arousal === undefined ? {} : { arousal }),
        })
    }
    const labels = await engine.feeling.labels()
    for (const { emotion: now, judged, text } of labels)
      terminal.say(`${now.padEnd(8)}  (was ${judged?.emotion ?? 'not judged'})  ${text}`)
    return { sentence, labels }
  },
})
