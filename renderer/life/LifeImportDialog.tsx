// An archive comes in: choose or drop it, look at what was understood, name the columns of a table, take it in.
import { CircleCheck } from 'lucide-react'
import type { ReactElement } from 'react'
import { formatNumber, useText, type TextKey } from '../locales/index.ts'
import { Button, Dialog, Progress, Select } from '../ui/index.ts'
import { DropArea } from '../transfer/DropArea.tsx'
import { shortDay } from './calendar.ts'
import { ColumnNames } from './ColumnNames.tsx'
import {
  chooseLifeFile,
  chooseLifeFolder,
  closeLifeImport,
  openLifeImport,
  readLifeFile,
  setDateOrder,
  stopLifeImport,
  takeIn,
  useLifeImport,
  type DateOrder,
  type LifePreview,
} from './life-import-store.ts'

const Failure = (): ReactElement | null => {
  const t = useText()
  const failure = useLifeImport((state) => state.failure)
  if (failure === null) return null
  return (
    <p className="transfer-failure" role="alert" data-testid="life-import-failure">
      {t(failure === 'UNSUPPORTED_FORMAT' ? 'life:unknownArchive' : (`errors:${failure}` as TextKey))}
    </p>
  )
}

const Choose = (): ReactElement => {
  const t = useText()
  return (
    <>
      <Failure />
      <DropArea
        title={t('life:drop')}
        onFile={readLifeFile}
        onFolder={chooseLifeFolder}
        choices={
          <>
            <Button look="primary" onPress={() => void chooseLifeFile()} data-testid="life-choose-file">
              {t('life:chooseFile')}
            </Button>
            <Button onPress={() => void chooseLifeFolder()}>{t('life:chooseFolder')}</Button>
          </>
        }
        formats={t('life:formats')}
      />
    </>
  )
}

const Working = ({ label }: { readonly label: string }): ReactElement => {
  const t = useText()
  const { name, done, total } = useLifeImport((state) => state.stage)
  const stage = name === 'media' || name === 'moods' || name === 'write' ? t(`life:stage_${name}`) : label
  return (
    <div className="transfer-working" role="status">
      <p>{stage}</p>
      <Progress label={stage} done={done} total={total} />
      <Button onPress={stopLifeImport}>{t('life:stop')}</Button>
    </div>
  )
}

const Remarks = ({ remarks }: { readonly remarks: LifePreview['remarks'] }): ReactElement | null => {
  const t = useText()
  if (remarks.length === 0) return null
  return (
    <ul className="import-remarks">
      {remarks.map(({ code, count, sample }) => (
        <li key={code}>
          {t(`life:${code.replaceAll('-', '_')}` as TextKey, { count })}
          {sample && <q>{sample}</q>}
        </li>
      ))}
    </ul>
  )
}

const Found = ({ preview }: { readonly preview: LifePreview }): ReactElement => {
  const t = useText()
  const dateOrder = useLifeImport((state) => state.dateOrder)
  const facts = [
    [t('life:archiveKind'), t(`life:kind_${preview.importer.replace('-', '_')}` as TextKey)],
    [t('life:entriesFound'), formatNumber(preview.entries)],
    [
      t('life:period'),
      preview.from && preview.to ? `${shortDay(preview.from)} – ${shortDay(preview.to)}` : '–',
    ],
    [t('life:mediaFound'), formatNumber(preview.media)],
    [t('life:moodsSaid'), formatNumber(preview.moods)],
    [t('life:people'), preview.people.slice(0, 12).join(t('emotions:separator')) || '–'],
  ] as const
  return (
    <>
      <Failure />
      <dl className="import-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {preview.table && <ColumnNames table={preview.table} />}
      <Remarks remarks={preview.remarks} />
      <Select<DateOrder>
        label={t('life:dateOrder')}
        value={dateOrder}
        choices={(['auto', 'ymd', 'dmy', 'mdy'] as const).map((id) => ({ id, label: t(`life:order_${id}`) }))}
        onChange={(order) => void setDateOrder(order)}
      />
      <ul className="life-sample" aria-label={t('life:sample')}>
        {preview.sample.map(({ local, title, text, mood }, index) => (
          <li key={index}>
            <time>{local.slice(0, 16).replace('T', ' ')}</time> {mood && <q>{mood}</q>} <b>{title}</b> {text}
          </li>
        ))}
      </ul>
    </>
  )
}

const Done = (): ReactElement | null => {
  const t = useText()
  const taken = useLifeImport((state) => state.taken)
  if (!taken) return null
  const { added, changed, unchanged, kept, media, mediaFailed, moodsRead } = taken
  const lines = [
    t('life:takenAdded', { count: added }),
    ...(changed > 0 ? [t('life:takenChanged', { count: changed })] : []),
    ...(unchanged > 0 ? [t('life:takenUnchanged', { count: unchanged })] : []),
    ...(kept > 0 ? [t('life:takenKept', { count: kept })] : []),
    ...(media > 0 ? [t('life:takenMedia', { count: media })] : []),
    ...(mediaFailed > 0 ? [t('life:takenMediaFailed', { count: mediaFailed })] : []),
    ...(moodsRead > 0 ? [t('life:takenMoods', { count: moodsRead })] : []),
  ]
  return (
    <>
      <div className="transfer-result" role="status" data-testid="life-taken">
        <CircleCheck aria-hidden />
        <ul>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </div>
      <Remarks remarks={taken.remarks} />
    </>
  )
}

const Foot = (): ReactElement => {
  const t = useText()
  const preview = useLifeImport((state) => state.preview)
  return (
    <>
      <Button onPress={openLifeImport}>{t('life:otherFile')}</Button>
      <Button
        look="primary"
        writes
        isDisabled={(preview?.entries ?? 0) === 0}
        onPress={() => void takeIn()}
        data-testid="life-take-in"
      >
        {t('life:takeIn', { count: preview?.entries ?? 0 })}
      </Button>
    </>
  )
}

export const LifeImportDialog = (): ReactElement => {
  const t = useText()
  const step = useLifeImport((state) => state.step)
  const name = useLifeImport((state) => state.name)
  const preview = useLifeImport((state) => state.preview)
  return (
    <Dialog
      title={step === 'choose' || name === '' ? t('life:importTitle') : name}
      isOpen={step !== 'closed'}
      onClose={closeLifeImport}
      widthPx={step === 'preview' ? 760 : 560}
      dismissable={step !== 'taking'}
      foot={
        step === 'preview' ? (
          <Foot />
        ) : step === 'done' ? (
          <Button look="primary" onPress={closeLifeImport} data-testid="life-import-close">
            {t('life:toTheRecord')}
          </Button>
        ) : undefined
      }
      testId="life-import"
    >
      <div className="transfer-body">
        {step === 'choose' && <Choose />}
        {step === 'reading' && <Working label={t('life:reading')} />}
        {step === 'taking' && <Working label={t('life:taking')} />}
        {step === 'preview' && preview && <Found preview={preview} />}
        {step === 'done' && <Done />}
      </div>
    </Dialog>
  )
}
