// Who writes: everyone who can, what each can do, and the ways to add another.
import { Feather, FileSearch, FolderPlus, Server, ShieldCheck } from 'lucide-react'
import type { ReactElement } from 'react'
import { isReadOnly } from '../app/app-store.ts'
import { writerIn } from '../cowriter/cowriter-options.ts'
import { useCowriter } from '../cowriter/cowriter-store.ts'
import { useText } from '../locales/index.ts'
import { Button, Dialog, Empty } from '../ui/index.ts'
import { openWorkshop } from '../workshop/workshop-store.ts'
import { AddFiles, KnownFiles } from './AddFiles.tsx'
import { AddServer } from './AddServer.tsx'
import { SentView } from './SentView.tsx'
import { WriterRow } from './WriterRow.tsx'
import { beginAdding, closeWriters, showSent, useWriters, type Adding } from './writers-store.ts'
import './writers.css'

const WAYS = [
  ['files', FolderPlus, 'writers:wayFiles'],
  ['known', FileSearch, 'writers:wayKnown'],
  ['server', Server, 'writers:wayServer'],
] as const satisfies readonly (readonly [Adding, unknown, unknown])[]

const Ways = (): ReactElement => {
  const t = useText()
  const adding = useWriters((state) => state.adding)
  return (
    <section className="writers-ways" aria-label={t('writers:addTitle')}>
      <h3>{t('writers:addTitle')}</h3>
      <div className="writers-bar">
        {WAYS.map(([way, Icon, key]) => (
          <Button
            key={way}
            look={adding === way ? 'primary' : 'plain'}
            aria-expanded={adding === way}
            onPress={() => beginAdding(adding === way ? null : way)}
            data-testid={`add-${way}`}
          >
            <Icon aria-hidden /> {t(key)}
          </Button>
        ))}
      </div>
      {adding === 'files' && <AddFiles />}
      {adding === 'known' && <KnownFiles />}
      {adding === 'server' && <AddServer />}
    </section>
  )
}

const List = (): ReactElement => {
  const t = useText()
  const writers = useCowriter((state) => state.writers) ?? []
  const options = useCowriter((state) => state.options)
  const sources = useWriters((state) => state.sources)
  const current = writerIn(writers, options)
  const gone = sources.filter(({ id }) => !writers.some((writer) => writer.id === id))
  return (
    <>
      <div className="writers-bar">
        <p className="quiet">{t('writers:lead')}</p>
        <Button look="quiet" onPress={() => void showSent()} data-testid="show-sent">
          <ShieldCheck aria-hidden /> {t('writers:sentTitle')}
        </Button>
      </div>
      {writers.length + gone.length === 0 && (
        <Empty icon={<Feather aria-hidden />} title={t('writers:empty')}>
          <span>{t('writers:emptyHint')}</span>
        </Empty>
      )}
      <ul className="writers" aria-label={t('writers:title')}>
        {writers.map((writer) => (
          <WriterRow
            key={writer.id}
            writer={writer}
            source={sources.find(({ id }) => id === writer.id)}
            isCurrent={writer === current}
          />
        ))}
        {gone.map((source) => (
          <WriterRow key={source.id} writer={undefined} source={source} isCurrent={false} />
        ))}
      </ul>
      <Ways />
      {!isReadOnly() && (
        <p className="quiet writers-foot">
          {t('writers:own')}{' '}
          <Button
            look="quiet"
            onPress={() => {
              closeWriters()
              openWorkshop()
            }}
          >
            {t('cowriter:openWorkshop')}
          </Button>
        </p>
      )}
    </>
  )
}

export const WritersDialog = (): ReactElement => {
  const t = useText()
  const open = useWriters((state) => state.open)
  const view = useWriters((state) => state.view)
  const adding = useWriters((state) => state.adding)
  const busy = useWriters((state) => state.busy)
  const count = useWriters((state) => state.sources.length)
  return (
    <Dialog
      title={t('writers:title')}
      isOpen={open}
      onClose={closeWriters}
      widthPx={760}
      testId="writers-dialog"
      step={`${view} ${adding} ${busy} ${count}`}
    >
      <div className="writers-dialog">{view === 'sent' ? <SentView /> : <List />}</div>
    </Dialog>
  )
}
