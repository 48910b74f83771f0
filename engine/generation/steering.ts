// From levers and a target to what a sampler is told: which levers work on every token, and how hard.
import type { GenerationTarget } from '../domain/generation.ts'
import { pullOf, type Levers } from '../domain/levers.ts'
import type { Language } from '../domain/project.ts'
import type { Condition } from '../models/condition.ts'
import type { PassageRequest } from '../models/passage.ts'
import { conditionOf, guideOf } from './wanted.ts'

/** The part of a sampler's request that the arc decides; empty where nothing is wished or every lever is off. */
export interface Steering {
  readonly condition?: Condition
  readonly conditionWeight?: number
  readonly guide?: NonNullable<PassageRequest['guide']>
}

/** @param words what single words mean to this writer, emotion by emotion */
export const steeringOf = (
  target: GenerationTarget,
  language: Language,
  levers: Levers,
  words?: NonNullable<Steering['guide']>['words'],
): Steering => {
  const condition = conditionOf(target, language)
  const [conditionWeight, strength] = [pullOf(levers, 'condition'), pullOf(levers, 'guidance')]
  return {
    ...(condition && conditionWeight > 0 ? { condition, conditionWeight } : {}),
    ...(condition && strength > 0
      ? { guide: { wish: guideOf(target), strength, ...(words ? { words } : {}) } }
      : {}),
  }
}
