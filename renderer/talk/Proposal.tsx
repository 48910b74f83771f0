// An answer as changes of the text, looked through one by one: by buttons, or by the keys n, p, a, r.
import { Check, ChevronLeft, ChevronRight, X } from 'lucide-react'
import { useEffect, useRef, useState, type KeyboardEvent, type ReactElement } from 'react'
import { useText, type Text } from '../locales/index.ts'
import { Button, IconButton } from '../ui/index.ts'
import { useBarred } from '../ui/writing.ts'
import { decide, type Hunk } from './answer-acts.ts'
import { nextOpen, proposalText, type Stretch } from './proposal-text.ts'
import type { Message } from './talk-store.ts'

const spoken = ({ removed, added }: Hunk, t: Text): string =>
  removed === ''
    ? t('talk:changeAdd', { added })
    : added === ''
      ? t('talk:changeRemove', { removed })
      : t('talk:changeReplace', { removed, added })

const Change = (props: {
  readonly hunk: Hunk
  readonly isCurrent: boolean
  readonly onChoose: () => void
}): ReactElement => {
  const { hunk, isCurrent, onChoose } = props
  const { removed, added, decision } = hunk
  const here = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    if (isCurrent) here.current?.scrollIntoView({ block: 'nearest' })
  }, [isCurrent])
  return (
    <span
      ref={here}
      className={`change ${decision}${isCurrent ? ' current' : ''}`}
      onClick={onChoose}
      data-testid="change"
      data-decision={decision}
    >
      {removed !== '' && decision !== 'accepted' && (decision === 'open' ? <del>{removed}</del> : removed)}
      {added !== '' && decision !== 'rejected' && <ins>{added}</ins>}
    </span>
  )
}

const Keys = (): ReactElement => {
  const t = useText()
  return (
    <p className="proposal-keys">
      {(['n', 'p', 'a', 'r'] as const).map((key) => (
        <span key={key}>
          <kbd>{key}</kbd> {t(`talk:key-${key}`)}
        </span>
      ))}
    </p>
  )
}

export const Proposal = ({ message }: { readonly message: Message }): ReactElement => {
  const t = useText()
  const { hunks } = message
  const [at, setAt] = useState(() => nextOpen(hunks, -1, 1) ?? 0)
  const group = useRef<HTMLDivElement>(null)
  const barred = useBarred(true)
  const current = hunks[at]
  const open = hunks.filter(({ decision }) => decision === 'open')
  const go = (by: 1 | -1): void => setAt(nextOpen(hunks, at, by) ?? at)
  const choose = (choice: 'accept' | 'reject'): void => {
    if (!current || current.decision !== 'open' || barred) return
    void decide(message, { [choice]: [current.index] })
    go(1)
    // The pressed button may die with the last change: the keys go on working.
    group.current?.focus()
  }
  const all = (choice: 'accept' | 'reject'): void => {
    void decide(message, { [choice]: open.map(({ index }) => index) })
    group.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const act = { n: () => go(1), p: () => go(-1), a: () => choose('accept'), r: () => choose('reject') }[
      event.key.toLowerCase()
    ]
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }
  const draw = (stretch: Stretch, key: number): ReactElement =>
    stretch.kind === 'same' ? (
      <span key={key}>{stretch.text}</span>
    ) : (
      <Change
        key={key}
        hunk={stretch.hunk}
        isCurrent={stretch.hunk === current && stretch.hunk.decision === 'open'}
        onChoose={() => setAt(hunks.indexOf(stretch.hunk))}
      />
    )
  return (
    <div
      ref={group}
      className="proposal"
      role="group"
      tabIndex={0}
      aria-label={t('talk:proposal')}
      onKeyDown={onKeyDown}
      data-testid="proposal"
    >
      <div className="proposal-text" tabIndex={0}>
        {proposalText(message).map(({ isNew, stretches }, paragraph) => (
          <p key={paragraph} className={isNew ? 'new' : undefined}>
            {stretches.map(draw)}
          </p>
        ))}
      </div>
      {open.length > 0 && current ? (
        <>
          <div className="proposal-acts">
            <IconButton label={t('talk:previousChange')} shortcut="p" onPress={() => go(-1)}>
              <ChevronLeft aria-hidden />
            </IconButton>
            <span className="proposal-count" aria-hidden>
              {t('talk:changeOf', { at: at + 1, count: hunks.length })}
            </span>
            <IconButton label={t('talk:nextChange')} shortcut="n" onPress={() => go(1)}>
              <ChevronRight aria-hidden />
            </IconButton>
            <span className="spacer" />
            <IconButton writes label={t('talk:reject')} shortcut="r" onPress={() => choose('reject')}>
              <X aria-hidden />
            </IconButton>
            <Button writes look="primary" onPress={() => choose('accept')} data-testid="change-accept">
              <Check aria-hidden /> {t('talk:accept')}
            </Button>
          </div>
          <div className="proposal-acts">
            <Keys />
            <span className="spacer" />
            <Button writes look="quiet" onPress={() => all('reject')}>
              {t('talk:rejectAll')}
            </Button>
            <Button writes onPress={() => all('accept')} data-testid="change-accept-all">
              {t('talk:acceptAll')}
            </Button>
          </div>
        </>
      ) : (
        <p className="proposal-done">{t('talk:allDecided')}</p>
      )}
      <p className="visually-hidden" role="status">
        {open.length > 0 && current
          ? `${t('talk:changeOf', { at: at + 1, count: hunks.length })}: ${spoken(current, t)}`
          : t('talk:allDecided')}
      </p>
    </div>
  )
}
