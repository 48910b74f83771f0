// One message: what the writer asked, or what was answered, with what can be made of it and what it was told.
import { BookMarked, Copy, GitBranch, Replace, StickyNote } from 'lucide-react'
import type { ReactElement } from 'react'
import { Button as AriaButton, Disclosure, DisclosurePanel } from 'react-aria-components'
import { notify, notifyError } from '../app/notices-store.ts'
import { formatNumber, useText } from '../locales/index.ts'
import { Button, IconButton } from '../ui/index.ts'
import { branchAt, keepAs } from './answer-acts.ts'
import { wishName } from './chat-commands.ts'
import { Proposal } from './Proposal.tsx'
import { isForText, review, useTalk, type Message } from './talk-store.ts'

const QUOTED = 140

export const Question = ({ message }: { readonly message: Message }): ReactElement => {
  const t = useText()
  const { command, variant, text, passage } = message
  const about = command === 'ask' ? '' : (passage?.paragraphs ?? []).map((each) => each.text).join(' ')
  return (
    <div className="talk-question" data-testid="talk-question">
      {command !== 'ask' && <b>{wishName(command, variant)}</b>}
      {about.trim() !== '' && <q>{about.length > QUOTED ? `${about.slice(0, QUOTED).trimEnd()}…` : about}</q>}
      {text !== '' && <p>{text}</p>}
      <span className="visually-hidden">{t('talk:asked')}</span>
    </div>
  )
}

const Told = ({ message }: { readonly message: Message }): ReactElement => {
  const t = useText()
  const { known, sent } = message
  return (
    <Disclosure className="talk-told">
      <AriaButton slot="trigger" className="prompt-trigger">
        {t('talk:told')}
      </AriaButton>
      <DisclosurePanel>
        {known.length > 0 && (
          <ul>
            {known.map(({ kind, title, tokens, included }, at) => (
              <li key={at} className={included ? undefined : 'left-out'}>
                {t(`talk:known-${kind}`)}
                {title !== '' && ` · ${title}`} · {t('talk:tokens', { formatted: formatNumber(tokens) })}
                {!included && ` · ${t('talk:leftOut')}`}
              </li>
            ))}
          </ul>
        )}
        {sent !== null && (
          <p className="prompt-text" tabIndex={0}>
            {sent}
          </p>
        )}
      </DisclosurePanel>
    </Disclosure>
  )
}

const Acts = ({ message }: { readonly message: Message }): ReactElement => {
  const t = useText()
  const isReviewed = useTalk((state) => state.reviewId === message.id)
  const copy = (): void =>
    void navigator.clipboard
      .writeText(message.text)
      .then(() => notify({ tone: 'success', message: t('talk:copied') }), notifyError)
  return (
    <div className="talk-acts">
      {message.hunks.length > 0 && (
        <Button
          look="quiet"
          onPress={() => review(isReviewed ? null : message.id)}
          aria-expanded={isReviewed}
          data-testid="talk-to-text"
        >
          <Replace aria-hidden /> {t(isForText(message) ? 'talk:changes' : 'talk:toText')}
        </Button>
      )}
      <span className="spacer" />
      <IconButton writes label={t('talk:toNote')} onPress={() => void keepAs(message, 'note')}>
        <StickyNote aria-hidden />
      </IconButton>
      <IconButton writes label={t('talk:toLore')} onPress={() => void keepAs(message, 'lore')}>
        <BookMarked aria-hidden />
      </IconButton>
      <IconButton label={t('talk:copy')} onPress={copy}>
        <Copy aria-hidden />
      </IconButton>
      <IconButton writes label={t('talk:branch')} onPress={() => void branchAt(message)}>
        <GitBranch aria-hidden />
      </IconButton>
    </div>
  )
}

const STATES = { whole: null, stopped: 'talk:stopped', broken: 'talk:broken' } as const

export const Answer = ({ message }: { readonly message: Message }): ReactElement => {
  const t = useText()
  const isReviewed = useTalk((state) => state.reviewId === message.id)
  const state = STATES[message.state]
  return (
    <div className="talk-answer" data-testid="talk-answer" data-state={message.state}>
      <small>{message.modelName}</small>
      {isReviewed ? (
        <Proposal message={message} />
      ) : (
        message.text !== '' && <p className="talk-text">{message.text}</p>
      )}
      {state && <p className="talk-state">{t(message.text === '' ? 'talk:noAnswer' : state)}</p>}
      {message.text !== '' && <Acts message={message} />}
      <Told message={message} />
    </div>
  )
}
