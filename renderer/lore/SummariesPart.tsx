// Summaries of scenes: who made each, whether it is still true, written by hand and locked, or asked of a model.
import { Lock, RotateCcw, Sparkles, Square } from 'lucide-react'
import type { ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { useCowriter } from '../cowriter/cowriter-store.ts'
import { writerIn } from '../cowriter/cowriter-options.ts'
import { Button, IconButton, Progress } from '../ui/index.ts'
import {
  stopSummarising,
  summarise,
  unlockSummary,
  useLore,
  writeSummary,
  type Summary,
} from './lore-store.ts'
import { SavedText } from './SavedText.tsx'

const Row = ({ summary }: { readonly summary: Summary }): ReactElement => {
  const t = useText()
  const { sceneId, title, text, maker, model, stale } = summary
  const name = title || t('memory:untitled')
  const by = t(`memory:by-${maker}`, { name: model ?? '' })
  return (
    <li className="summary" data-testid="summary">
      <SavedText
        multiline
        label={name}
        value={text}
        onSave={(now) => void writeSummary(sceneId, now)}
        placeholder={t('memory:noSummary')}
      />
      <div className="summary-foot">
        {text !== '' && (
          <span>
            {maker === 'writer' && <Lock aria-hidden />} {by}
            {stale && <b> {t('memory:stale')}</b>}
          </span>
        )}
        {maker === 'writer' && (
          <IconButton
            writes
            label={t('memory:unlock', { name })}
            onPress={() => void unlockSummary(sceneId)}
            data-testid="summary-unlock"
          >
            <RotateCcw aria-hidden />
          </IconButton>
        )}
      </div>
    </li>
  )
}

const Making = (): ReactElement => {
  const t = useText()
  const work = useLore((state) => state.summarising)
  const options = useCowriter((state) => state.options)
  const writer = writerIn(useCowriter((state) => state.writers) ?? [], options)
  if (work)
    return (
      <div className="summary-work" role="status">
        <span>
          {t('memory:summarising', {
            done: Math.min(work.done + 1, work.total),
            total: work.total,
            title: work.title,
          })}
        </span>
        <Progress label={t('memory:summariseProgress')} done={work.done} total={work.total} />
        <Button look="quiet" onPress={stopSummarising} data-testid="summaries-stop">
          <Square aria-hidden /> {t('memory:stop')}
        </Button>
      </div>
    )
  const canTell = writer?.abilities.instructions === true
  return (
    <div className="summary-work">
      <p className="quiet">
        {canTell ? t('memory:summariesHint') : t('memory:summariesOwnHint', { name: writer?.name ?? '–' })}
      </p>
      <div className="lore-bar">
        <Button writes onPress={() => void summarise(null)} data-testid="summaries-own">
          <RotateCcw aria-hidden /> {t('memory:summariseOwn')}
        </Button>
        {canTell && (
          <Button writes onPress={() => void summarise(writer.id)} data-testid="summaries-model">
            <Sparkles aria-hidden /> {t('memory:summariseBy', { name: writer.name })}
          </Button>
        )}
      </div>
    </div>
  )
}

export const SummariesPart = (): ReactElement => {
  const t = useText()
  const summaries = useLore((state) => state.summaries) ?? []
  return (
    <>
      <Making />
      <ul className="lore-list" aria-label={t('memory:part-summaries')}>
        {summaries
          .filter(({ words }) => words > 0)
          .map((summary) => (
            <Row key={summary.sceneId} summary={summary} />
          ))}
      </ul>
    </>
  )
}
