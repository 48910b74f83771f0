// The timeline's state: how every scene feels, the targets drawn over it, and which stretch of the book is in view.
import { createStore } from 'zustand/vanilla'
import type { Outputs } from '../../engine/contract/index.ts'

type SceneFeelings = Extract<Outputs['feeling']['watch'] extends AsyncIterable<infer E> ? E : never, object>

interface TimelineState {
  readonly scenes: Readonly<Record<string, SceneFeelings>>
}

export const timelineStore = createStore<TimelineState>()(() => ({ scenes: {} }))

/** About a dozen smoothed valence values (−1 … 1) across one scene; empty while nothing is known of it. */
export const sceneSparkline = (sceneId: string): readonly number[] =>
  timelineStore.getState().scenes[sceneId]?.valence ?? []
