// The training room: the project's runs on the left; on the right the form for a new one, one run, or several side by side.
import type { ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { Dialog } from '../ui/index.ts'
import { LearningPage } from '../learning/LearningPage.tsx'
import { CompareView } from './CompareView.tsx'
import { NewRunForm } from './NewRunForm.tsx'
import { RunList } from './RunList.tsx'
import { RunView } from './RunView.tsx'
import { closeWorkshop, useWorkshop } from './workshop-store.ts'
import './workshop.css'
import './dataset.css'
import './compare.css'
import './latent-map.css'

export const WorkshopDialog = (): ReactElement => {
  const t = useText()
  const isOpen = useWorkshop((state) => state.isOpen)
  const runId = useWorkshop((state) => state.runId)
  const run = useWorkshop((state) => state.runs.find(({ id }) => id === runId))
  const isComparing = useWorkshop((state) => state.isComparing)
  const isLearning = useWorkshop((state) => state.isLearning)
  return (
    <Dialog
      title={t('workshop:title')}
      isOpen={isOpen}
      onClose={closeWorkshop}
      widthPx={1140}
      testId="workshop"
      step={`${runId} ${run?.state} ${isComparing} ${isLearning}`}
    >
      <div className="workshop">
        <RunList />
        {isLearning ? (
          <LearningPage />
        ) : isComparing ? (
          <CompareView />
        ) : run ? (
          <RunView run={run} />
        ) : (
          <NewRunForm />
        )}
      </div>
    </Dialog>
  )
}
