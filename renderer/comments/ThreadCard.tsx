// One thread: the words it is about, what was said, and what can be done with it.
import { Check, Ellipsis, RotateCcw } from 'lucide-react'
import { useEffect, useRef, useState, type ReactElement } from 'react'
import { MenuTrigger } from 'react-aria-components'
import { nodeById, nodeLabel } from '../binder/binder-store.ts'
import { currentLocale, useText } from '../locales/index.ts'
import { IconButton, Menu, MenuItem, MenuPopover } from '../ui/index.ts'
import { CommentForm } from './CommentForm.tsx'
import {
  activate,
  editMessage,
  goToThread,
  removeMessage,
  removeThread,
  reply,
  resolveThread,
  useComments,
  type Message,
  type Thread,
} from './comments-store.ts'

const timeOf = (at: number): string =>
  new Intl.DateTimeFormat(currentLocale(), { dateStyle: 'medium', timeStyle: 'short' }).format(at)

const Said = (props: {
  readonly message: Message
  readonly onRemove: () => void
  readonly removal: string
}): ReactElement => {
  const t = useText()
  const { message, onRemove, removal } = props
  const { id, author, text, at, editedAt } = message
  const [editing, setEditing] = useState(false)
  const name = author || t('comments:you')
  return (
    <li className="comment-message" data-testid="comment-message">
      <header>
        <strong>{name}</strong>
        <time dateTime={new Date(at).toISOString()}>
          {editedAt === null ? timeOf(at) : t('comments:edited', { time: timeOf(editedAt) })}
        </time>
        <MenuTrigger>
          <IconButton label={t('comments:menuFor', { name })} className="small-icon">
            <Ellipsis />
          </IconButton>
          <MenuPopover>
            <Menu aria-label={t('comments:menuFor', { name })}>
              <MenuItem writes id="edit" label={t('comments:edit')} onAction={() => setEditing(true)} />
              <MenuItem writes id="remove" danger label={removal} onAction={onRemove} />
            </Menu>
          </MenuPopover>
        </MenuTrigger>
      </header>
      {editing ? (
        <CommentForm
          label={t('comments:edit')}
          action={t('comments:save')}
          initial={text}
          autoFocus
          testId="comment-edit"
          onCancel={() => setEditing(false)}
          onSay={async (words) => {
            const done = await editMessage(id, words)
            if (done) setEditing(false)
            return done
          }}
        />
      ) : (
        <p dir="auto">{text}</p>
      )}
    </li>
  )
}

export const ThreadCard = ({ thread }: { readonly thread: Thread }): ReactElement => {
  const t = useText()
  const { id, quote, place, resolvedAt, messages } = thread
  const isActive = useComments((state) => state.activeId === id)
  const card = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (isActive) card.current?.scrollIntoView({ block: 'nearest' })
  }, [isActive])
  const isResolved = resolvedAt !== null
  const node = place ? nodeById(place.sceneId) : undefined
  return (
    <li
      ref={card}
      className={`comment-thread${isActive ? ' is-active' : ''}${isResolved ? ' is-resolved' : ''}`}
      data-testid="comment-thread"
      onFocus={() => activate(id)}
    >
      <div className="comment-head">
        <button
          className="comment-quote"
          disabled={!place}
          title={t('comments:goTo')}
          onClick={() => void goToThread(thread)}
          data-testid="comment-quote"
        >
          <q dir="auto">{quote.replaceAll('\n', ' ¶ ')}</q>
          <small>{place ? (node ? nodeLabel(node) : '') : t('comments:noPlace')}</small>
        </button>
        <IconButton
          writes
          label={isResolved ? t('comments:reopen') : t('comments:resolve')}
          className="small-icon"
          onPress={() => void resolveThread(id, !isResolved)}
          data-testid="comment-resolve"
        >
          {isResolved ? <RotateCcw /> : <Check />}
        </IconButton>
      </div>
      <ol className="comment-messages">
        {messages.map((message, index) => (
          <Said
            key={message.id}
            message={message}
            removal={index === 0 ? t('comments:removeThread') : t('comments:removeMessage')}
            onRemove={() => void (index === 0 ? removeThread(id) : removeMessage(message.id))}
          />
        ))}
      </ol>
      {isActive && !isResolved && (
        <CommentForm
          label={t('comments:answer')}
          action={t('comments:reply')}
          testId="comment-reply"
          onSay={(text) => reply(id, text)}
        />
      )}
    </li>
  )
}
