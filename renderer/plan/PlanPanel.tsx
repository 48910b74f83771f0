// The plan: from how the story should feel to what happens in it, beat by beat, and from beats to scenes.
import { FilePlus2, ListPlus, Route } from 'lucide-react'
import type { ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { Button, Empty } from '../ui/index.ts'
import { BeatCard } from './BeatCard.tsx'
import { PlanForm } from './PlanForm.tsx'
import { addBeat, makeScenes, usePlan } from './plan-store.ts'
import './plan.css'

const Beats = (): ReactElement | null => {
  const t = useText()
  const beats = usePlan((state) => state.beats)
  const busy = usePlan((state) => state.work !== null)
  if (beats === null) return null
  if (beats.length === 0 && !busy)
    return (
      <Empty icon={<Route aria-hidden />} title={t('plan:empty')}>
        <span>{t('plan:emptyHint')}</span>
        <Button writes onPress={() => void addBeat()}>
          <ListPlus aria-hidden /> {t('plan:addOwn')}
        </Button>
      </Empty>
    )
  const open = beats.filter(({ sceneId }) => sceneId === null).length
  return (
    <>
      <ol className="beats" aria-label={t('plan:beats')} aria-busy={busy}>
        {beats.map((beat) => (
          <BeatCard key={beat.id} beat={beat} last={beats.length - 1} />
        ))}
      </ol>
      <div className="plan-foot">
        <Button writes onPress={() => void addBeat()} data-testid="beat-add">
          <ListPlus aria-hidden /> {t('plan:add')}
        </Button>
        <Button
          writes
          isDisabled={open === 0 || busy}
          onPress={() => void makeScenes()}
          data-testid="plan-scenes"
        >
          <FilePlus2 aria-hidden /> {t('plan:toScenes', { count: open })}
        </Button>
      </div>
    </>
  )
}

export const PlanPanel = (): ReactElement => {
  const t = useText()
  return (
    <section className="plan" aria-label={t('plan:title')} data-testid="plan">
      <PlanForm />
      <Beats />
    </section>
  )
}
