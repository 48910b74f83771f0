// The co-writer's panel: ask for a continuation, weigh the candidates, put one of them in the text.
import { Feather, RefreshCw, Sparkles, Square } from 'lucide-react'
import type { ReactElement } from 'react'
import { PairChoice } from '../learning/PairChoice.tsx'
import { useText } from '../locales/index.ts'
import { shortcutLabel } from '../commands/shortcut.ts'
import { Button, Empty, IconButton } from '../ui/index.ts'
import { openWriters } from '../writers/writers-store.ts'
import { openWorkshop } from '../workshop/workshop-store.ts'
import { CandidateCard } from './CandidateCard.tsx'
import { writerIn, type Writer } from './cowriter-options.ts'
import { CowriterOptionsButton } from './CowriterOptions.tsx'
import { continueText, regenerate, stopWriting, useCowriter } from './cowriter-store.ts'
import { SentPanel } from './SentPanel.tsx'
import { Suggestions } from './Suggestions.tsx'
import { isFound } from './reasons.ts'
import './cowriter.css'

const NoWriter = (): ReactElement => {
  const t = useText()
  return (
    <Empty icon={<Feather aria-hidden />} title={t('cowriter:noModelTitle')}>
      <span>{t('cowriter:noModelHint')}</span>
      <div className="empty-acts">
        <Button writes look="primary" onPress={openWorkshop} data-testid="open-workshop">
          {t('cowriter:openWorkshop')}
        </Button>
        <Button onPress={() => openWriters()}>{t('cowriter:addModel')}</Button>
      </div>
    </Empty>
  )
}

const Bar = (): ReactElement => {
  const t = useText()
  const writing = useCowriter((state) => state.request?.phase === 'writing')
  const offered = useCowriter((state) => state.request !== null)
  return (
    <div className="cowriter-bar">
      {writing ? (
        <Button onPress={stopWriting} data-testid="cowriter-stop">
          <Square aria-hidden /> {t('cowriter:stop')}
        </Button>
      ) : (
        <Button writes look="primary" onPress={() => void continueText()} data-testid="cowriter-continue">
          <Sparkles aria-hidden /> {t('cowriter:continue')} <kbd>{shortcutLabel('Mod+Enter')}</kbd>
        </Button>
      )}
      <span className="spacer" />
      {offered && !writing && (
        <IconButton writes label={t('cowriter:regenerate')} onPress={() => void regenerate()}>
          <RefreshCw aria-hidden />
        </IconButton>
      )}
      <CowriterOptionsButton />
    </div>
  )
}

const Facts = (): ReactElement => {
  const t = useText()
  const options = useCowriter((state) => state.options)
  const writer = useWriter()
  const feeling = options.emotion === 'follow' ? t('cowriter:followTarget') : t(`emotions:${options.emotion}`)
  const words = options.words ?? writer?.usual.words
  return (
    <div className="cowriter-facts">
      {writer && <span>{writer.name}</span>}
      <span>{feeling}</span>
      {words !== undefined && <span>{t('cowriter:aboutWords', { count: words })}</span>}
    </div>
  )
}

const useWriter = (): Writer | undefined => {
  const options = useCowriter((state) => state.options)
  const writers = useCowriter((state) => state.writers)
  return writerIn(writers ?? [], options)
}

/** What a small model that has not read the book can do, and where better comes from. */
const Sparks = (): ReactElement | null => {
  const t = useText()
  if (useWriter()?.kind !== 'shipped') return null
  return (
    <div className="quiet cowriter-sparks" data-testid="cowriter-sparks">
      <p>{t('cowriter:sparks')}</p>
      <p>{t('cowriter:sparksBetter')}</p>
      <div className="cowriter-ways">
        <Button writes className="small" onPress={openWorkshop} data-testid="open-workshop">
          {t('cowriter:openWorkshop')}
        </Button>
        <Button className="small" onPress={() => openWriters()} data-testid="open-writers">
          {t('cowriter:addModel')}
        </Button>
      </div>
    </div>
  )
}

export const CowriterPanel = (): ReactElement => {
  const t = useText()
  const writers = useCowriter((state) => state.writers)
  const request = useCowriter((state) => state.request)
  if (writers?.length === 0 && !request)
    return (
      <section className="cowriter" aria-label={t('cowriter:title')} data-testid="cowriter">
        <NoWriter />
        {/* What to write next is read off the book and the life record: nobody has to be able to write. */}
        <Suggestions />
      </section>
    )
  const writing = request?.phase === 'writing'
  return (
    <section className="cowriter" aria-label={t('cowriter:title')} data-testid="cowriter">
      <Bar />
      <Facts />
      <SentPanel />
      {request ? (
        <>
          <ol className="candidates" aria-label={t('cowriter:candidates')} aria-busy={writing}>
            {request.drafts.map((draft, at) => (
              <CandidateCard
                key={draft.index}
                draft={draft}
                at={at}
                isCurrent={at === request.current}
                isWriting={writing}
              />
            ))}
          </ol>
          {!writing && (
            <PairChoice
              key={request.generationId}
              offered={request.drafts.flatMap(({ candidate }) =>
                candidate && candidate.text.trim() !== '' && !candidate.reasons.some(isFound)
                  ? [candidate]
                  : [],
              )}
            />
          )}
          <p className="quiet" role="status">
            {writing
              ? t('cowriter:writing')
              : t('cowriter:writtenBy', { name: request.modelName, seed: request.seed ?? '–' })}
          </p>
        </>
      ) : (
        <>
          <p className="quiet cowriter-hint">{t('cowriter:hint')}</p>
          <Suggestions />
          <Sparks />
        </>
      )}
    </section>
  )
}
