// The window's words for named shapes and their beats; the shapes themselves come from the engine.
import { t, type TextKey } from '../locales/index.ts'
import type { Measure, StoryShape, TargetPoint } from './feelings.ts'

/** In the order in which they are offered. */
export const SHAPE_IDS = [
  'rise',
  'fall',
  'manInHole',
  'icarus',
  'cinderella',
  'oedipus',
  'steadyTension',
  'threeAct',
  'herosJourney',
  'kishotenketsu',
] as const

/** A shape without words of its own is called by its id. */
export const shapeName = (id: string): string => {
  const known = SHAPE_IDS.find((name) => name === id)
  return known ? t(`arc:shape_${known}` satisfies TextKey) : id
}

const BEATS = [
  'setup',
  'incitingIncident',
  'firstTurn',
  'midpoint',
  'crisis',
  'climax',
  'resolution',
  'ordinaryWorld',
  'call',
  'threshold',
  'trials',
  'approach',
  'ordeal',
  'reward',
  'roadBack',
  'resurrection',
  'homecoming',
  'ki',
  'sho',
  'ten',
  'ketsu',
] as const
export type BeatKey = (typeof BEATS)[number]

export const isBeat = (key: string): key is BeatKey => (BEATS as readonly string[]).includes(key)

/** The handles of a shape on the scale of a measure. */
export const pointsOfShape = (shape: StoryShape, measure: Measure): readonly TargetPoint[] =>
  measure === 'valence' ? shape.valence : shape.level
