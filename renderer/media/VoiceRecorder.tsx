// The button that records a voice note, and what is seen while it does: time, level, keep or throw away.
import { Mic, Square, X } from 'lucide-react'
import type { ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { Button, IconButton } from '../ui/index.ts'
import { formatDuration } from './media-facts.ts'
import { startRecording, stopRecording, useRecorder } from './record-voice.ts'

export const RecordButton = (): ReactElement => {
  const t = useText()
  const busy = useRecorder(({ recording, asking }) => recording !== null || asking)
  return (
    <IconButton
      writes
      label={t('media:record')}
      isDisabled={busy}
      onPress={() => void startRecording()}
      data-testid="media-record"
    >
      <Mic aria-hidden />
    </IconButton>
  )
}

export const RecordingNow = (): ReactElement | null => {
  const t = useText()
  const recording = useRecorder((state) => state.recording)
  if (!recording) return null
  return (
    <div className="media-recording" data-testid="media-recording">
      <span className="media-recording-dot" aria-hidden />
      <span aria-live="off">{t('media:recording', { time: formatDuration(recording.seconds * 1000) })}</span>
      <span
        className="media-level"
        role="meter"
        aria-label={t('media:level')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(recording.level * 100)}
      >
        <span style={{ width: `${Math.round(recording.level * 100)}%` }} />
      </span>
      <Button onPress={() => stopRecording(true)} data-testid="media-record-keep">
        <Square aria-hidden /> {t('media:recordKeep')}
      </Button>
      <IconButton label={t('media:recordDiscard')} onPress={() => stopRecording(false)}>
        <X aria-hidden />
      </IconButton>
    </div>
  )
}
