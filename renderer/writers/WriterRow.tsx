// One of those who can write: what it is and can do, whether it writes now, and its settings where it has any.
import { Cpu, FileBox, Package, Server, Trash2, TriangleAlert } from 'lucide-react'
import { useId, useState, type ReactElement } from 'react'
import { Button as AriaButton, Disclosure, DisclosurePanel } from 'react-aria-components'
import type { Writer } from '../cowriter/cowriter-options.ts'
import { setOptions } from '../cowriter/cowriter-store.ts'
import { useText } from '../locales/index.ts'
import { Button } from '../ui/index.ts'
import { SourceSettings } from './SourceSettings.tsx'
import { abilitiesOf, fitWords, writerFacts } from './writer-facts.ts'
import { removeSource, trySource, useWriters, type Source } from './writers-store.ts'

const ICONS = { run: Cpu, shipped: Package, file: FileBox, server: Server } as const

const Removal = ({ source }: { readonly source: Source }): ReactElement => {
  const t = useText()
  const [asked, setAsked] = useState(false)
  if (!asked)
    return (
      <Button
        look="quiet"
        // A file can be put back with one press; a key cannot.
        onPress={() => (source.kind === 'file' ? void removeSource(source) : setAsked(true))}
        data-testid="writer-remove"
      >
        <Trash2 aria-hidden /> {t('writers:remove')}
      </Button>
    )
  return (
    <span className="writer-asked" role="group" aria-label={t('writers:removeServer')}>
      <span>{t('writers:removeServer')}</span>
      <Button look="danger" autoFocus onPress={() => void removeSource(source)}>
        {t('writers:remove')}
      </Button>
      <Button onPress={() => setAsked(false)}>{t('app:cancel')}</Button>
    </span>
  )
}

const Acts = ({ source }: { readonly source: Source }): ReactElement => {
  const t = useText()
  const tried = useWriters((state) => state.tried[source.id])
  return (
    <div className="writer-acts">
      <Button look="quiet" onPress={() => void trySource(source)} data-testid="writer-try">
        {t(source.kind === 'server' ? 'writers:tryServer' : 'writers:tryFile')}
      </Button>
      <Removal source={source} />
      <p role="status" className={tried && !tried.good ? 'error' : 'quiet'} data-testid="writer-tried">
        {tried?.words}
      </p>
    </div>
  )
}

const Abilities = ({ writer }: { readonly writer: Writer }): ReactElement => {
  const t = useText()
  return (
    <ul className="writer-abilities" aria-label={t('writers:abilities')}>
      {abilitiesOf(writer).map(({ name, hint, has }) => (
        <li key={name} className={has ? 'has' : 'lacks'} title={hint}>
          {has ? name : t('writers:lacks', { name })}
        </li>
      ))}
    </ul>
  )
}

/** @param writer undefined: it was added and cannot write now, as a file that is gone */
export const WriterRow = (props: {
  readonly writer: Writer | undefined
  readonly source: Source | undefined
  readonly isCurrent: boolean
}): ReactElement => {
  const t = useText()
  const { writer, source, isCurrent } = props
  const sizeBytes = useWriters((state) => state.sizes.get(writer?.id ?? ''))
  const nameId = useId()
  const kind = writer?.kind ?? source?.kind ?? 'file'
  const Icon = ICONS[kind]
  const isTight = source?.kind === 'file' && source.card && source.card.estimate.fit !== 'fits'
  return (
    <li
      className={isCurrent ? 'writer current' : 'writer'}
      aria-labelledby={nameId}
      aria-current={isCurrent}
      data-testid="writer"
    >
      <Icon aria-hidden className="writer-icon" />
      <div className="writer-what">
        <p>
          <b id={nameId}>{writer?.name ?? source?.name}</b>{' '}
          <span className="quiet">{t(`writers:kind-${kind}`)}</span>
        </p>
        {writer ? (
          <p className="quiet">{writerFacts(writer, source, sizeBytes).join(' · ')}</p>
        ) : (
          <p className="error">
            {t('writers:fileGone', { path: source?.kind === 'file' ? source.path : '' })}
          </p>
        )}
        {isTight && source.card && (
          <p className={source.card.estimate.fit === 'too-large' ? 'error' : 'quiet'}>
            <TriangleAlert aria-hidden /> {fitWords(source.card)}
          </p>
        )}
        {writer && <Abilities writer={writer} />}
        {source && (
          <Disclosure className="writer-more">
            <AriaButton slot="trigger" className="prompt-trigger">
              {t('writers:settings')}
            </AriaButton>
            <DisclosurePanel>
              <SourceSettings source={source} />
              <Acts source={source} />
            </DisclosurePanel>
          </Disclosure>
        )}
      </div>
      {isCurrent ? (
        <span className="writer-now">{t('writers:writesNow')}</span>
      ) : (
        writer && (
          <Button
            onPress={() => setOptions({ writerId: writer.id })}
            aria-label={t('writers:useNamed', { name: writer.name })}
            data-testid="writer-use"
          >
            {t('writers:use')}
          </Button>
        )
      )}
    </li>
  )
}
