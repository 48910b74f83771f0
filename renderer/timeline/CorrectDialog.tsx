// What a sentence feels like by the writer's word: one emotion, and how pleasant and excited it is.
import { useState, type ReactElement } from 'react'
import { RadioButton, RadioField, RadioGroup } from 'react-aria-components'
import { useText } from '../locales/index.ts'
import { Button, Dialog, Slider } from '../ui/index.ts'
import { correctSentence, uncorrectSentence } from './arc-engine.ts'
import { EmotionMark } from './EmotionMark.tsx'
import { EMOTIONS, type Emotion, type SentenceFeeling } from './feelings.ts'
import { closeTimelineDialog } from './timeline-view.ts'

/** A typical valence and arousal of each emotion (after Russell's circumplex, 1980), as the engine has them. */
const TYPICAL: Readonly<Record<Emotion, readonly [valence: number, arousal: number]>> = {
  joy: [0.7, 0.6],
  sadness: [-0.6, 0.3],
  anger: [-0.6, 0.75],
  fear: [-0.6, 0.7],
  disgust: [-0.6, 0.5],
  surprise: [0.1, 0.7],
  neutral: [0, 0.2],
}

export const CorrectDialog = (props: {
  readonly sceneId: string
  readonly sentence: SentenceFeeling
}): ReactElement => {
  const t = useText()
  const { sceneId, sentence } = props
  const { correctedFrom } = sentence
  const [emotion, setEmotion] = useState<Emotion>(sentence.emotion)
  const [valence, setValence] = useState(sentence.valence)
  const [arousal, setArousal] = useState(sentence.arousal)
  const choose = (name: string): void => {
    const chosen = EMOTIONS.find((each) => each === name)
    if (!chosen) return
    setEmotion(chosen)
    setValence(TYPICAL[chosen][0])
    setArousal(TYPICAL[chosen][1])
  }
  const finish = (work: Promise<void>): void => {
    closeTimelineDialog()
    void work
  }
  return (
    <Dialog
      title={t('arc:correctTitle')}
      isOpen
      onClose={closeTimelineDialog}
      widthPx={480}
      testId="correct-dialog"
      foot={
        <>
          {correctedFrom && (
            <Button
              look="quiet"
              onPress={() => finish(uncorrectSentence(sceneId, sentence))}
              data-testid="uncorrect"
            >
              {t('arc:takeBack')}
            </Button>
          )}
          <span className="spacer" />
          <Button onPress={closeTimelineDialog}>{t('arc:cancel')}</Button>
          <Button
            look="primary"
            onPress={() => finish(correctSentence(sceneId, sentence, { emotion, valence, arousal }))}
            data-testid="correct-save"
          >
            {t('arc:correctSave')}
          </Button>
        </>
      }
    >
      <blockquote className="correct-sentence" lang="">
        {sentence.text}
      </blockquote>
      <p className="muted">
        {correctedFrom
          ? t('arc:correctedFrom', { emotion: t(`emotions:${correctedFrom.emotion}`) })
          : t('arc:judged', {
              emotion: t(`emotions:${sentence.emotion}`),
              percent: Math.round(sentence.confidence * 100),
            })}
      </p>
      <RadioGroup
        className="correct-emotions"
        aria-label={t('arc:emotion')}
        value={emotion}
        onChange={choose}
      >
        {EMOTIONS.map((each) => (
          <RadioField key={each} value={each}>
            <RadioButton className="correct-emotion" data-testid={`correct-${each}`}>
              <EmotionMark emotion={each} /> {t(`emotions:${each}`)}
            </RadioButton>
          </RadioField>
        ))}
      </RadioGroup>
      <div className="correct-sliders">
        <Slider
          label={t('timeline:valence')}
          value={valence}
          min={-1}
          max={1}
          step={0.05}
          onChange={setValence}
        />
        <Slider
          label={t('timeline:arousal')}
          value={arousal}
          min={0}
          max={1}
          step={0.05}
          onChange={setArousal}
        />
      </div>
      <p className="hint">{t('arc:correctHint')}</p>
    </Dialog>
  )
}
