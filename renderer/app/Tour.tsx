// The three-step tour of a first start: a card beside each thing it speaks of. Skipped once, never shown again unasked.
import { useEffect, useLayoutEffect, useState, type ReactElement } from 'react'
import { FocusScope } from 'react-aria'
import { Button } from '../ui/index.ts'
import { useText } from '../locales/index.ts'
import { useApp } from './app-store.ts'
import { currentSettings, updateSettings } from './settings-store.ts'
import { shellStore, useShell } from './shell-store.ts'

const STEPS = [
  { anchor: 'timeline', title: 'app:tourTimelineTitle', text: 'app:tourTimelineText' },
  { anchor: 'cowriter', title: 'app:tourManuscriptTitle', text: 'app:tourManuscriptText' },
  { anchor: 'binder', title: 'app:tourBinderTitle', text: 'app:tourBinderText' },
] as const

const CARD_PX = { width: 330, gap: 14 } as const

/** Beside the anchor, on the side where there is room. */
const placeBeside = (anchor: DOMRect): Readonly<Record<string, number>> => {
  const { width, gap } = CARD_PX
  const middle = Math.max(12, Math.min(anchor.top + 60, window.innerHeight - 260))
  if (anchor.width > window.innerWidth / 2)
    return { left: anchor.left + anchor.width / 2 - width / 2, bottom: window.innerHeight - anchor.top + gap }
  return anchor.left < window.innerWidth / 2
    ? { left: anchor.right + gap, top: middle }
    : { left: anchor.left - width - gap, top: middle }
}

const finish = (): void => {
  shellStore.setState({ tourStep: null })
  void updateSettings({ tourDone: true })
}

const Step = ({ index }: { readonly index: number }): ReactElement => {
  const t = useText()
  const step = STEPS[index] ?? STEPS[0]
  const last = index === STEPS.length - 1
  const [place, setPlace] = useState<Readonly<Record<string, number>>>({ left: 40, top: 80 })
  useLayoutEffect(() => {
    const anchor = document.querySelector(`[data-tour="${step.anchor}"]`)
    const move = (): void => {
      if (anchor) setPlace(placeBeside(anchor.getBoundingClientRect()))
    }
    move()
    anchor?.classList.add('tour-anchor')
    window.addEventListener('resize', move)
    return () => {
      anchor?.classList.remove('tour-anchor')
      window.removeEventListener('resize', move)
    }
  }, [step.anchor])
  return (
    <FocusScope contain restoreFocus autoFocus>
      <div
        className="tour"
        role="dialog"
        aria-labelledby="tour-title"
        aria-describedby="tour-text"
        data-testid="tour"
        style={{ ...place, width: CARD_PX.width }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') finish()
        }}
      >
        <small>{t('app:tourStep', { step: index + 1, total: STEPS.length })}</small>
        <h2 id="tour-title">{t(step.title)}</h2>
        <p id="tour-text">{t(step.text)}</p>
        <div className="tour-acts">
          {!last && (
            <Button look="quiet" onPress={finish}>
              {t('app:tourSkip')}
            </Button>
          )}
          <Button
            look="primary"
            autoFocus
            onPress={last ? finish : () => shellStore.setState({ tourStep: index + 1 })}
          >
            {t(last ? 'app:tourDone' : 'app:tourNext')}
          </Button>
        </div>
      </div>
    </FocusScope>
  )
}

export const Tour = (): ReactElement | null => {
  const index = useShell((state) => state.tourStep)
  const sample = useApp((state) => state.project?.sample ?? false)
  useEffect(() => {
    const { tourDone, panels } = currentSettings()
    if (!sample || tourDone) return
    if (!panels.binder || !panels.side || !panels.timeline)
      void updateSettings({ panels: { binder: true, side: true, timeline: true } })
    shellStore.setState({ tourStep: 0 })
  }, [sample])
  return index === null ? null : <Step key={index} index={index} />
}
