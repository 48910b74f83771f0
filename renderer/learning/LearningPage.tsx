// The page of the workshop where the studio shows what it has learnt from its writer, and from which words.
import { Download, GraduationCap, Square, Upload } from 'lucide-react'
import { useEffect, useRef, type ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { Button, Progress, Segmented, Switch } from '../ui/index.ts'
import { LearntList } from './LearntList.tsx'
import {
  choose,
  exportLearning,
  importLearning,
  learnNow,
  showLearning,
  showView,
  stopLearning,
  useLearning,
} from './learning-store.ts'
import { SaidList } from './SaidList.tsx'
import './learning.css'

const Import = (): ReactElement => {
  const t = useText()
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button writes onPress={() => input.current?.click()} data-testid="import-learning">
        <Upload aria-hidden /> {t('learning:import')}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".json"
        hidden
        aria-label={t('learning:import')}
        data-testid="import-learning-file"
        onChange={({ target }) => {
          const file = target.files?.[0]
          if (file) void importLearning(file)
          target.value = ''
        }}
      />
    </>
  )
}

const Work = (): ReactElement => {
  const t = useText()
  const working = useLearning((state) => state.working)
  if (!working)
    return (
      <Button writes look="primary" onPress={() => void learnNow()} data-testid="learn-now">
        <GraduationCap aria-hidden /> {t('learning:learnNow')}
      </Button>
    )
  const label =
    working.learner === null
      ? t('learning:looking')
      : t('learning:working', { learner: t(`learning:learner-${working.learner}`) })
  return (
    <div className="learning-work" role="status">
      <span>{label}</span>
      <Progress label={label} done={working.share} total={working.learner === null ? 0 : 1} />
      <Button onPress={stopLearning} data-testid="stop-learning">
        <Square aria-hidden /> {t('learning:stop')}
      </Button>
    </div>
  )
}

export const LearningPage = (): ReactElement => {
  const t = useText()
  const view = useLearning((state) => state.view)
  const choices = useLearning((state) => state.learning?.choices)
  useEffect(showLearning, [])
  return (
    <div className="learning" data-testid="learning">
      <p className="workshop-honest">{t('learning:honest')}</p>
      <div className="learning-bar">
        <Segmented
          label={t('learning:view')}
          value={view}
          choices={[
            { id: 'learnt', label: t('learning:learnt') },
            { id: 'said', label: t('learning:said') },
          ]}
          onChange={showView}
        />
        <span className="spacer" />
        <Button onPress={() => void exportLearning()} data-testid="export-learning">
          <Download aria-hidden /> {t('learning:export')}
        </Button>
        <Import />
      </div>
      {view === 'said' ? (
        <SaidList />
      ) : (
        <>
          <div className="learning-bar">
            <Work />
            <span className="spacer" />
            <Switch selected={choices?.whenIdle ?? false} onChange={(whenIdle) => void choose({ whenIdle })}>
              {t('learning:whenIdle')}
            </Switch>
            <Switch selected={choices?.shared ?? false} onChange={(shared) => void choose({ shared })}>
              {t('learning:shared')}
            </Switch>
          </div>
          {choices?.shared && <p className="quiet">{t('learning:sharedHint')}</p>}
          <LearntList />
        </>
      )}
    </div>
  )
}
