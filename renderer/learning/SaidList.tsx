// Everything the writer said of what was offered: filtered, searched, looked at word by word, erased for good.
import { MessageSquareHeart, Trash2 } from 'lucide-react'
import { useState, type ReactElement } from 'react'
import { currentLocale, useText } from '../locales/index.ts'
import { wishName } from '../talk/chat-commands.ts'
import { Button, Empty, IconButton, Select, TextField } from '../ui/index.ts'
import { erase, filterSaid, showMore, useLearning, type Said, type SaidKind } from './learning-store.ts'

/** In the order of the contract. */
const kindsIn = (byKind: object): readonly SaidKind[] => Object.keys(byKind) as SaidKind[]

const timeOf = (epochMs: number): string =>
  new Intl.DateTimeFormat(currentLocale(), { dateStyle: 'medium', timeStyle: 'short' }).format(epochMs)

const Words = ({ said }: { readonly said: Said }): ReactElement => {
  const t = useText()
  if (said.changes.length > 0)
    return (
      <p className={said.kind === 'change-rejected' ? 'said-text refused' : 'said-text'}>
        {said.changes.map(({ kind, text }, at) =>
          kind === 'added' ? (
            <ins key={at}>{text}</ins>
          ) : kind === 'removed' ? (
            <del key={at}>{text}</del>
          ) : (
            text
          ),
        )}
      </p>
    )
  return (
    <>
      <p className="said-text">{said.text.trim()}</p>
      {said.over !== null && (
        <p className="said-text over">
          <small>{t('learning:over')}</small> {said.over.trim()}
        </p>
      )}
    </>
  )
}

const kindWords = (said: Said, t: ReturnType<typeof useText>): string => {
  if (said.kind === 'rated') return t(said.rating === 1 ? 'learning:kind-praised' : 'learning:kind-blamed')
  if (said.label) {
    const [now, was] = [said.label.emotion, said.label.was]
    return was === null
      ? t('learning:labelled', { now: t(`emotions:${now}`) })
      : t('learning:relabelled', { now: t(`emotions:${now}`), was: t(`emotions:${was}`) })
  }
  const name = t(`learning:kind-${said.kind}`)
  return said.command ? `${name} · ${wishName(said.command.id, said.command.variant)}` : name
}

const Line = ({ said }: { readonly said: Said }): ReactElement => {
  const t = useText()
  return (
    <li className="said" data-testid="said">
      <div className="said-head">
        <b>{kindWords(said, t)}</b>
        <span className="quiet">
          {[timeOf(said.at), said.modelName].filter((part) => part !== null).join(' · ')}
          {said.others.length > 0 && ` · ${t('learning:others', { count: said.others.length })}`}
        </span>
        <IconButton
          writes
          label={t('learning:eraseThis')}
          onPress={() => void erase({ ids: [said.id] })}
          data-testid="erase-said"
        >
          <Trash2 aria-hidden />
        </IconButton>
      </div>
      <Words said={said} />
    </li>
  )
}

/** Nothing brings it back: asked twice. */
const EraseAll = (): ReactElement => {
  const t = useText()
  const [asked, setAsked] = useState(false)
  if (!asked)
    return (
      <Button writes look="quiet" onPress={() => setAsked(true)} data-testid="erase-all">
        <Trash2 aria-hidden /> {t('learning:eraseAll')}
      </Button>
    )
  return (
    <span className="said-sure" role="alert">
      {t('learning:eraseSure')}
      <Button
        writes
        look="danger"
        onPress={() => {
          setAsked(false)
          void erase({ all: true })
        }}
        data-testid="erase-sure"
      >
        {t('learning:erase')}
      </Button>
      <Button onPress={() => setAsked(false)}>{t('learning:keep')}</Button>
    </span>
  )
}

export const SaidList = (): ReactElement => {
  const t = useText()
  const { items, total, byKind, kind, query } = useLearning((state) => state)
  if (!byKind) return <></>
  const all = Object.values(byKind).reduce((sum, count) => sum + count, 0)
  if (all === 0 && query === '')
    return (
      <Empty icon={<MessageSquareHeart aria-hidden />} title={t('learning:nothingSaid')}>
        <span>{t('learning:nothingSaidHint')}</span>
      </Empty>
    )
  return (
    <>
      <div className="said-filter">
        <Select
          label={t('learning:show')}
          value={kind}
          choices={[
            { id: 'all', label: t('learning:kindCount', { kind: t('learning:kind-all'), count: all }) },
            ...kindsIn(byKind)
              .filter((each) => byKind[each] > 0 || each === kind)
              .map((each) => ({
                id: each,
                label: t('learning:kindCount', { kind: t(`learning:kind-${each}`), count: byKind[each] }),
              })),
          ]}
          onChange={(chosen) => filterSaid({ kind: chosen })}
          testId="said-kind"
        />
        <TextField
          label={t('learning:search')}
          value={query}
          onChange={(text) => filterSaid({ query: text.slice(0, 200) })}
          testId="said-query"
        />
        <span className="spacer" />
        <EraseAll />
      </div>
      <ul className="said-list" aria-label={t('learning:said')}>
        {items.map((said) => (
          <Line key={said.id} said={said} />
        ))}
      </ul>
      {items.length === 0 && <p className="quiet">{t('learning:noneFound')}</p>}
      {items.length < total && <Button onPress={showMore}>{t('learning:more')}</Button>}
    </>
  )
}
