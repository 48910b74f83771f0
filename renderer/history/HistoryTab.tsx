// The history tab: versions and drafts of the text, and what the co-writer wrote.
import type { ReactElement } from 'react'
import { HistoryPanel } from '../cowriter/HistoryPanel.tsx'
import { useText } from '../locales/index.ts'
import { Segmented } from '../ui/index.ts'
import { setPart, useHistory } from './history-store.ts'
import { VersionsPanel } from './VersionsPanel.tsx'
import './history.css'

export const HistoryTab = (): ReactElement => {
  const t = useText()
  const part = useHistory((state) => state.part)
  return (
    <>
      <div className="history-parts">
        <Segmented
          label={t('app:history')}
          value={part}
          choices={[
            { id: 'versions', label: t('history:versions') },
            { id: 'passages', label: t('history:passages') },
          ]}
          onChange={setPart}
        />
      </div>
      {part === 'versions' ? <VersionsPanel /> : <HistoryPanel />}
    </>
  )
}
