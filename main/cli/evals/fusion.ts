// Whether what was lived reaches the page: facts mentioned and contradicted with media on and off, on built cases.
import path from 'node:path'
import { runFusion } from '../../../engine/evals/fusion.ts'
import type { EngineClient } from '../../../engine/contract/index.ts'
import type { Evaluation } from './evaluation.ts'

const MINUTES = 30
const WORDS = 60
const CANDIDATES = 3
const WRITER = 'arcwright-small-en'

const sceneWith = async (engine: EngineClient, title: string, opening: string): Promise<string> => {
  const { id } = await engine.binder.create({ kind: 'scene', title, parentId: null })
  const { rev } = await engine.scene.get({ sceneId: id })
  await engine.scene.save({
    sceneId: id,
    baseRev: rev,
    document: {
      type: 'doc',
      content: [
        { type: 'paragraph', attrs: { id: `${id}-0` }, content: [{ type: 'text', text: `${opening} ` }] },
      ],
    },
  })
  return id
}

export const fusion: Evaluation = {
  id: 'fusion',
  title: 'passages with and without a diary entry: facts mentioned, facts contradicted, on 52 built cases',
  async run({ engine, terminal, folder, minutes = MINUTES, model = WRITER }) {
    const { signal } = terminal
    await engine.project.create({ path: path.join(folder, 'fusion'), title: 'Fusion', language: 'en' })
    return runFusion({
      minutes,
      signal,
      now: () => performance.now(),
      say: (line) => terminal.say(line),
      async write({ entry, opening, place, person }, withMedia, seed) {
        const sceneId = await sceneWith(engine, `${seed} ${withMedia ? 'on' : 'off'}`, opening)
        const { id } = await engine.life.add({
          local: '2024-06-14T12:00:00',
          text: entry,
          people: [person],
          place: { name: place, latitude: null, longitude: null },
          // Only the words are to differ.
          mood: { emotion: 'neutral', valence: 0, arousal: 0.3 },
        })
        const wish = {
          sceneId,
          writerId: model,
          words: WORDS,
          candidates: CANDIDATES,
          seed,
          material: withMedia ? [{ kind: 'entry' as const, id }] : [],
        }
        for await (const event of await engine.cowriter.continue(wish, { signal }))
          if (event.kind === 'done' && !signal.aborted) return event.generation.candidates[0]?.text ?? ''
        return null
      },
    })
  },
}
