// The timeline's commands: measure, zoom, shapes, export.
import type { Command } from '../commands/command.ts'
import { t } from '../locales/index.ts'
import { showTurns } from './arc-engine.ts'
import { correctHere } from './correct-here.ts'
import { MEASURES } from './feelings.ts'
import { measureName } from './measure-name.ts'
import { activeSceneId } from './playhead.ts'
import { exportPng, exportSvg } from './save-picture.ts'
import { SHAPE_IDS, shapeName } from './story-shapes.ts'
import { analyzeBook, storeShape, storeTarget } from './timeline-engine.ts'
import { timelineStore } from './timeline-store.ts'
import {
  openTimelineDialog,
  scopeOfLevel,
  setDrawing,
  setMeasure,
  ZOOM_LEVELS,
  zoomToScope,
  type ZoomLevel,
} from './timeline-view.ts'

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
  ...MEASURES.map((measure): Command => ({
    id: `timeline.${measure}`,
    title: () => t('timeline:show', { measure: measureName(measure) }),
    enabled: hasBook,
    run: () => setMeasure(measure),
  })),
  ...SHAPE_IDS.map((id): Command => ({
    id: `timeline.shape.${id}`,
    title: () => t('timeline:drawShape', { shape: shapeName(id) }),
    enabled: () => hasBook() && timelineStore.getState().shapes.length > 0,
    run: () => storeShape(id),
  })),
  {
    id: 'timeline.drawFreehand',
    title: () => t('arc:drawCommand'),
    enabled: hasBook,
    run: () => setDrawing(!timelineStore.getState().drawing),
  },
  {
    id: 'timeline.copyTarget',
    title: () => t('arc:copyCommand'),
    enabled: hasBook,
    run: () => openTimelineDialog({ kind: 'copy' }),
  },
  {
    id: 'timeline.correct',
    title: () => t('arc:correctCommand'),
    enabled: hasBook,
    run: correctHere,
  },
  {
    id: 'timeline.turns',
    title: () => t('arc:turnsCommand'),
    enabled: hasBook,
    run: () => showTurns(timelineStore.getState().turns === null),
  },
  {
    id: 'timeline.keepDraft',
    title: () => t('arc:keepDraftCommand'),
    enabled: hasBook,
    run: () => openTimelineDialog({ kind: 'keepDraft' }),
  },
  {
    id: 'timeline.report',
    title: () => t('arc:reportCommand'),
    enabled: hasBook,
    menu: 'story',
    run: () => openTimelineDialog({ kind: 'report' }),
  },
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
