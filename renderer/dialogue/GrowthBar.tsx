// The foot of the room while something grows: how far it is, stop and go on, and taking it in or not.
import { Check, Play, Square, Trash2 } from 'lucide-react'
import type { ReactElement } from 'react'
import { ToldView } from '../cowriter/ToldView.tsx'
import { formatNumber, useText } from '../locales/index.ts'
import { Button, Progress } from '../ui/index.ts'
import type { Growth } from './dialogue-store.ts'
import { discardGrowth, goOnGrowing, stopGrowing, takeGrowth, useGrowth } from './growth-store.ts'

export const GrowthBar = ({ growth }: { readonly growth: Growth }): ReactElement => {
  const t = useText()
  const work = useGrowth((state) => state.work)
  const told = useGrowth((state) => state.told)
  const { parts, done, total, writerName } = growth
  const kept = parts.filter(({ state, isDropped }) => state === 'written' && !isDropped).length
  const failed = parts.filter(({ state }) => state === 'failed').length
  const numbers = { done: formatNumber(done), total: formatNumber(total) }
  return (
    <section className="growth-bar" aria-label={t('dialogue:growth')} data-testid="growth-bar">
      <div role="status" className="growth-words">
        <strong>{t(work ? 'dialogue:growing' : 'dialogue:grown', numbers)}</strong>{' '}
        {failed > 0 && <span>{t('dialogue:growthFailed', { count: failed })} </span>}
        <small>{t('dialogue:growthBy', { writer: writerName || t('cast:grammar') })}</small>
      </div>
      {work && <Progress label={t('dialogue:growth')} done={work.done} total={work.total} />}
      <p className="quiet">{t('dialogue:growthHint')}</p>
      <div className="growth-acts">
        {work ? (
          <Button onPress={stopGrowing} data-testid="growth-stop">
            <Square aria-hidden /> {t('cast:stop')}
          </Button>
        ) : (
          <>
            <Button
              writes
              look="primary"
              isDisabled={kept === 0}
              onPress={() => void takeGrowth()}
              data-testid="growth-take"
            >
              <Check aria-hidden /> {t('dialogue:growthTake', { count: kept, formatted: formatNumber(kept) })}
            </Button>
            {done < total && (
              <Button writes onPress={() => void goOnGrowing()} data-testid="growth-resume">
                <Play aria-hidden /> {t('cast:goOn')}
              </Button>
            )}
            <Button writes look="quiet" onPress={() => void discardGrowth()} data-testid="growth-discard">
              <Trash2 aria-hidden /> {t('dialogue:growthDiscard')}
            </Button>
          </>
        )}
      </div>
      {told && <ToldView told={told} />}
    </section>
  )
}
