// How often the speaker of a quotation is right, on --set FILE; without one, on the studio's own annotated scenes.
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { scoreSpeakers } from '../../../engine/evals/speakers/score-speakers.ts'
import type { Evaluation } from './evaluation.ts'

const own = (name: string): string =>
  fileURLToPath(new URL(`../../../engine/evals/speakers/${name}.jsonl`, import.meta.url))

export const speakers: Evaluation = {
  id: 'speakers',
  title:
    'who says what on annotated quotations: --set FILE, a JSON object a scene and line (ours when left out)',
  run: ({ set }) =>
    Promise.resolve(
      set === undefined
        ? // The rules grew on the first; nobody has looked at the second while they did.
          { heldOut: scoreSpeakers(own('held-out')), seen: scoreSpeakers(own('annotated')) }
        : scoreSpeakers(path.resolve(set)),
    ),
}
