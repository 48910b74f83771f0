// What conditioning is worth: lines of a cast with sheets, knowledge and feelings asked for, beside lines of the same writer
// for nobody in particular who knows everything. --model is a writer of the studio; the grammar writes without one.
import path from 'node:path'
import { measureLines, type MeasuredLine } from '../../../engine/evals/lines/measure-lines.ts'
import { SAMPLE_CASTS } from '../../../engine/evals/lines/sample-cast.ts'
import type { EngineClient, Inputs, Outputs } from '../../../engine/contract/index.ts'
import type { Evaluation } from './evaluation.ts'

type Line = Outputs['lines']['list'][number]
type Wish = Inputs['lines']['generate']

interface Made {
  readonly id: string
  readonly knows: readonly number[]
  readonly samples: readonly string[]
}

const LANGUAGES = ['en', 'zh'] as const
const EMOTIONS = ['joy', 'sadness', 'anger', 'fear', 'disgust', 'surprise'] as const
const SITUATIONS = ['greeting', 'rumour', 'warning', 'quest', 'refusal', 'farewell']
/** Lines of each of 36 cells. */
const COUNT = 4
const SEED = 11

const written = async (engine: EngineClient, wish: Wish, signal: AbortSignal): Promise<readonly Line[]> => {
  const lines: Line[] = []
  for await (const event of await engine.lines.generate(wish, { signal }))
    if (event.kind === 'lines') lines.push(...event.lines)
  return lines
}

export const npc: Evaluation = {
  id: 'npc',
  title:
    'lines of a cast, conditioned against not: leaks, feelings as asked, variety, voice (--model WRITER, --runs lines a cell)',
  async run({ engine, terminal, folder, model, runs = COUNT, seeds = [SEED] }) {
    const figures: Record<string, unknown> = { writer: model ?? 'grammar', perCell: runs }
    for (const language of LANGUAGES) {
      await engine.project.create({ path: path.join(folder, `npc-${language}`), title: 'Lines', language })
      const { people, facts } = SAMPLE_CASTS[language]
      const made: Made[] = []
      for (const { knows, ...sheet } of people) {
        const { voice, arc, ...rest } = sheet
        const { id } = await engine.cast.add({
          ...rest,
          arc: [...arc],
          aliases: [...rest.aliases],
          traits: [...rest.traits],
          goals: [...rest.goals],
          voice: {
            ...voice,
            favourites: [...voice.favourites],
            forbidden: [...voice.forbidden],
            samples: [...voice.samples],
          },
        })
        made.push({ id, knows, samples: voice.samples })
      }
      const anybody = await engine.cast.add({ name: language === 'zh' ? '某人' : 'Somebody' })
      for (const [at, { text, keys }] of facts.entries())
        await engine.cast.addFact({
          text,
          keys: [...keys],
          knowers: [anybody.id, ...made.filter(({ knows }) => knows.includes(at)).map(({ id }) => id)].map(
            (characterId) => ({ characterId, fromSceneId: null }),
          ),
        })
      const [seed = SEED] = seeds
      const shared = { situations: SITUATIONS, writerId: model ?? null, seed, maxCharacters: 200 }
      const conditioned = await written(
        engine,
        { ...shared, characterIds: made.map(({ id }) => id), emotions: [...EMOTIONS], perCell: runs },
        terminal.signal,
      )
      const plain = await written(
        engine,
        { ...shared, characterIds: [anybody.id], perCell: runs * EMOTIONS.length * made.length },
        terminal.signal,
      )
      const measured = (line: Line, who: Made, wanted: MeasuredLine['wanted']): MeasuredLine => ({
        text: line.text,
        wanted,
        read: line.feeling.emotion,
        samples: who.samples,
        secrets: facts.filter((_, at) => !who.knows.includes(at)).flatMap(({ keys }) => keys),
      })
      const asked = conditioned.flatMap((line) => {
        const who = made.find(({ id }) => id === line.characterId)
        return who && line.wanted !== null ? [measured(line, who, line.wanted)] : []
      })
      // Nobody asked these for a feeling or a voice: each is held to all in turn.
      const without = plain.flatMap((line, at) => {
        const who = made[at % made.length]
        const wanted = EMOTIONS[at % EMOTIONS.length]
        return who && wanted ? [measured(line, who, wanted)] : []
      })
      const both = {
        conditioned: measureLines(asked, language),
        unconditioned: measureLines(without, language),
      }
      terminal.say(`${language}: ${JSON.stringify(both)}`)
      figures[language] = both
      await engine.project.close()
    }
    return figures
  },
}
