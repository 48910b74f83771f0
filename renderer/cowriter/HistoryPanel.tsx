// Everything the co-writer has written in this project, newest first, with where it came from.
import { CornerDownLeft, History } from 'lucide-react'
import { useEffect, type ReactElement } from 'react'
import { Button as AriaButton, Disclosure, DisclosurePanel } from 'react-aria-components'
import { notifyError } from '../app/notices-store.ts'
import { currentLocale, useText } from '../locales/index.ts'
import { useManuscript } from '../manuscript/manuscript-api.ts'
import { timelineStore } from '../timeline/timeline-store.ts'
import { Button, Empty, Switch } from '../ui/index.ts'
import { Rating, Verdict } from './CandidateCard.tsx'
import type { Generation } from './cowriter-options.ts'
import { insertAgain, loadHistory, setSceneOnly, useCowriter } from './cowriter-store.ts'
import './cowriter.css'

const timeOf = (epochMs: number): string =>
  new Intl.DateTimeFormat(currentLocale(), { dateStyle: 'medium', timeStyle: 'short' }).format(epochMs)

/** What was sent in place of the text; the window has a view of it. */
const TEXTS = new Set(['sent', 'details'])

const Provenance = ({ generation }: { readonly generation: Generation }): ReactElement => {
  const t = useText()
  const settings = Object.entries(generation.settings)
    .filter(([key]) => !TEXTS.has(key))
    .map(([key, value]) =>
      typeof value === 'object' && value !== null
        ? Object.entries(value as Record<string, unknown>)
            .map(([name, part]) => `${name} ${String(part)}`)
            .join(', ')
        : `${key} ${String(value)}`,
    )
  return (
    <dl className="provenance">
      <dt>{t('cowriter:model')}</dt>
      <dd>
        {generation.modelName} · {generation.modelId}
      </dd>
      <dt>{t('cowriter:seed')}</dt>
      <dd>{generation.seed}</dd>
      <dt>{t('cowriter:settings')}</dt>
      <dd>{settings.join(' · ')}</dd>
      <dt>{t('cowriter:prompt')}</dt>
      <dd className="prompt-text">
        {generation.prompt.length > 300 ? `…${generation.prompt.slice(-300)}` : generation.prompt}
      </dd>
    </dl>
  )
}

const Entry = ({ generation }: { readonly generation: Generation }): ReactElement => {
  const t = useText()
  const best =
    generation.candidates.find(({ decision }) => decision === 'accepted') ?? generation.candidates[0]
  const scene = timelineStore.getState().axis.byId.get(generation.sceneId ?? '')?.title
  return (
    <li>
      <Disclosure className="history-entry" data-testid="history-entry">
        <AriaButton slot="trigger" className="history-trigger">
          <span className="history-text">{best?.text.trim() ?? t('cowriter:nothingWritten')}</span>
          <span className="quiet">
            {[timeOf(generation.createdAt), scene, best && t(`cowriter:${best.decision}`)]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </AriaButton>
        <DisclosurePanel>
          {generation.candidates.map((candidate) => (
            <div key={candidate.id} className={`candidate ${candidate.decision}`}>
              <p className="candidate-text">{candidate.text.trim()}</p>
              <Verdict candidate={candidate} />
              <div className="candidate-acts">
                <Rating candidate={candidate} />
                <span className="spacer" />
                <Button writes onPress={() => void insertAgain(candidate)}>
                  <CornerDownLeft aria-hidden /> {t('cowriter:insertAgain')}
                </Button>
              </div>
            </div>
          ))}
          <Provenance generation={generation} />
        </DisclosurePanel>
      </Disclosure>
    </li>
  )
}

export const HistoryPanel = (): ReactElement => {
  const t = useText()
  const history = useCowriter((state) => state.history)
  const sceneOnly = useCowriter((state) => state.sceneOnly)
  const sceneId = useManuscript((state) => state.activeSceneId)
  useEffect(() => {
    if (sceneOnly) void loadHistory().catch(notifyError)
  }, [sceneOnly, sceneId])
  return (
    <section className="cowriter history" aria-label={t('cowriter:history')} data-testid="history">
      <Switch selected={sceneOnly} onChange={setSceneOnly}>
        {t('cowriter:sceneOnly')}
      </Switch>
      {history.length === 0 ? (
        <Empty icon={<History aria-hidden />} title={t('cowriter:historyEmpty')}>
          <span>{t('cowriter:historyHint')}</span>
        </Empty>
      ) : (
        <ul className="history-list">
          {history.map((generation) => (
            <Entry key={generation.id} generation={generation} />
          ))}
        </ul>
      )}
    </section>
  )
}
