// The commands of conversations: the panel, a new one, and everything that can be asked for with one press.
import { appStore } from '../app/app-store.ts'
import { openSideTab } from '../app/side-tabs.ts'
import type { Command } from '../commands/command.ts'
import { t } from '../locales/index.ts'
import { CHAT_COMMANDS, wishName, type ChatCommand } from './chat-commands.ts'
import { ask, openConversation, stopAsking, talkStore } from './talk-store.ts'

const inProject = (): boolean => appStore.getState().phase === 'project'

/** Only what the writer that is chosen can do. */
const canDo = (id: string): boolean => {
  const { can, answering } = talkStore.getState()
  return answering === null && can?.commands.some((command) => command.id === id) === true
}

const asking = ({ id, variants = [''], atPlace = false }: ChatCommand): Command[] =>
  variants.map((variant) => ({
    id: `talk.${[id, variant].filter(Boolean).join('-')}`,
    title: () => t('talk:command', { wish: wishName(id, variant) }),
    enabled: () => canDo(id),
    run: () => ask({ command: id, atPlace, ...(variant === '' ? {} : { variant }) }),
  }))

export const talkCommands: readonly Command[] = [
  {
    id: 'talk.open',
    title: () => t('talk:open'),
    shortcut: 'Mod+Alt+J',
    menu: 'story',
    enabled: inProject,
    run: () => openSideTab('talk'),
  },
  {
    id: 'talk.new',
    title: () => t('talk:newConversation'),
    enabled: inProject,
    run: () => {
      openSideTab('talk')
      openConversation(null)
    },
  },
  {
    id: 'talk.stop',
    title: () => t('talk:stop'),
    enabled: () => talkStore.getState().answering !== null,
    run: stopAsking,
  },
  ...CHAT_COMMANDS.flatMap(asking),
]
