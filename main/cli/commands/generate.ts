// arcwright generate: candidates for the next passage, streamed and then ranked. The same seed gives the same words.
import path from 'node:path'
import type { EngineClient, Outputs } from '../../../engine/contract/index.ts'
import { UsageError } from '../problems.ts'
import { numberFrom, toCommand } from '../run-command.ts'

const EMOTIONS = ['joy', 'sadness', 'anger', 'fear', 'disgust', 'surprise', 'neutral'] as const

const sceneFrom = async (engine: EngineClient, wanted: string): Promise<string> => {
  const scenes = (await engine.binder.tree()).filter((node) => node.kind === 'scene')
  const scene = wanted === 'last' ? scenes.at(-1) : scenes.find(({ id }) => id === wanted)
  if (!scene) throw new UsageError(`--scene ${wanted} is not a scene of this project`)
  return scene.id
}

export const generateCommand = toCommand({
  name: 'generate',
  description: 'write candidates for the next passage of a scene',
  args: {
    project: { type: 'positional', description: 'PROJECT.arcwright', required: true },
    scene: { type: 'string', description: 'last, or the id of a scene', default: 'last' },
    words: { type: 'string', description: 'about how many', default: '60' },
    emotion: { type: 'string', description: EMOTIONS.join(', ') },
    seed: { type: 'string', description: 'the same seed gives the same words' },
    candidates: { type: 'string', description: 'how many', default: '3' },
    run: { type: 'string', description: 'the id of the training run that writes' },
    temperature: { type: 'string', description: 'higher is bolder' },
  },
  async run(args, engine, terminal) {
    const emotion = EMOTIONS.find((name) => name === args.emotion)
    if (args.emotion !== undefined && emotion === undefined)
      throw new UsageError(`--emotion ${args.emotion} is none of ${EMOTIONS.join(', ')}`)
    const seed = numberFrom('seed', args.seed)
    const temperature = numberFrom('temperature', args.temperature)
    const words = numberFrom('words', args.words) ?? 60
    const candidates = numberFrom('candidates', args.candidates) ?? 3
    await engine.project.open({ path: path.resolve(args.project) })
    const input = {
      sceneId: await sceneFrom(engine, args.scene),
      words,
      candidates,
      ...(seed === undefined ? {} : { seed }),
      ...(emotion === undefined ? {} : { emotion }),
      ...(args.run === undefined ? {} : { runId: args.run }),
      ...(temperature === undefined ? {} : { sampling: { temperature } }),
    }
    let generation: Outputs['cowriter']['history'][number] | undefined
    for await (const event of await engine.cowriter.continue(input, { signal: terminal.signal })) {
      if (event.kind === 'started') terminal.progress(`${event.modelName} writes with seed ${event.seed} …`)
      if (event.kind === 'done') ({ generation } = event)
    }
    if (!generation) throw new Error('the passage ended early')
    for (const [rank, candidate] of generation.candidates.entries()) {
      const distance = candidate.distance === null ? '' : `  distance ${candidate.distance.toFixed(2)}`
      terminal.say(`${rank + 1}. ${candidate.emotion}  score ${candidate.score.toFixed(3)}${distance}`)
      terminal.say(`${candidate.text.trim()}\n`)
    }
    return { generation }
  },
})
