// The map of a model that keeps one: look around, walk from one sentence to another, ask for others near one.
import { Copy, CornerDownLeft, Shuffle, Spline } from 'lucide-react'
import { useEffect, type ReactElement } from 'react'
import { ListBox, ListBoxItem } from 'react-aria-components'
import { notify } from '../app/notices-store.ts'
import { formatNumber, t as say, useText } from '../locales/index.ts'
import { insertTextAtCaret } from '../manuscript/manuscript-api.ts'
import { EmotionMark } from '../timeline/EmotionMark.tsx'
import type { Emotion } from '../timeline/feelings.ts'
import { Button, IconButton, Progress, Slider, TextField } from '../ui/index.ts'
import { LatentChart } from './LatentChart.tsx'
import {
  changeSentence,
  latentStore,
  morph,
  openMap,
  stopMap,
  takeSentence,
  useLatent,
  vary,
  type LatentMap,
} from './latent-store.ts'

const copy = (text: string): void => {
  navigator.clipboard.writeText(text).then(
    () => notify({ tone: 'info', message: say('workshop:copied') }),
    () => notify({ tone: 'error', message: say('workshop:notCopied') }),
  )
}

const insert = (text: string): void => {
  const done = insertTextAtCaret(text)
  notify({
    tone: done ? 'info' : 'error',
    message: say(done ? 'workshop:inserted' : 'workshop:noCaret'),
  })
}

/** What the model wrote, and what can be done with it. */
const Written = ({ text }: { readonly text: string }): ReactElement => {
  const t = useText()
  return (
    <div className="latent-written">
      <p data-testid="latent-text">{text || '…'}</p>
      <IconButton label={t('workshop:copy')} onPress={() => copy(text)}>
        <Copy aria-hidden />
      </IconButton>
      <IconButton label={t('workshop:insert')} onPress={() => insert(text)}>
        <CornerDownLeft aria-hidden />
      </IconButton>
    </div>
  )
}

const Way = (): ReactElement | null => {
  const t = useText()
  const way = useLatent((state) => state.way)
  const at = useLatent((state) => state.at)
  if (way.length === 0) return null
  return (
    <div className="latent-way-view" data-testid="latent-way">
      <Slider
        label={t('workshop:wayStep')}
        value={at + 1}
        min={1}
        max={way.length}
        step={1}
        onChange={(place) => latentStore.setState({ at: place - 1 })}
      />
      <div aria-live="polite">
        <Written text={way[at]?.text ?? ''} />
      </div>
    </div>
  )
}

const Near = (): ReactElement | null => {
  const near = useLatent((state) => state.near)
  if (near.length === 0) return null
  return (
    <ul className="latent-near" data-testid="latent-near">
      {near.map(({ text }, index) => (
        <li key={index}>
          <Written text={text} />
        </li>
      ))}
    </ul>
  )
}

const Sentences = ({ map }: { readonly map: LatentMap }): ReactElement => {
  const t = useText()
  return (
    <ListBox
      className="latent-sentences"
      aria-label={t('workshop:sentences')}
      onAction={(key) => {
        const place = map.places[Number(key)]
        if (place) takeSentence(place)
      }}
      data-testid="latent-sentences"
    >
      {map.places.map((place, index) => (
        <ListBoxItem
          key={index}
          id={index}
          textValue={place.text}
          className="menu-item"
          onHoverStart={() => latentStore.setState({ hovered: place })}
          onFocus={() => latentStore.setState({ hovered: place })}
        >
          <EmotionMark emotion={place.emotion as Emotion} />
          {place.text}
        </ListBoxItem>
      ))}
    </ListBox>
  )
}

const Desk = ({ map }: { readonly map: LatentMap }): ReactElement => {
  const t = useText()
  const { from, to, busy, spread, hovered, slot } = useLatent((state) => state)
  return (
    <div className="latent-desk">
      <p className="quiet">
        {t('workshop:mapHint', { share: formatNumber(Math.round(100 * map.view.explained)) })}
      </p>
      <div className="latent-look">
        <LatentChart map={map} />
        <Sentences map={map} />
      </div>
      <p className="latent-hovered" aria-hidden>
        {hovered ? (
          <>
            <EmotionMark emotion={hovered.emotion as Emotion} /> {hovered.text}{' '}
            <span className="quiet">{hovered.title}</span>
          </>
        ) : (
          <span className="quiet">{t(slot === 'from' ? 'workshop:chooseFrom' : 'workshop:chooseTo')}</span>
        )}
      </p>
      <div className="workshop-fields">
        <TextField
          label={t('workshop:fromSentence')}
          value={from}
          onChange={(text) => changeSentence({ from: text })}
          multiline
          testId="latent-from"
        />
        <TextField
          label={t('workshop:toSentence')}
          value={to}
          onChange={(text) => changeSentence({ to: text })}
          multiline
          testId="latent-to"
        />
      </div>
      <div className="latent-acts">
        <Button
          look="primary"
          isDisabled={busy !== null || !from.trim() || !to.trim()}
          onPress={morph}
          data-testid="latent-morph"
        >
          <Spline aria-hidden /> {t('workshop:morph')}
        </Button>
        <Button isDisabled={busy !== null || !from.trim()} onPress={vary} data-testid="latent-vary">
          <Shuffle aria-hidden /> {t('workshop:vary')}
        </Button>
        <Slider
          label={t('workshop:spread')}
          value={spread}
          min={0.25}
          max={3}
          step={0.25}
          onChange={(next) => latentStore.setState({ spread: next })}
        />
      </div>
      {busy && <Progress label={t('workshop:writing')} done={0} total={0} />}
      <Way />
      <Near />
    </div>
  )
}

export const LatentView = ({ runId }: { readonly runId: string }): ReactElement => {
  const t = useText()
  const map = useLatent((state) => (state.runId === runId ? state.map : null))
  const busy = useLatent((state) => state.busy)
  useEffect(() => openMap(runId), [runId])
  if (map) return <Desk map={map} />
  return (
    <div className="transfer-working" role="status">
      <p>{t(busy === 'map' ? 'workshop:drawingMap' : 'workshop:noMap')}</p>
      {busy === 'map' ? (
        <>
          <Progress label={t('workshop:drawingMap')} done={0} total={0} />
          <Button onPress={stopMap}>{t('transfer:stop')}</Button>
        </>
      ) : (
        <Button onPress={() => openMap(runId)}>{t('workshop:drawAgain')}</Button>
      )}
    </div>
  )
}
