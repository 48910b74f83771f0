// The line above the chart: which curve, legend, gap, zoom levels, and the menus of target, view and export.
import { Download, FileText, MessageSquareQuote } from 'lucide-react'
import { memo, type ReactElement } from 'react'
import { MenuTrigger } from 'react-aria-components'
import { useText } from '../locales/index.ts'
import { Button, IconButton, Menu, MenuItem, MenuPopover, MenuSeparator, Segmented } from '../ui/index.ts'
import { correctHere } from './correct-here.ts'
import { activeSceneId } from './playhead.ts'
import { exportPng, exportSvg } from './save-picture.ts'
import { TargetMenu } from './TargetMenu.tsx'
import { drawsOwnArc, timelineStore, useTimeline } from './timeline-store.ts'
import {
  levelOfScope,
  openTimelineDialog,
  scopeOfLevel,
  ZOOM_LEVELS,
  zoomToScope,
  type ZoomLevel,
} from './timeline-view.ts'
import { useTargetPoints } from './useChart.ts'
import { ViewMenu } from './ViewMenu.tsx'
import { MeasureChoice, VoiceChoice } from './VoiceChoice.tsx'

const ExportMenu = (): ReactElement => {
  const t = useText()
  return (
    <MenuTrigger>
      <IconButton label={t('timeline:export')}>
        <Download aria-hidden />
      </IconButton>
      <MenuPopover placement="top end">
        <Menu aria-label={t('timeline:export')}>
          <MenuItem
            id="report"
            label={t('arc:report')}
            icon={<FileText aria-hidden />}
            onAction={() => openTimelineDialog({ kind: 'report' })}
          />
          <MenuSeparator />
          <MenuItem id="svg" label={t('timeline:exportSvg')} onAction={exportSvg} />
          <MenuItem id="png" label={t('timeline:exportPng')} onAction={() => void exportPng()} />
        </Menu>
      </MenuPopover>
    </MenuTrigger>
  )
}

const ZoomLevels = (): ReactElement => {
  const t = useText()
  const hasParts = useTimeline(({ axis }) => axis.parts.length > 0)
  const hasChapters = useTimeline(({ axis }) => axis.chapters.length > 0)
  const shown = useTimeline(levelOfScope)
  const zoomed = useTimeline((state) => state.range !== null)
  const levels = ZOOM_LEVELS.filter(
    (level) => level === 'book' || level === 'scene' || (level === 'part' ? hasParts : hasChapters),
  )
  return (
    <>
      {zoomed && (
        <Button
          look="quiet"
          onPress={() => zoomToScope(timelineStore.getState().scopeId)}
          data-testid="zoom-reset"
        >
          {t('timeline:resetZoom')}
        </Button>
      )}
      <Segmented<ZoomLevel>
        label={t('timeline:zoom')}
        value={shown}
        choices={levels.map((level) => ({ id: level, label: t(`timeline:${level}`) }))}
        onChange={(level) => {
          const scope = scopeOfLevel(timelineStore.getState(), level, activeSceneId())
          if (scope !== undefined) zoomToScope(scope)
        }}
      />
    </>
  )
}

interface TimelineHeadProps {
  /** Mean distance of target and text in view, as it is written; null where there is none. */
  readonly gap: string | null
  /** Whether any of the curve in view is uncertain. */
  readonly unsure: boolean
}

/** Its menus are not drawn again for every change of the curve. */
export const TimelineHead = memo(({ gap, unsure }: TimelineHeadProps): ReactElement => {
  const t = useText()
  const compared = useTimeline((state) => state.compared)
  const drawing = useTimeline((state) => state.drawing)
  const scopeTitle = useTimeline((state) => state.axis.byId.get(state.scopeId ?? '')?.title)
  const drawn = useTargetPoints().length > 0
  const owner = useTimeline((state) =>
    drawsOwnArc(state) ? state.voices.find(({ id }) => id === state.voiceId)?.name : undefined,
  )
  const act = drawn ? 'Drag' : 'Draw'
  const legend = drawing
    ? t('arc:drawing')
    : owner === undefined
      ? t(`timeline:target${act}`)
      : t(`timeline:own${act}`, { name: owner })
  return (
    <div className="timeline-head">
      <MeasureChoice />
      <VoiceChoice />
      <span className="timeline-legend">
        <i className="swatch actual" /> {t('timeline:actual')}
      </span>
      <span className="timeline-legend">
        <i className="swatch target" /> <span data-testid="target-legend">{legend}</span>
      </span>
      {compared && (
        <span className="timeline-legend">
          <i className="swatch compared" /> {t('arc:draft', { name: compared.name })}
        </span>
      )}
      {unsure && (
        <span className="timeline-legend">
          <i className="swatch unsure" /> {t('arc:uncertain')}
        </span>
      )}
      {gap !== null && (
        <span data-testid="timeline-gap">
          {scopeTitle
            ? t('timeline:gapIn', { value: gap, title: scopeTitle })
            : t('timeline:gap', { value: gap })}
        </span>
      )}
      <span className="spacer" />
      <ZoomLevels />
      <IconButton
        writes
        label={t('arc:correctHere')}
        onPress={() => void correctHere()}
        data-testid="correct-here"
      >
        <MessageSquareQuote aria-hidden />
      </IconButton>
      <TargetMenu />
      <ViewMenu />
      <ExportMenu />
    </div>
  )
})
TimelineHead.displayName = 'TimelineHead'
