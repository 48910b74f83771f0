// The co-writer's commands. Tab, Escape and the arrows are the editor's own keys while a suggestion stands in the text.
import { appStore } from '../app/app-store.ts'
import { openSideTab } from '../app/side-tabs.ts'
import type { Command } from '../commands/command.ts'
import { t } from '../locales/index.ts'
import {
  accept,
  continueText,
  cowriterStore,
  regenerate,
  reject,
  stopWriting,
  turnCandidate,
} from './cowriter-store.ts'
import { setOpen } from './sent-store.ts'
import { showSourcesAtCaret } from './source-store.ts'
import { setSuggesting } from './suggest-store.ts'

const request = () => cowriterStore.getState().request
const offered = (): boolean => request() !== null

/** Where nobody can write yet, the panel says what to do about it. */
const continueOrSayHow = (): Promise<void> | void =>
  cowriterStore.getState().writers?.length === 0 ? openSideTab('cowriter') : continueText()

export const cowriterCommands: readonly Command[] = [
  {
    id: 'cowriter.sent',
    title: () => t('memory:showSent'),
    run: () => {
      openSideTab('cowriter')
      setOpen(true)
    },
  },
  {
    id: 'cowriter.suggest',
    title: () => t('memory:suggestOpen'),
    run: () => {
      openSideTab('cowriter')
      setSuggesting(true)
    },
  },
  {
    id: 'cowriter.sourcesHere',
    title: () => t('cowriter:sourcesHere'),
    menu: 'story',
    enabled: () => appStore.getState().phase === 'project',
    run: showSourcesAtCaret,
  },
  {
    id: 'cowriter.continue',
    title: () => t('cowriter:continueCommand'),
    shortcut: 'Mod+Enter',
    menu: 'story',
    enabled: () => cowriterStore.getState().writers !== null,
    run: continueOrSayHow,
  },
  {
    id: 'cowriter.accept',
    title: () => t('cowriter:acceptCommand'),
    shortcut: 'Tab',
    local: true,
    enabled: offered,
    run: () => accept(),
  },
  {
    id: 'cowriter.reject',
    title: () => t('cowriter:rejectCommand'),
    shortcut: 'Escape',
    local: true,
    enabled: offered,
    run: () => reject(),
  },
  {
    id: 'cowriter.previous',
    title: () => t('cowriter:previous'),
    shortcut: 'ArrowLeft',
    local: true,
    enabled: offered,
    run: () => turnCandidate(-1),
  },
  {
    id: 'cowriter.next',
    title: () => t('cowriter:next'),
    shortcut: 'ArrowRight',
    local: true,
    enabled: offered,
    run: () => turnCandidate(1),
  },
  {
    id: 'cowriter.stop',
    title: () => t('cowriter:stopCommand'),
    shortcut: 'Mod+.',
    enabled: () => request()?.phase === 'writing',
    run: stopWriting,
  },
  {
    id: 'cowriter.regenerate',
    title: () => t('cowriter:regenerate'),
    shortcut: 'Mod+Alt+Enter',
    menu: 'story',
    enabled: offered,
    run: regenerate,
  },
]
