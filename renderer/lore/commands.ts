// Commands of lore and memory.
import { openSideTab } from '../app/side-tabs.ts'
import type { Command } from '../commands/command.ts'
import { t } from '../locales/index.ts'
import { setPart, type Part } from './lore-store.ts'

const show = (part: Part) => (): void => {
  openSideTab('lore')
  setPart(part)
}

export const loreCommands: readonly Command[] = [
  { id: 'lore.entries', title: () => t('memory:showEntries'), menu: 'story', run: show('entries') },
  { id: 'lore.memory', title: () => t('memory:showMemory'), run: show('memory') },
  { id: 'lore.summaries', title: () => t('memory:showSummaries'), run: show('summaries') },
]
