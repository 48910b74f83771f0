// The commands of the history: keep a version, look at versions, drafts, and where the words came from.
import { appStore, isReadOnly } from '../app/app-store.ts'
import { openSideTab } from '../app/side-tabs.ts'
import type { Command } from '../commands/command.ts'
import { t } from '../locales/index.ts'
import { manuscriptStore } from '../manuscript/manuscript-store.ts'
import { openCompare } from './compare-store.ts'
import { askName, historyStore, setPart, showReport } from './history-store.ts'
import { toggleOrigins } from './origins-view.ts'

const inProject = (): boolean => appStore.getState().project !== null
const mayWrite = (): boolean => inProject() && !isReadOnly()
const sceneId = (): string | null => manuscriptStore.getState().activeSceneId
const newest = () => historyStore.getState().snapshots[0]

export const openVersions = (): void => {
  setPart('versions')
  openSideTab('history')
}

export const historyCommands: readonly Command[] = [
  {
    id: 'history.open',
    title: () => t('history:open'),
    shortcut: 'Mod+Alt+H',
    enabled: inProject,
    run: openVersions,
    menu: 'view',
  },
  {
    id: 'history.take',
    title: () => t('history:takeCommand'),
    shortcut: 'Mod+Alt+S',
    enabled: mayWrite,
    run: () => askName({ kind: 'take', scopeId: null }),
    menu: 'story',
  },
  {
    id: 'history.takeScene',
    title: () => t('history:takeSceneCommand'),
    enabled: () => mayWrite() && sceneId() !== null,
    run: () => askName({ kind: 'take', scopeId: sceneId() }),
  },
  {
    id: 'history.compareNewest',
    title: () => t('history:compareNewest'),
    enabled: () => inProject() && newest() !== undefined,
    run: () => {
      const snapshot = newest()
      if (snapshot) openCompare(snapshot.id)
    },
    menu: 'story',
  },
  {
    id: 'history.newDraft',
    title: () => t('history:newBookDraft'),
    enabled: mayWrite,
    run: () => askName({ kind: 'draft', scopeId: null }),
    menu: 'story',
  },
  {
    id: 'history.newSceneDraft',
    title: () => t('history:newSceneDraft'),
    enabled: () => mayWrite() && sceneId() !== null,
    run: () => askName({ kind: 'draft', scopeId: sceneId() }),
  },
  {
    id: 'history.origins',
    title: () => t('history:showOrigins'),
    shortcut: 'Mod+Alt+U',
    enabled: inProject,
    run: toggleOrigins,
    menu: 'view',
  },
  {
    id: 'history.provenance',
    title: () => t('history:provenanceCommand'),
    enabled: inProject,
    run: () => showReport(true),
    menu: 'file',
  },
]
