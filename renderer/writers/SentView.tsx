// What left this machine: each text as a server got it, with what stands in the book beside what was put in its place.
import type { ReactElement } from 'react'
import { currentLocale, useText } from '../locales/index.ts'
import { Button, Empty } from '../ui/index.ts'
import { showList, useWriters, type Sent } from './writers-store.ts'

const timeOf = (epochMs: number): string =>
  new Intl.DateTimeFormat(currentLocale(), { dateStyle: 'medium', timeStyle: 'short' }).format(epochMs)

const Texts = ({ pieces }: Pick<Sent, 'pieces'>): ReactElement => {
  const t = useText()
  return (
    <div className="sent-texts">
      <section aria-label={t('writers:sentText')}>
        <h3>{t('writers:sentText')}</h3>
        <p tabIndex={0}>
          {pieces.map(({ sent, original }, at) =>
            original === null ? <span key={at}>{sent}</span> : <ins key={at}>{sent}</ins>,
          )}
        </p>
      </section>
      <section aria-label={t('writers:sentOriginal')}>
        <h3>{t('writers:sentOriginal')}</h3>
        <p tabIndex={0}>
          {pieces.map(({ sent, original }, at) =>
            original === null ? <span key={at}>{sent}</span> : <mark key={at}>{original}</mark>,
          )}
        </p>
      </section>
    </div>
  )
}

export const SentView = (): ReactElement => {
  const t = useText()
  const sent = useWriters((state) => state.sent)
  return (
    <section className="sent" aria-label={t('writers:sentTitle')} data-testid="sent">
      <div className="writers-bar">
        <p className="quiet">{t('writers:sentLead')}</p>
        <Button onPress={showList}>{t('writers:sentBack')}</Button>
      </div>
      {sent?.length === 0 && (
        <Empty title={t('writers:sentNone')}>
          <span>{t('writers:sentNoneHint')}</span>
        </Empty>
      )}
      {sent?.map(({ id, kind, modelName, at, pieces }) => {
        const masked = pieces.filter(({ original }) => original !== null).length
        return (
          <details key={id} data-testid="sent-entry">
            <summary>
              {[
                timeOf(at),
                modelName,
                t(`writers:sent-${kind}`),
                t('writers:sentMasked', { count: masked }),
              ].join(' · ')}
            </summary>
            <Texts pieces={pieces} />
          </details>
        )
      })}
    </section>
  )
}
