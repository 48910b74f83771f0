// The cast's commands.
import { openSideTab } from '../app/side-tabs.ts'
import type { Command } from '../commands/command.ts'
import { t } from '../locales/index.ts'
import { addCharacter, castStore, findPeople, hasProject, readQuotations } from './cast-store.ts'
import { linesStore, openLines, stopWriting } from './lines-store.ts'

const hasCast = (): boolean => hasProject() && (castStore.getState().characters?.length ?? 0) > 0

export const castCommands: readonly Command[] = [
  {
    id: 'cast.add',
    title: () => t('cast:addCommand'),
    enabled: hasProject,
    run: () => {
      openSideTab('cast')
      return addCharacter()
    },
  },
  {
    id: 'cast.find',
    title: () => t('cast:findCommand'),
    enabled: hasProject,
    run: () => {
      openSideTab('cast')
      return findPeople()
    },
  },
  {
    id: 'cast.quotations',
    title: () => t('cast:quotationsCommand'),
    enabled: hasCast,
    run: () => {
      openSideTab('cast')
      return readQuotations(null)
    },
  },
  {
    id: 'cast.lines',
    title: () => t('cast:linesCommand'),
    menu: 'story',
    enabled: hasCast,
    run: () => openLines([]),
  },
  {
    id: 'cast.stopLines',
    title: () => t('cast:stopCommand'),
    enabled: () => linesStore.getState().work !== null,
    run: stopWriting,
  },
]
