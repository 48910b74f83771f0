// Which curve is shown: the measure, and whose feelings it tells.
import type { ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { Select } from '../ui/index.ts'
import { chooseVoice, loadVoices } from './arc-engine.ts'
import { MEASURES, type Measure } from './feelings.ts'
import { measureName } from './measure-name.ts'
import { useTimeline } from './timeline-store.ts'
import { setMeasure } from './timeline-view.ts'

const WHOLE = ''
const NARRATION = 'narration'

export const MeasureChoice = (): ReactElement => {
  const t = useText()
  const measure = useTimeline((state) => state.measure)
  return (
    <Select<Measure>
      label={t('timeline:measure')}
      hideLabel
      value={measure}
      choices={MEASURES.map((id) => ({ id, label: measureName(id) }))}
      onChange={setMeasure}
      testId="timeline-measure"
    />
  )
}

/** The whole book is read for its people: only when somebody reaches for the choice. */
export const VoiceChoice = (): ReactElement => {
  const t = useText()
  const voices = useTimeline((state) => state.voices)
  const voiceId = useTimeline((state) => state.voiceId)
  const nameOf = (id: string, name: string): string => (id === NARRATION ? t('arc:narration') : name)
  return (
    <span className="voice-choice" onPointerEnter={() => void loadVoices()} onFocus={() => void loadVoices()}>
      <Select
        label={t('arc:whose')}
        hideLabel
        value={voiceId ?? WHOLE}
        choices={[
          { id: WHOLE, label: t('arc:wholeText') },
          ...voices.map(({ id, name }) => ({ id, label: nameOf(id, name) })),
        ]}
        onChange={(id) => void chooseVoice(id === WHOLE ? null : id)}
        testId="timeline-voice"
      />
    </span>
  )
}
