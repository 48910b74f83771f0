// While the manuscript is read aloud: pause, stop, and how fast.
import { Pause, Play, Square } from 'lucide-react'
import type { ReactElement } from 'react'
import { updateSettings, useSettings } from '../app/settings-store.ts'
import { useText } from '../locales/index.ts'
import { IconButton, Slider } from '../ui/index.ts'
import { pauseReading, stopReading, useReading } from './read-aloud.ts'

export const ReadingBar = (): ReactElement | null => {
  const t = useText()
  const reading = useReading()
  const rate = useSettings((settings) => settings.readAloudRate)
  if (reading === 'off') return null
  return (
    <div className="find-bar" role="group" aria-label={t('manuscript:readAloud')} data-testid="reading-bar">
      <IconButton
        label={reading === 'paused' ? t('manuscript:goOnReading') : t('manuscript:pauseReading')}
        onPress={pauseReading}
      >
        {reading === 'paused' ? <Play /> : <Pause />}
      </IconButton>
      <IconButton label={t('manuscript:stopReading')} onPress={stopReading}>
        <Square />
      </IconButton>
      <Slider
        label={t('manuscript:readingRate')}
        value={rate}
        min={0.5}
        max={3}
        step={0.1}
        onChange={(readAloudRate) => void updateSettings({ readAloudRate })}
      />
    </div>
  )
}
