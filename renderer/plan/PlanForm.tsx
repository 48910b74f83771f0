// What a plan is made from: where, by which template, about what, with whom; and the button that makes it.
import { ListTree, Square } from 'lucide-react'
import type { ReactElement } from 'react'
import { currentLocale, useText } from '../locales/index.ts'
import { Button, Progress, Select, Slider, TextField } from '../ui/index.ts'
import { chooseScope, makePlan, setCount, setWish, stopPlanning, usePlan } from './plan-store.ts'
import { templateWords } from './template-words.ts'

const BOOK = 'book'

const Scope = (): ReactElement | null => {
  const t = useText()
  const scopes = usePlan((state) => state.scopes)
  const scopeId = usePlan((state) => state.scopeId)
  if (scopes.length === 0) return null
  return (
    <Select
      label={t('plan:scope')}
      value={scopeId ?? BOOK}
      choices={[
        { id: BOOK, label: t('plan:book') },
        ...scopes.flatMap(({ id, title }) =>
          id === null ? [] : [{ id, label: title === '' ? t('plan:untitled') : title }],
        ),
      ]}
      onChange={(id) => void chooseScope(id === BOOK ? null : id)}
    />
  )
}

const Work = (): ReactElement => {
  const t = useText()
  const work = usePlan((state) => state.work)
  const hasBeats = usePlan((state) => (state.beats?.length ?? 0) > 0)
  if (work === null)
    return (
      <Button writes look="primary" onPress={() => void makePlan()} data-testid="plan-make">
        <ListTree aria-hidden /> {hasBeats ? t('plan:makeAgain') : t('plan:make')}
      </Button>
    )
  return (
    <div className="plan-work" role="status">
      <span>{t('plan:making', { done: Math.min(work.done + 1, work.total), total: work.total })}</span>
      <Progress label={t('plan:progress')} done={work.done} total={work.total} />
      <Button onPress={stopPlanning}>
        <Square aria-hidden /> {t('plan:stop')}
      </Button>
    </div>
  )
}

export const PlanForm = (): ReactElement => {
  const t = useText()
  const templates = usePlan((state) => state.templates)
  const wish = usePlan((state) => state.wish)
  const count = usePlan((state) => state.count)
  const template = templates.find(({ id }) => id === wish.template)
  const words = templateWords(wish.template)
  const steps = template?.steps ?? []
  const isChinese = currentLocale() === 'zh-CN'
  return (
    <div className="plan-form">
      <Scope />
      <Select
        label={t('plan:template')}
        value={wish.template}
        choices={templates.map(({ id }) => ({ id, label: templateWords(id).title }))}
        hint={words.tone}
        onChange={(id) => setWish({ template: id })}
        testId="plan-template"
      />
      {template && template.filter !== 'off' && (
        <p className="quiet plan-guard">
          {t('plan:guards', { guards: words.guards })}{' '}
          {t('plan:passageFilter', { filter: t(`cowriter:filter-${template.filter}`) })}
        </p>
      )}
      {steps.length > 0 ? (
        <p className="quiet">{steps.map((step) => (isChinese ? step.zh : step.en)).join(' · ')}</p>
      ) : (
        <Slider label={t('plan:count')} value={count} min={3} max={24} step={1} onChange={setCount} />
      )}
      <TextField
        label={t('plan:premise')}
        placeholder={t('plan:premiseHint')}
        value={wish.premise}
        multiline
        onChange={(premise) => setWish({ premise })}
        testId="plan-premise"
      />
      <TextField
        label={t('plan:cast')}
        placeholder={t('plan:castHint')}
        value={wish.cast.join(', ')}
        onChange={(text) => setWish({ cast: text.split(/[,，、]\s*/).slice(0, 20) })}
        testId="plan-cast"
      />
      <TextField label={t('plan:place')} value={wish.place} onChange={(place) => setWish({ place })} />
      <Work />
    </div>
  )
}
