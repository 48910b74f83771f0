// Long random work, then everything taken back: the project must say the same, to the byte, as before. Typing is taken
// back as the editor does it, acts by the engine's journal, the last first.
import type { EngineClient } from '../../contract/index.ts'
import type { Random } from '../../nn/seed.ts'
import type { SceneDocument } from '../../domain/document.ts'
import { readContent, sameContent, type Content } from './content.ts'
import { RandomWriter } from './random-writer.ts'

export interface Sequence {
  readonly steps: number
  readonly identical: boolean
  /** What was done, in order: for a failure. */
  readonly names: readonly string[]
}

type Done =
  | { readonly kind: 'act' }
  | { readonly kind: 'text'; readonly sceneId: string; readonly before: SceneDocument }

/** @param client with a project open; `generates`: that has a model. */
export const undoAll = async (
  client: EngineClient,
  random: Random,
  options: { readonly steps: number; readonly generates: boolean },
): Promise<Sequence> => {
  const done: Done[] = []
  const names: string[] = []
  let last: Content | null = null
  const writer = new RandomWriter(
    client,
    random,
    {
      before: async () => undefined,
      refused: (intent, code) => names.push(`${intent.kind} refused: ${code}`),
      after: (intent, content) => {
        if (intent.kind === 'save')
          done.push({ kind: 'text', sceneId: intent.sceneId, before: last!.texts[intent.sceneId] })
        // An act that changes nothing is none.
        else if (intent.kind === 'act' && !sameContent(last!, content)) done.push({ kind: 'act' })
        names.push('name' in intent ? intent.name : intent.kind)
        last = content
      },
    },
    { travels: false },
  )
  const first = await writer.start()
  last = first
  for (let step = 0; step < options.steps; step += 1) await writer.step(options.generates)
  for (const step of done.reverse()) {
    if (step.kind === 'act') await client.project.undo()
    else {
      const { rev } = await client.scene.get({ sceneId: step.sceneId })
      await client.scene.save({ sceneId: step.sceneId, baseRev: rev, document: step.before })
    }
  }
  const { content } = await readContent(client)
  return { steps: options.steps, identical: JSON.stringify(content) === JSON.stringify(first), names }
}
