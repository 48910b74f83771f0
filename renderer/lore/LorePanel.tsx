// The lore tab: the lorebook, what is told besides, and summaries of what came before.
import type { ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { Segmented } from '../ui/index.ts'
import { EntryList } from './EntryList.tsx'
import { setPart, useLore, type Part } from './lore-store.ts'
import { MemoryPart } from './MemoryPart.tsx'
import { SummariesPart } from './SummariesPart.tsx'
import './lore.css'

const PARTS = ['entries', 'memory', 'summaries'] as const satisfies readonly Part[]

export const LorePanel = (): ReactElement => {
  const t = useText()
  const part = useLore((state) => state.part)
  return (
    <section className="lore" aria-label={t('memory:title')} data-testid="lore">
      <Segmented
        label={t('memory:title')}
        value={part}
        choices={PARTS.map((id) => ({ id, label: t(`memory:part-${id}`) }))}
        onChange={setPart}
      />
      {part === 'entries' && <EntryList />}
      {part === 'memory' && <MemoryPart />}
      {part === 'summaries' && <SummariesPart />}
    </section>
  )
}
