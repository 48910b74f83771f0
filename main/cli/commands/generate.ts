// arcwright generate: candidates for the next passage, streamed and then ranked. The same seed gives the same words.
import path from 'node:path'
import type { EngineClient, Outputs } from '../../../engine/contract/index.ts'
import { LEVERS_HELP, leversFrom } from '../levers-option.ts'
import { UsageError } from '../problems.ts'
import { numberFrom, toCommand } from '../run-command.ts'

const EMOTIONS = ['joy', 'sadness', 'anger', 'fear', 'disgust', 'surprise', 'neutral'] as const

const FILTERS = ['off', 'mild', 'strict'] as const

const sceneFrom = async (engine: EngineClient, wanted: string): Promise<string> => {
  const scenes = (await engine.binder.tree()).filter((node) => node.kind === 'scene')
  const scene = wanted === 'last' ? scenes.at(-1) : scenes.find(({ id }) => id === wanted)
  if (!scene) throw new UsageError(`--scene ${wanted} is not a scene of this project`)
  return scene.id
}

type Token = Extract<Published<Outputs['cowriter']['continue']>, { kind: 'tokens' }>['tokens'][number]
type Published<Stream> = Stream extends AsyncIterable<infer Event> ? Event : never

const phrasesFrom = (text: string | undefined): string[] =>
  (text ?? '')
    .split('|')
    .map((phrase) => phrase.replaceAll('\\n', '\n'))
    .filter((phrase) => phrase !== '')

/** `key=number,key=number`; the contract knows which there are. */
const settingsFrom = (text: string | undefined): Record<string, number> =>
  Object.fromEntries(
    (text ?? '')
      .split(',')
      .filter((part) => part.trim() !== '')
      .map((part) => {
        const [key = '', value = ''] = part.split('=')
        return [key.trim(), numberFrom(`sampling ${key.trim()}`, value) ?? 0]
      }),
  )

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z]/g, '')

/** Names as people write them: top-k, top_k and topK are one. */
const orderFrom = async (engine: EngineClient, text: string): Promise<string[]> => {
  const known = await engine.cowriter.samplers()
  return text
    .split(',')
    .filter((name) => name.trim() !== '')
    .map((name) => {
      const found = known.find((each) => plain(each) === plain(name))
      if (found !== undefined) return found
      throw new UsageError(`--samplers: there is no ${name.trim()}; there are ${known.join(', ')}`)
    })
}

const tokenLine = ({ text, alternatives }: Token): string =>
  [
    `  ${JSON.stringify(text)}`,
    ...alternatives.map((each) => `${JSON.stringify(each.text)} ${(100 * each.probability).toFixed(1)} %`),
  ].join('  ')

export const writerFrom = async (engine: EngineClient, wanted: string): Promise<string> => {
  const writers = await engine.cowriter.writers()
  const found = writers.find(({ id, name }) => id === wanted || name === wanted)
  // One that comes with the studio writes in any project, also where it is not offered.
  return found?.id ?? wanted
}

export const materialFrom = async (engine: EngineClient, text: string) => {
  const media = new Set((await engine.media.list()).items.map(({ id }) => id))
  return text
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '')
    .map((id) => ({ kind: media.has(id) ? ('media' as const) : ('entry' as const), id }))
}

export const generateCommand = toCommand({
  name: 'generate',
  description: 'write candidates for the next passage of a scene',
  args: {
    project: { type: 'positional', description: 'PROJECT.arcwright', required: true },
    scene: { type: 'string', description: 'last, or the id of a scene', default: 'last' },
    words: { type: 'string', description: 'about how many; default: as the model writes best' },
    emotion: { type: 'string', description: EMOTIONS.join(', ') },
    seed: { type: 'string', description: 'the same seed gives the same words' },
    candidates: { type: 'string', description: 'how many; default: as the model writes best' },
    model: {
      type: 'string',
      description:
        'who writes, by id or name: a trained run, arcwright-small-en, an added file or server; default: the last run',
    },
    levers: { type: 'string', description: LEVERS_HELP },
    filter: { type: 'string', description: `${FILTERS.join(', ')}; else as the scene’s plan says` },
    temperature: { type: 'string', description: 'higher is bolder' },
    sampling: { type: 'string', description: 'other sampling settings, as topK=40,minP=0.05' },
    samplers: {
      type: 'string',
      description: 'which samplers apply and in what order, as penalties,topK,temperature',
    },
    ban: { type: 'string', description: 'phrases that must not be written, with | between them' },
    stop: {
      type: 'string',
      description: 'texts before which writing ends, with | between them; \\n is a line end',
    },
    material: {
      type: 'string',
      description:
        'ids of entries and media that it is about, with commas between; "" for none; default: those of the scene',
    },
    alternatives: { type: 'string', description: 'tell so many alternatives to every token', default: '0' },
  },
  async run(args, engine, terminal) {
    const emotion = EMOTIONS.find((name) => name === args.emotion)
    if (args.emotion !== undefined && emotion === undefined)
      throw new UsageError(`--emotion ${args.emotion} is none of ${EMOTIONS.join(', ')}`)
    const filter = FILTERS.find((name) => name === args.filter)
    if (args.filter !== undefined && filter === undefined)
      throw new UsageError(`--filter ${args.filter} is none of ${FILTERS.join(', ')}`)
    const seed = numberFrom('seed', args.seed)
    const temperature = numberFrom('temperature', args.temperature)
    const words = numberFrom('words', args.words)
    const candidates = numberFrom('candidates', args.candidates)
    const alternatives = numberFrom('alternatives', args.alternatives) ?? 0
    await engine.project.open({ path: path.resolve(args.project) })
    const sampling = {
      ...settingsFrom(args.sampling),
      ...(temperature === undefined ? {} : { temperature }),
      ...(args.samplers === undefined ? {} : { order: await orderFrom(engine, args.samplers) }),
    }
    const input = {
      sceneId: await sceneFrom(engine, args.scene),
      ...(words === undefined ? {} : { words }),
      ...(candidates === undefined ? {} : { candidates }),
      levers: leversFrom(args.levers),
      ...(filter === undefined ? {} : { filter }),
      ...(seed === undefined ? {} : { seed }),
      ...(emotion === undefined ? {} : { emotion }),
      ...(args.model === undefined ? {} : { writerId: await writerFrom(engine, args.model) }),
      ...(args.material === undefined ? {} : { material: await materialFrom(engine, args.material) }),
      sampling,
      ban: phrasesFrom(args.ban),
      stop: phrasesFrom(args.stop),
      alternatives,
    }
    let generation: Outputs['cowriter']['history'][number] | undefined
    const tokens: Token[][] = []
    for await (const event of await engine.cowriter.continue(input, { signal: terminal.signal })) {
      if (event.kind === 'loading') terminal.progress(`reading the model ${Math.round(100 * event.share)} %`)
      if (event.kind === 'started') terminal.progress(`${event.modelName} writes with seed ${event.seed} …`)
      if (event.kind === 'tokens') (tokens[event.index] ??= []).push(...event.tokens)
      if (event.kind === 'done') ({ generation } = event)
    }
    if (!generation) throw new Error('the passage ended early')
    const sources: Outputs['cowriter']['sources'][] = []
    for (const [rank, candidate] of generation.candidates.entries()) {
      const distance = candidate.distance === null ? '' : `  distance ${candidate.distance.toFixed(2)}`
      terminal.say(`${rank + 1}. ${candidate.emotion}  score ${candidate.score.toFixed(3)}${distance}`)
      const why = candidate.reasons.map(({ key, value, weight }) =>
        weight === undefined
          ? `${key} ${value.toFixed(2)}`
          : `${key} ${value.toFixed(2)} × ${weight.toFixed(2)}`,
      )
      terminal.say(`   ${why.join('  ')}`)
      terminal.say(`${candidate.text.trim()}\n`)
      const sentences = await engine.cowriter.sources({ candidateId: candidate.id })
      sources.push(sentences)
      for (const { from, to, sources: found, unsupported } of sentences) {
        for (const { id, title, words: common } of found)
          terminal.say(
            `   “${candidate.text.slice(from, to).trim().slice(0, 50)}…”  ${title} (${id}): ${common.join(', ')}`,
          )
        if (unsupported.length > 0) terminal.say(`   nothing says: ${unsupported.join(', ')}`)
      }
      for (const token of tokens[candidate.index] ?? []) terminal.say(tokenLine(token))
    }
    if (alternatives === 0) return { generation, sources }
    // Beside each candidate, in its order of writing.
    return { generation, sources, tokens }
  },
})
