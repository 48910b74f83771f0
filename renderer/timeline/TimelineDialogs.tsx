// The one dialog of the timeline that is open, if any.
import type { ReactElement } from 'react'
import { CopyDialog } from './CopyDialog.tsx'
import { CorrectDialog } from './CorrectDialog.tsx'
import { KeepDraftDialog } from './KeepDraftDialog.tsx'
import { ReportDialog } from './ReportDialog.tsx'
import { useTimeline } from './timeline-store.ts'

export const TimelineDialogs = (): ReactElement | null => {
  const dialog = useTimeline((state) => state.dialog)
  switch (dialog?.kind) {
    case 'report':
      return <ReportDialog />
    case 'copy':
      return <CopyDialog />
    case 'keepDraft':
      return <KeepDraftDialog />
    case 'correct':
      return <CorrectDialog sceneId={dialog.sceneId} sentence={dialog.sentence} />
    case undefined:
      return null
  }
}
