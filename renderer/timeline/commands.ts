// The timeline's commands: measure, zoom, shapes, export.
import type { Command } from '../commands/command.ts'
import { t } from '../locales/index.ts'
import { activeSceneId } from './playhead.ts'
import { exportPng, exportSvg } from './save-picture.ts'
import { shapePoints, STORY_SHAPES } from './story-shapes.ts'
import { analyzeBook, storeTarget } from './timeline-engine.ts'
import { timelineStore } from './timeline-store.ts'
import { scopeOfLevel, setMeasure, ZOOM_LEVELS, zoomToScope, type ZoomLevel } from './timeline-view.ts'

const hasBook = (): boolean => timelineStore.getState().axis.words > 0

const scopeOf = (level: ZoomLevel): string | null | undefined =>
  scopeOfLevel(timelineStore.getState(), level, activeSceneId())

const ZOOM_IDS = { book: 'zoomBook', part: 'zoomPart', chapter: 'zoomChapter', scene: 'zoomScene' } as const

export const timelineCommands: readonly Command[] = [
  ...ZOOM_LEVELS.map((level): Command => ({
    id: `timeline.${ZOOM_IDS[level]}`,
    title: () => t('timeline:zoomTo', { level: t(`timeline:${level}`) }),
    enabled: () => hasBook() && scopeOf(level) !== undefined,
    run: () => zoomToScope(scopeOf(level) ?? null),
  })),
  {
    id: 'timeline.valence',
    title: () => t('timeline:show', { measure: t('timeline:valence') }),
    enabled: hasBook,
    run: () => setMeasure('valence'),
  },
  {
    id: 'timeline.arousal',
    title: () => t('timeline:show', { measure: t('timeline:arousal') }),
    enabled: hasBook,
    run: () => setMeasure('arousal'),
  },
  ...STORY_SHAPES.map((shape): Command => ({
    id: `timeline.shape.${shape}`,
    title: () => t('timeline:drawShape', { shape: t(`timeline:${shape}`) }),
    enabled: hasBook,
    run: () => storeTarget(shapePoints(shape, timelineStore.getState().measure)),
  })),
  {
    id: 'timeline.clearTarget',
    title: () => t('timeline:clearTarget'),
    enabled: hasBook,
    run: () => storeTarget([]),
  },
  { id: 'timeline.analyze', title: () => t('timeline:analyzeAgain'), enabled: hasBook, run: analyzeBook },
  {
    id: 'timeline.exportSvg',
    title: () => t('timeline:exportSvg'),
    enabled: hasBook,
    run: exportSvg,
  },
  {
    id: 'timeline.exportPng',
    title: () => t('timeline:exportPng'),
    enabled: hasBook,
    run: exportPng,
  },
]
