// What of the text is on disk, told as it is.
import { useEffect, useState, type ReactElement } from 'react'
import { useManuscript } from '../manuscript/manuscript-store.ts'
import { useText } from '../locales/index.ts'

const TICK_MS = 1000
const MINUTE_S = 60
/** A save of the last hour is news; an older one is a matter of course. */
const HOUR_S = 3600

export const SavedState = (): ReactElement => {
  const t = useText()
  const state = useManuscript((manuscript) => manuscript.saveState)
  const savedAtMs = useManuscript((manuscript) => manuscript.savedAtMs)
  const [nowMs, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS)
    return () => clearInterval(timer)
  }, [])

  const words = (): string => {
    switch (state) {
      case 'saving':
      case 'dirty':
        return state === 'saving' ? t('app:saving') : t('app:unsaved')
      case 'waiting':
        return t('app:saveWaiting')
      case 'failed':
        return t('app:saveFailed')
      case 'saved': {
        if (savedAtMs === null) return t('app:saved')
        const seconds = Math.max(0, Math.round((nowMs - savedAtMs) / 1000))
        if (seconds < 2) return t('app:savedNow')
        if (seconds < MINUTE_S) return t('app:savedSeconds', { count: seconds })
        return seconds < HOUR_S
          ? t('app:savedMinutes', { count: Math.round(seconds / MINUTE_S) })
          : t('app:saved')
      }
    }
  }
  return (
    <span className={`saved-state ${state}`} data-testid="save-state" data-state={state}>
      {words()}
    </span>
  )
}
