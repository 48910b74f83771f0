// The studio's layout: bars, binder, manuscript, side panel, timeline.
import { Suspense, type ReactElement } from 'react'
import { BinderPanel } from '../binder/BinderPanel.tsx'
import { LinesDialog } from '../cast/LinesDialog.tsx'
import { BoardPanel } from '../binder/BoardPanel.tsx'
import { SourceCard } from '../cowriter/SourceCard.tsx'
import { DetailsDialog } from '../binder/DetailsDialog.tsx'
import { TrashDialog } from '../binder/TrashDialog.tsx'
import { GoalsDialog } from '../goals/GoalsDialog.tsx'
import { CompareDialog } from '../history/CompareDialog.tsx'
import { NameDialog } from '../history/NameDialog.tsx'
import { ProvenanceDialog } from '../history/ProvenanceDialog.tsx'
import { ManuscriptPanel } from '../manuscript/ManuscriptPanel.tsx'
import { ReadOnlyBanner } from '../safety/ReadOnlyBanner.tsx'
import { PrivacyDialog } from '../privacy/PrivacyDialog.tsx'
import { SearchDialog } from '../search/SearchDialog.tsx'
import { DictionaryDialog } from '../spelling/DictionaryDialog.tsx'
import { useText } from '../locales/index.ts'
import { useSettings } from './settings-store.ts'
import { lazyPart } from './lazy-part.ts'
import { PaneDivider } from './PaneDivider.tsx'
import { paneStyle } from './pane-sizes.ts'
import { SidePanel } from './SidePanel.tsx'
import { useDialogue } from '../dialogue/dialogue-store.ts'
import { useLife } from '../life/life-store.ts'
import { StatusBar } from './StatusBar.tsx'
import { TopBar } from './TopBar.tsx'

const DialogueRoom = lazyPart(async () => (await import('../dialogue/DialogueRoom.tsx')).DialogueRoom)

const LifeRoom = lazyPart(async () => (await import('../life/LifeRoom.tsx')).LifeRoom)

const TimelinePanel = lazyPart(async () => (await import('../timeline/TimelinePanel.tsx')).TimelinePanel)

export const Studio = (): ReactElement => {
  const t = useText()
  const panels = useSettings((settings) => settings.panels)
  const paneSizes = useSettings((settings) => settings.paneSizes)
  const board = useSettings((settings) => settings.board)
  const isDialogue = useDialogue((state) => state.isOpen)
  const isLife = useLife((state) => state.isOpen)
  return (
    <div className="studio" data-testid="studio" style={paneStyle(paneSizes)}>
      <TopBar inRoom={isDialogue || isLife} />
      <ReadOnlyBanner />
      {isDialogue || isLife ? (
        <main className="rooms">
          <Suspense>{isLife ? <LifeRoom /> : <DialogueRoom />}</Suspense>
        </main>
      ) : (
        <main
          className="rooms"
          data-binder={panels.binder ? 'on' : 'off'}
          data-side={panels.side ? 'on' : 'off'}
        >
          {panels.binder && (
            <div className="binder-place">
              <BinderPanel />
              <PaneDivider pane="binder" />
            </div>
          )}
          {board === 'page' ? <ManuscriptPanel /> : <BoardPanel />}
          {panels.side && (
            <div className="side-place">
              <SidePanel />
              <PaneDivider pane="side" />
            </div>
          )}
        </main>
      )}
      {panels.timeline && !isDialogue && !isLife && (
        <section className="timeline-place" aria-label={t('app:timeline')} data-tour="timeline">
          <Suspense>
            <TimelinePanel />
          </Suspense>
          <PaneDivider pane="timeline" />
        </section>
      )}
      <StatusBar />
      <DetailsDialog />
      <TrashDialog />
      <GoalsDialog />
      <SearchDialog />
      <NameDialog />
      <CompareDialog />
      <ProvenanceDialog />
      <DictionaryDialog />
      <PrivacyDialog />
      <LinesDialog />
      <SourceCard />
    </div>
  )
}
