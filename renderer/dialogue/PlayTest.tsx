// Plays the dialogue in the window: what is said, what can be chosen, and the variables as they stand.
import type { ReactElement } from 'react'
import { EmotionMark } from '../timeline/EmotionMark.tsx'
import { Button } from '../ui/index.ts'
import { useText } from '../locales/index.ts'
import { playOn, startPlay, stopPlay, useDialogue, type PlayStep } from './dialogue-store.ts'

const Heard = ({ step }: { readonly step: PlayStep }): ReactElement | null => {
  const t = useText()
  if (step.kind === 'end') return <p className="quiet">{t(`dialogue:end_${step.why}`)}</p>
  if (step.kind === 'choice') return null
  const { speaker, text, emotion } = step.line
  return (
    <p>
      {speaker?.name ? <b>{speaker.name} </b> : null}
      {text} {emotion && <EmotionMark emotion={emotion.label} />}
    </p>
  )
}

/** From unpleasant to pleasant, with its figure for who does not see the bar. */
const Mood = ({ valence }: { readonly valence: number }): ReactElement => (
  <span className="dialogue-mood" role="img" aria-label={valence.toFixed(1)}>
    <span style={{ left: `${50 + 50 * valence}%` }} />
  </span>
)

export const PlayTest = ({ play }: { readonly play: readonly PlayStep[] }): ReactElement => {
  const t = useText()
  const last = play.at(-1)
  const feelings = Object.entries(last?.state.feelings ?? {})
  const declared = useDialogue((state) => state.graph?.variables ?? [])
  return (
    <section className="dialogue-play" aria-label={t('dialogue:play')} data-testid="play-test">
      <div className="dialogue-heard" role="log" aria-live="polite">
        {play.map((step, index) => (
          <Heard key={index} step={step} />
        ))}
      </div>
      <div className="dialogue-answers">
        {last?.kind === 'line' && (
          <Button look="primary" onPress={() => void playOn()} data-testid="play-on">
            {t('dialogue:goOn')}
          </Button>
        )}
        {last?.kind === 'choice' &&
          last.options.map(({ id, text }) => (
            <Button key={id} onPress={() => void playOn(id)} data-testid="play-option">
              {text}
            </Button>
          ))}
        {last?.kind === 'end' && <Button onPress={() => void startPlay()}>{t('dialogue:again')}</Button>}
        <Button look="quiet" onPress={stopPlay} data-testid="play-stop">
          {t('dialogue:stopPlay')}
        </Button>
      </div>
      {feelings.length > 0 && (
        <dl className="dialogue-moods" aria-label={t('dialogue:moods')} data-testid="play-moods">
          {feelings.map(([name, { label, valence }]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <EmotionMark emotion={label} /> {t(`emotions:${label}`)} <Mood valence={valence} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {declared.length > 0 && (
        <dl className="dialogue-variables" aria-label={t('dialogue:variables')}>
          {declared.map(({ name }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{String(last?.state.variables[name] ?? '')}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  )
}
