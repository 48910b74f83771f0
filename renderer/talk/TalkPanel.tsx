// A conversation beside the scene: what was said, an answer as it comes, and where one asks.
import { List, MessagesSquare, Plus } from 'lucide-react'
import { useEffect, useRef, type ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { ServerDoor } from '../writers/AddServer.tsx'
import { Empty, IconButton, IconToggle, Progress } from '../ui/index.ts'
import { Composer } from './Composer.tsx'
import { ConversationList } from './ConversationList.tsx'
import { Answer, Question } from './MessageView.tsx'
import { openConversation, toggleList, useTalk } from './talk-store.ts'
import './talk.css'

const Head = (): ReactElement => {
  const t = useText()
  const isListOpen = useTalk((state) => state.isListOpen)
  const title = useTalk((state) => state.conversations.find(({ id }) => id === state.currentId)?.title ?? '')
  return (
    <div className="talk-head">
      <h2>{isListOpen ? t('talk:conversations') : title || t('talk:newConversation')}</h2>
      <IconButton
        label={t('talk:newConversation')}
        onPress={() => openConversation(null)}
        data-testid="talk-new"
      >
        <Plus aria-hidden />
      </IconButton>
      <IconToggle
        label={t('talk:conversations')}
        isSelected={isListOpen}
        onChange={toggleList}
        data-testid="talk-list"
      >
        <List aria-hidden />
      </IconToggle>
    </div>
  )
}

/** The answer as it comes. */
const Answering = (): ReactElement | null => {
  const t = useText()
  const answering = useTalk((state) => state.answering)
  const isThere = useTalk(({ messages, answering: now }) =>
    messages.some(({ id }) => id === now?.question?.id),
  )
  if (!answering) return null
  const { question, modelName, loading, text } = answering
  return (
    <>
      {question && !isThere && (
        <li>
          <Question message={question} />
        </li>
      )}
      <li aria-busy="true">
        <div className="talk-answer" data-testid="talk-answering">
          <small>{modelName}</small>
          {text === '' ? (
            <p className="talk-waiting">
              <Progress label={t('talk:answering')} done={loading ?? 0} total={loading === null ? 0 : 1} />
              {t(loading === null ? 'talk:thinking' : 'talk:loading')}
            </p>
          ) : (
            <p className="talk-text">{text}</p>
          )}
        </div>
      </li>
    </>
  )
}

const Problem = (): ReactElement | null => {
  const problem = useTalk((state) => state.problem)
  if (!problem) return null
  return (
    <div className="talk-problem" role="alert" data-testid="talk-problem" data-code={problem.code}>
      <p>{problem.words}</p>
      {problem.code === 'DOOR_CLOSED' && <ServerDoor />}
    </div>
  )
}

const Thread = (): ReactElement => {
  const t = useText()
  const messages = useTalk((state) => state.messages)
  const answering = useTalk((state) => state.answering)
  const problem = useTalk((state) => state.problem)
  const end = useRef<HTMLDivElement>(null)
  // What is new is in view, unless a proposal is being looked through.
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'nearest' })
  }, [messages.length, answering?.text, problem])
  if (messages.length === 0 && !answering && !problem)
    return (
      <div className="talk-thread">
        <Empty icon={<MessagesSquare aria-hidden />} title={t('talk:empty')}>
          <span>{t('talk:emptyHint')}</span>
        </Empty>
      </div>
    )
  return (
    <div className="talk-thread" tabIndex={-1}>
      <ol aria-label={t('talk:title')}>
        {messages.map((message) => (
          <li key={message.id}>
            {message.role === 'writer' ? <Question message={message} /> : <Answer message={message} />}
          </li>
        ))}
        <Answering />
      </ol>
      <Problem />
      <p className="visually-hidden" role="status">
        {answering ? t('talk:answering') : messages.at(-1)?.role === 'model' ? t('talk:answered') : ''}
      </p>
      <div ref={end} />
    </div>
  )
}

export const TalkPanel = (): ReactElement => {
  const t = useText()
  const isListOpen = useTalk((state) => state.isListOpen)
  return (
    <section className="talk" aria-label={t('talk:title')} data-testid="talk">
      <Head />
      {isListOpen ? (
        <ConversationList />
      ) : (
        <>
          <Thread />
          <Composer />
        </>
      )}
    </section>
  )
}
