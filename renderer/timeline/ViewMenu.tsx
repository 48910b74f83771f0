// What lies on the chart besides the curve: smoothing, turns, a kept draft, a shape to compare with.
import { SlidersHorizontal } from 'lucide-react'
import type { ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { Button, Popover, PopoverTrigger, Select, Slider, Switch } from '../ui/index.ts'
import { compareDraft, removeDraft, showTurns } from './arc-engine.ts'
import { shapeName } from './story-shapes.ts'
import { useTimeline } from './timeline-store.ts'
import { openTimelineDialog, setReference, setSmoothing } from './timeline-view.ts'

/** An id that no shape or draft has. */
const NONE = ''

const DraftChoice = (): ReactElement => {
  const t = useText()
  const drafts = useTimeline((state) => state.drafts)
  const compared = useTimeline((state) => state.compared)
  return (
    <>
      <Select
        label={t('arc:compareWith')}
        value={compared?.id ?? NONE}
        choices={[
          { id: NONE, label: t('arc:noDraft') },
          ...drafts.map(({ id, name }) => ({ id, label: name })),
        ]}
        onChange={(id) => void compareDraft(id === NONE ? null : id)}
        testId="compare-draft"
        {...(drafts.length === 0 ? { hint: t('arc:draftsHint') } : {})}
      />
      <div className="view-buttons">
        <Button onPress={() => openTimelineDialog({ kind: 'keepDraft' })} data-testid="keep-draft">
          {t('arc:keepDraft')}
        </Button>
        {compared && (
          <Button look="quiet" onPress={() => void removeDraft(compared.id)}>
            {t('arc:removeDraft')}
          </Button>
        )}
      </div>
    </>
  )
}

export const ViewMenu = (): ReactElement => {
  const t = useText()
  const smoothing = useTimeline((state) => state.smoothing)
  const turns = useTimeline((state) => state.turns)
  const shapes = useTimeline((state) => state.shapes)
  const referenceId = useTimeline((state) => state.referenceId)
  return (
    <PopoverTrigger>
      <Button look="quiet" data-testid="view-menu">
        <SlidersHorizontal aria-hidden /> {t('arc:view')}
      </Button>
      <Popover label={t('arc:view')} placement="top end">
        <div className="view-menu">
          <Slider
            label={t('arc:smoothing')}
            value={smoothing}
            min={0.25}
            max={6}
            step={0.25}
            onChange={setSmoothing}
          />
          <Switch selected={turns !== null} onChange={showTurns}>
            {t('arc:showTurns')}
          </Switch>
          <Select
            label={t('arc:overlay')}
            value={referenceId ?? NONE}
            choices={[
              { id: NONE, label: t('arc:noShape') },
              ...shapes.map(({ id }) => ({ id, label: shapeName(id) })),
            ]}
            onChange={(id) => setReference(id === NONE ? null : id)}
            testId="reference-shape"
          />
          <DraftChoice />
        </div>
      </Popover>
    </PopoverTrigger>
  )
}
