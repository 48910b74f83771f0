// A node that has grown and is not taken in yet: its words, why they stand there, and whether they stay.
import { RefreshCw } from 'lucide-react'
import { useState, type ReactElement } from 'react'
import { formatNumber, useText, type TextKey } from '../locales/index.ts'
import { EmotionMark } from '../timeline/EmotionMark.tsx'
import { Button, Switch } from '../ui/index.ts'
import { useDialogue, type GraphNode, type Growth } from './dialogue-store.ts'
import { Draft } from './Draft.tsx'
import { decideParts, editPart, rewritePart, useGrowth, type GrowthPart } from './growth-store.ts'
import { nodeText } from './node-words.ts'

const percent = (value: number): string => formatNumber(Math.round(100 * value))

const Why = ({ part }: { readonly part: GrowthPart }): ReactElement | null => {
  const t = useText()
  const { state, reasons, score, feeling, tagged, refused } = part
  if (state === 'failed') {
    const told = Object.entries(refused).map(
      ([why, times]) => `${t(`cast:refused_${why}` as TextKey)} ${formatNumber(times)}`,
    )
    return <p className="quiet">{t('dialogue:ghostFailed', { reasons: told.join(', ') })}</p>
  }
  if (state === 'waiting') return <p className="quiet">{t('dialogue:ghostWaiting')}</p>
  return (
    <>
      <p className="ghost-feelings">
        {t('dialogue:ghostAsked')} <EmotionMark emotion={tagged.label} /> {t(`emotions:${tagged.label}`)}
        {feeling && (
          <>
            {' · '}
            {t('dialogue:ghostRead')} <EmotionMark emotion={feeling.emotion} />{' '}
            {t(`emotions:${feeling.emotion}`)}
          </>
        )}
      </p>
      {reasons.length > 0 && (
        <p className="quiet">
          {[
            `${t('cowriter:score')} ${percent(score)}`,
            ...reasons.map(({ key, value }) => `${t(`cast:reason_${key}` as TextKey)} ${percent(value)}`),
          ].join(' · ')}
        </p>
      )}
    </>
  )
}

const Part = ({ part, title }: { readonly part: GrowthPart; readonly title: string }): ReactElement => {
  const t = useText()
  const isGrowing = useGrowth((state) => state.work !== null)
  const [isBusy, setBusy] = useState(false)
  const rewrite = async (): Promise<void> => {
    setBusy(true)
    await rewritePart(part.id)
    setBusy(false)
  }
  return (
    <fieldset className="dialogue-option">
      <legend>{title}</legend>
      <Draft
        key={`${part.id} ${part.text}`}
        label={t('dialogue:text')}
        value={part.text}
        multiline
        testId="ghost-text"
        onCommit={(text) => (text.trim() === '' ? false : void editPart(part.id, text))}
      />
      <Why part={part} />
      <div className="dialogue-row">
        <Switch selected={!part.isDropped} onChange={(keep) => void decideParts([part.id], keep)}>
          {t('dialogue:ghostKeep')}
        </Switch>
        <Button isDisabled={isGrowing || isBusy} onPress={() => void rewrite()} data-testid="ghost-rewrite">
          <RefreshCw aria-hidden /> {t('dialogue:ghostRewrite')}
        </Button>
      </div>
    </fieldset>
  )
}

export const GhostInspector = (props: {
  readonly growth: Growth
  readonly node: GraphNode
}): ReactElement => {
  const { growth, node } = props
  const t = useText()
  const parts = growth.parts.filter(({ nodeId }) => nodeId === node.id)
  const speakers = useDialogue((state) => state.speakers)
  const nameOf = (id: string | null): string =>
    speakers.find(({ characterId }) => characterId !== null && characterId === id)?.name ?? ''
  const titleOf = (part: GrowthPart, at: number): string =>
    part.role === 'choice'
      ? `${t('dialogue:option', { number: at + 1 })} · ${t(`dialogue:tone_${part.tone}`)}`
      : `${nameOf(part.speakerId)} · ${t(`dialogue:role_${part.role}`)}`
  return (
    <div className="dialogue-fields" data-testid="ghost-inspector">
      <h2>
        {t(`dialogue:kind_${node.kind}`)} <small>{t('dialogue:ghost')}</small>
      </h2>
      {parts.length === 0 && <p className="quiet">{nodeText(node) || t('dialogue:ghostSilent')}</p>}
      {parts.map((part, at) => (
        <Part key={part.id} part={part} title={titleOf(part, at)} />
      ))}
    </div>
  )
}
