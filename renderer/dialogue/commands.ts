// The dialogue room's commands.
import { appStore } from '../app/app-store.ts'
import type { Command } from '../commands/command.ts'
import { t } from '../locales/index.ts'
import {
  addNode,
  createDialogue,
  dialogueStore,
  duplicateSelected,
  enterRoom,
  leaveRoom,
  importTranslations,
  removeDialogue,
  removeSelected,
  showPanel,
  selectedNode,
  startPlay,
} from './dialogue-store.ts'
import { openGrow } from './growth-store.ts'

const isInside = (): boolean => dialogueStore.getState().isOpen
const hasNode = (): boolean => isInside() && selectedNode() !== undefined
const hasGraph = (): boolean => isInside() && dialogueStore.getState().graph !== null

export const dialogueCommands: readonly Command[] = [
  {
    id: 'dialogue.open',
    title: () => t('dialogue:openCommand'),
    menu: 'story',
    shortcut: 'Mod+Alt+G',
    enabled: () => appStore.getState().project !== null,
    run: () => (isInside() ? leaveRoom() : enterRoom()),
  },
  { id: 'dialogue.create', title: () => t('dialogue:createCommand'), enabled: isInside, run: createDialogue },
  {
    id: 'dialogue.addLine',
    title: () => t('dialogue:addLineCommand'),
    enabled: hasGraph,
    run: () => addNode('line'),
  },
  {
    id: 'dialogue.duplicate',
    title: () => t('dialogue:duplicateCommand'),
    shortcut: 'Mod+D',
    enabled: hasNode,
    run: duplicateSelected,
  },
  {
    id: 'dialogue.remove',
    title: () => t('dialogue:removeCommand'),
    shortcut: 'Mod+Backspace',
    enabled: hasNode,
    run: removeSelected,
  },
  {
    id: 'dialogue.grow',
    title: () => t('dialogue:growCommand'),
    enabled: () => hasGraph() && dialogueStore.getState().growth === null,
    run: openGrow,
  },
  { id: 'dialogue.play', title: () => t('dialogue:playCommand'), enabled: hasGraph, run: startPlay },
  {
    id: 'dialogue.find',
    title: () => t('dialogue:findCommand'),
    enabled: hasGraph,
    run: () => showPanel('find'),
  },
  {
    id: 'dialogue.variables',
    title: () => t('dialogue:variablesCommand'),
    enabled: hasGraph,
    run: () => showPanel('variables'),
  },
  {
    id: 'dialogue.rename',
    title: () => t('dialogue:renameCommand'),
    enabled: hasGraph,
    run: () => showPanel('rename'),
  },
  {
    id: 'dialogue.removeDialogue',
    title: () => t('dialogue:removeDialogueCommand'),
    enabled: hasGraph,
    run: removeDialogue,
  },
  {
    id: 'dialogue.importTranslations',
    title: () => t('dialogue:translationsCommand'),
    enabled: isInside,
    run: importTranslations,
  },
]
