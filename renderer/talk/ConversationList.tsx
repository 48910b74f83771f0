// Every conversation of the project: looked for by words, opened, renamed, taken away.
import { Ellipsis, MessagesSquare } from 'lucide-react'
import { useState, type ReactElement } from 'react'
import { Button as AriaButton, MenuTrigger } from 'react-aria-components'
import { currentLocale, useText } from '../locales/index.ts'
import { Button, Empty, IconButton, Menu, MenuItem, MenuPopover, TextField } from '../ui/index.ts'
import { removeConversation, renameConversation } from './answer-acts.ts'
import { openConversation, search, useTalk, type Conversation } from './talk-store.ts'

const timeOf = (epochMs: number): string =>
  new Intl.DateTimeFormat(currentLocale(), { dateStyle: 'medium', timeStyle: 'short' }).format(epochMs)

const Renaming = (props: {
  readonly conversation: Conversation
  readonly onEnd: () => void
}): ReactElement => {
  const t = useText()
  const { conversation, onEnd } = props
  const [title, setTitle] = useState(conversation.title)
  const save = (): void => {
    void renameConversation(conversation.id, title)
    onEnd()
  }
  return (
    <div className="talk-renaming">
      <TextField label={t('talk:newName')} value={title} onChange={setTitle} onSubmit={save} autoFocus />
      <Button look="primary" onPress={save} isDisabled={title.trim() === ''}>
        {t('talk:rename')}
      </Button>
      <Button onPress={onEnd}>{t('app:cancel')}</Button>
    </div>
  )
}

const Line = ({ conversation }: { readonly conversation: Conversation }): ReactElement => {
  const t = useText()
  const [renaming, setRenaming] = useState(false)
  const isCurrent = useTalk((state) => state.currentId === conversation.id)
  const { id, title, excerpt, messages, updatedAt, branchOf } = conversation
  if (renaming)
    return (
      <li className="talk-line">
        <Renaming conversation={conversation} onEnd={() => setRenaming(false)} />
      </li>
    )
  return (
    <li className={isCurrent ? 'talk-line current' : 'talk-line'} data-testid="conversation">
      <AriaButton className="talk-open" onPress={() => openConversation(id)} aria-current={isCurrent}>
        <b>{title}</b>
        <span>{excerpt}</span>
        <small>
          {[
            timeOf(updatedAt),
            t('talk:messages', { count: messages }),
            ...(branchOf === null ? [] : [t('talk:isBranch')]),
          ].join(' · ')}
        </small>
      </AriaButton>
      <MenuTrigger>
        <IconButton label={t('talk:more', { title })} data-testid="conversation-more">
          <Ellipsis aria-hidden />
        </IconButton>
        <MenuPopover placement="bottom end">
          <Menu aria-label={t('talk:more', { title })}>
            <MenuItem writes id="rename" label={t('talk:rename')} onAction={() => setRenaming(true)} />
            <MenuItem
              writes
              danger
              id="remove"
              label={t('talk:remove')}
              onAction={() => void removeConversation(id)}
            />
          </Menu>
        </MenuPopover>
      </MenuTrigger>
    </li>
  )
}

export const ConversationList = (): ReactElement => {
  const t = useText()
  const conversations = useTalk((state) => state.conversations)
  const query = useTalk((state) => state.query)
  return (
    <div className="talk-list" data-testid="conversations">
      <TextField label={t('talk:search')} value={query} onChange={search} testId="talk-search" />
      {conversations.length === 0 ? (
        <Empty
          icon={<MessagesSquare aria-hidden />}
          title={t(query === '' ? 'talk:listEmpty' : 'talk:notFound')}
        >
          {query === '' && <span>{t('talk:listEmptyHint')}</span>}
        </Empty>
      ) : (
        <ul aria-label={t('talk:conversations')}>
          {conversations.map((conversation) => (
            <Line key={conversation.id} conversation={conversation} />
          ))}
        </ul>
      )}
    </div>
  )
}
