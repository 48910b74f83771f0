// The commands of comments.
import type { Command } from '../commands/command.ts'
import { t } from '../locales/index.ts'
import { activeEditor } from '../manuscript/formatting.ts'
import { beginComment, commentsStore, stepThread } from './comments-store.ts'

const hasOpen = (): boolean =>
  commentsStore.getState().threads?.some(({ resolvedAt, place }) => place && resolvedAt === null) ?? false

export const commentCommands: readonly Command[] = [
  {
    id: 'comments.add',
    title: () => t('comments:add'),
    shortcut: 'Mod+Alt+M',
    menu: 'insert',
    enabled: () => activeEditor() !== null,
    run: beginComment,
  },
  {
    id: 'comments.next',
    title: () => t('comments:next'),
    menu: 'view',
    enabled: hasOpen,
    run: () => stepThread(1),
  },
  {
    id: 'comments.previous',
    title: () => t('comments:previous'),
    menu: 'view',
    enabled: hasOpen,
    run: () => stepThread(-1),
  },
]
