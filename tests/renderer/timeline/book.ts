// A made-up book for the timeline's tests: scenes of equal paragraphs with given valences.
import { binderNode } from '../../helpers/binder-node.ts'
import type { BinderNode, SceneFeelings } from '../../../renderer/timeline/feelings.ts'

export const makeBook = (scenes: readonly (readonly number[])[], paragraphWords = 100) => {
  const nodes: BinderNode[] = scenes.map((values, position) =>
    binderNode({
      id: `s${position}`,
      kind: 'scene',
      title: `Scene ${position + 1}`,
      position,
      words: values.length * paragraphWords,
    }),
  )
  const feelings: Record<string, SceneFeelings> = Object.fromEntries(
    scenes.map((values, s) => [
      `s${s}`,
      {
        sceneId: `s${s}`,
        words: values.map(() => paragraphWords),
        blockIds: values.map((_, b) => `s${s}b${b}`),
        valence: [...values],
        arousal: values.map((value) => Math.abs(value)),
        emotion: values.map((value) => (value > 0.1 ? 'joy' : value < -0.1 ? 'sadness' : 'neutral')),
        confidence: values.map(() => 1),
        mix: values.map((value) => [
          Math.max(0, value),
          Math.max(0, -value),
          0,
          0,
          0,
          0,
          1 - Math.abs(value),
        ]),
        corrected: values.map(() => 0),
        summary: null,
      },
    ]),
  )
  return { nodes, feelings }
}
