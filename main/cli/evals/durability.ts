// Is anything that was acknowledged ever lost? Engines and windows killed at random moments, a disk that fills up, and
// long random work taken back to its first byte.
import { copyFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { EngineClient } from '../../../engine/contract/index.ts'
import { Random } from '../../../engine/evals/durability/parts.ts'
import { undoAll } from '../../../engine/evals/durability/undo-all.ts'
import { proveDurability } from './durability/proof.ts'
import type { Evaluation } from './evaluation.ts'
import { bookText } from './sample-book.ts'

const RUNS = 500
const SCENES = 5
/** At most so many steps in a sequence that is undone. */
const STEPS = 40
/** Below this the time goes into the model that is to write a little: other proofs write in earnest. */
const FEWEST_RUNS_WITH_MODEL = 20

const makeBook = async (engine: EngineClient, folder: string, withModel: boolean): Promise<string> => {
  const { path: file } = await engine.project.create({
    path: path.join(folder, 'template'),
    title: 'The Lamp',
    language: 'en',
  })
  const chapter = await engine.binder.create({ kind: 'chapter', title: 'One', parentId: null })
  for (let scene = 0; scene < SCENES; scene += 1)
    await engine.binder.create({ kind: 'scene', title: `Scene ${scene}`, parentId: chapter.id })
  if (withModel) {
    const text = path.join(folder, 'novel.txt')
    writeFileSync(text, await bookText(6000))
    const run = await engine.training.start({
      modelId: 'gru',
      preset: 'tiny',
      maxMinutes: 0.3,
      dataset: { nodeIds: [], paths: [text] },
    })
    const events = await engine.training.watch({ runId: run.id })
    while (!(await events.next()).done);
  }
  await engine.project.close()
  return file
}

export const durability: Evaluation = {
  id: 'durability',
  title: `nothing acknowledged is lost: ${RUNS} kills and full disks at random moments (--runs), and as many sequences undone to the first byte`,
  async run({ engine, terminal, folder, runs = RUNS, seeds = [1] }) {
    const seed = seeds[0] ?? 1
    const say = (line: string): void => terminal.say(line)
    const generates = runs >= FEWEST_RUNS_WITH_MODEL
    const template = await makeBook(engine, folder, generates)
    const proof = await proveDurability({
      runs,
      folder,
      seed,
      stranger: engine,
      signal: terminal.signal,
      say,
      makeProject: async (place) => {
        const file = path.join(place, 'book.arcwright')
        copyFileSync(template, file)
        return { path: file, generates }
      },
    })
    const own = path.join(folder, 'sequences.arcwright')
    copyFileSync(template, own)
    await engine.project.open({ path: own })
    const random = new Random(`sequences ${seed}`)
    let [sequences, steps, identical] = [0, 0, 0]
    for (; sequences < runs && !terminal.signal.aborted; sequences += 1) {
      const done = await undoAll(engine, random, { steps: 5 + random.integer(STEPS), generates })
      steps += done.steps
      if (done.identical) identical += 1
      else say(`sequence ${sequences} is not as before: ${done.names.join(', ')}`)
      if (sequences % 50 === 49) say(`${sequences + 1} sequences, ${identical} identical after undoing all`)
    }
    await engine.project.close()
    return { ...proof, sequences, steps, identical }
  },
}
