// The line above the chart: measure, legend, gap, zoom levels, shapes to start from, export.
import { ChartSpline, Download, Eraser } from 'lucide-react'
import type { ReactElement } from 'react'
import { MenuTrigger } from 'react-aria-components'
import { useText } from '../locales/index.ts'
import { Button, IconButton, Menu, MenuItem, MenuPopover, MenuSeparator, Segmented } from '../ui/index.ts'
import { MEASURES } from './feelings.ts'
import { formatShare } from './format.ts'
import { measureName } from './measure-name.ts'
import { activeSceneId } from './playhead.ts'
import { exportPng, exportSvg } from './save-picture.ts'
import { shapePoints, STORY_SHAPES } from './story-shapes.ts'
import type { Chart } from './timeline-chart.ts'
import { storeTarget } from './timeline-engine.ts'
import { timelineStore, useTimeline } from './timeline-store.ts'
import {
  levelOfScope,
  scopeOfLevel,
  setMeasure,
  ZOOM_LEVELS,
  zoomToScope,
  type ZoomLevel,
} from './timeline-view.ts'
import { useTargetPoints } from './useChart.ts'

const ShapeMenu = (): ReactElement => {
  const t = useText()
  const empty = useTargetPoints().length === 0
  return (
    <MenuTrigger>
      <Button look="quiet" data-testid="shape-menu">
        <ChartSpline aria-hidden /> {t('timeline:shape')}
      </Button>
      <MenuPopover placement="top end">
        <Menu aria-label={t('timeline:shape')}>
          {STORY_SHAPES.map((shape) => (
            <MenuItem
              key={shape}
              id={shape}
              label={t(`timeline:${shape}`)}
              onAction={() => void storeTarget(shapePoints(shape, timelineStore.getState().measure))}
            />
          ))}
          <MenuSeparator />
          <MenuItem
            id="clear"
            label={t('timeline:clearTarget')}
            icon={<Eraser aria-hidden />}
            isDisabled={empty}
            onAction={() => void storeTarget([])}
          />
        </Menu>
      </MenuPopover>
    </MenuTrigger>
  )
}

const ExportMenu = (): ReactElement => {
  const t = useText()
  return (
    <MenuTrigger>
      <IconButton label={t('timeline:export')}>
        <Download aria-hidden />
      </IconButton>
      <MenuPopover placement="top end">
        <Menu aria-label={t('timeline:export')}>
          <MenuItem id="svg" label={t('timeline:exportSvg')} onAction={exportSvg} />
          <MenuItem id="png" label={t('timeline:exportPng')} onAction={() => void exportPng()} />
        </Menu>
      </MenuPopover>
    </MenuTrigger>
  )
}

const ZoomLevels = (): ReactElement => {
  const t = useText()
  const axis = useTimeline((state) => state.axis)
  const scopeId = useTimeline((state) => state.scopeId)
  const zoomed = useTimeline((state) => state.range !== null)
  const levels = ZOOM_LEVELS.filter(
    (level) =>
      level === 'book' || level === 'scene' || (level === 'part' ? axis.parts : axis.chapters).length > 0,
  )
  return (
    <>
      {zoomed && (
        <Button look="quiet" onPress={() => zoomToScope(scopeId)} data-testid="zoom-reset">
          {t('timeline:resetZoom')}
        </Button>
      )}
      <Segmented<ZoomLevel>
        label={t('timeline:zoom')}
        value={levelOfScope({ axis, scopeId })}
        choices={levels.map((level) => ({ id: level, label: t(`timeline:${level}`) }))}
        onChange={(level) => {
          const scope = scopeOfLevel({ axis }, level, activeSceneId())
          if (scope !== undefined) zoomToScope(scope)
        }}
      />
    </>
  )
}

/** @param gap mean distance of target and text in view. */
export const TimelineHead = ({ gap }: { readonly gap: Chart['gap'] }): ReactElement => {
  const t = useText()
  const measure = useTimeline((state) => state.measure)
  const scopeTitle = useTimeline((state) => state.axis.byId.get(state.scopeId ?? '')?.title)
  const drawn = useTargetPoints().length > 0
  return (
    <div className="timeline-head">
      <Segmented
        label={t('timeline:measure')}
        value={measure}
        choices={MEASURES.map((id) => ({ id, label: measureName(id) }))}
        onChange={setMeasure}
      />
      <span className="timeline-legend">
        <i className="swatch actual" /> {t('timeline:actual')}
      </span>
      <span className="timeline-legend">
        <i className="swatch target" /> {drawn ? t('timeline:targetDrag') : t('timeline:targetDraw')}
      </span>
      {gap !== null && (
        <span data-testid="timeline-gap">
          {scopeTitle
            ? t('timeline:gapIn', { value: formatShare(gap), title: scopeTitle })
            : t('timeline:gap', { value: formatShare(gap) })}
        </span>
      )}
      <span className="spacer" />
      <ZoomLevels />
      <ShapeMenu />
      <ExportMenu />
    </div>
  )
}
