// Where a target comes from: the pen, a named shape, another place, the text itself.
import { ChartSpline, Copy, Eraser, PencilLine } from 'lucide-react'
import type { ReactElement } from 'react'
import { MenuTrigger } from 'react-aria-components'
import { useText } from '../locales/index.ts'
import { Button, IconToggle, Menu, MenuItem, MenuPopover, MenuSeparator } from '../ui/index.ts'
import { copyTarget } from './arc-engine.ts'
import { shapeName } from './story-shapes.ts'
import { storeShape, storeTarget } from './timeline-engine.ts'
import { drawsOwnArc, useTimeline } from './timeline-store.ts'
import { openTimelineDialog, setDrawing } from './timeline-view.ts'
import { useTargetPoints } from './useChart.ts'

export const TargetMenu = (): ReactElement => {
  const t = useText()
  const empty = useTargetPoints().length === 0
  const shapes = useTimeline((state) => state.shapes)
  const scopeId = useTimeline((state) => state.scopeId)
  const drawing = useTimeline((state) => state.drawing)
  const isOwnArc = useTimeline(drawsOwnArc)
  return (
    <>
      <IconToggle
        writes
        label={t('arc:draw')}
        isSelected={drawing}
        onChange={setDrawing}
        data-testid="draw-target"
      >
        <PencilLine aria-hidden />
      </IconToggle>
      <MenuTrigger>
        <Button writes look="quiet" data-testid="shape-menu">
          <ChartSpline aria-hidden /> {t('arc:target')}
        </Button>
        <MenuPopover placement="top end">
          <Menu aria-label={t('arc:target')}>
            {shapes.map(({ id }) => (
              <MenuItem key={id} id={id} label={shapeName(id)} onAction={() => void storeShape(id)} />
            ))}
            <MenuSeparator />
            <MenuItem
              id="actual"
              label={t('arc:fromText')}
              icon={<ChartSpline aria-hidden />}
              isDisabled={isOwnArc}
              onAction={() => void copyTarget('actual', scopeId)}
            />
            <MenuItem
              id="copy"
              label={t('arc:copyFrom')}
              icon={<Copy aria-hidden />}
              isDisabled={isOwnArc}
              onAction={() => openTimelineDialog({ kind: 'copy' })}
            />
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
    </>
  )
}
