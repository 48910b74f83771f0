// What a measure is called: dimensions by the timeline's words, emotions by their own.
import { t } from '../locales/index.ts'
import type { Measure } from './feelings.ts'

export const measureName = (measure: Measure): string =>
  measure === 'valence' || measure === 'arousal' || measure === 'tension'
    ? t(`timeline:${measure}`)
    : t(`emotions:${measure}`)
