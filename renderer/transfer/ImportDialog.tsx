// Brings a book in: choose or drop a file, look at what was understood, correct the split, commit.
import type { ReactElement } from 'react'
import { formatNumber, useLocale, useText, type Text, type TextKey } from '../locales/index.ts'
import { Button, Dialog, Progress, Switch } from '../ui/index.ts'
import { DropArea } from './DropArea.tsx'
import {
  chooseImportFile,
  chooseImportFolder,
  closeImport,
  commitImport,
  importStore,
  openImport,
  readFile,
  stopImport,
  useImport,
} from './import-store.ts'
import { OutlineList } from './OutlineList.tsx'
import { remarkText } from './remark-text.ts'
import './transfer.css'

const Failure = (): ReactElement | null => {
  const t = useText()
  const failure = useImport((state) => state.failure)
  if (failure === null) return null
  return (
    <p className="transfer-failure" role="alert" data-testid="import-failure">
      {t(`errors:${failure}` as TextKey)}
    </p>
  )
}

/** Names of products stay as they are; what is a word has one in each language. */
const formatName = (t: Text, id: string, title: string): string =>
  id === 'txt' ? t('transfer:format-txt') : id === 'markdown-folder' ? t('transfer:markdownFolder') : title

const Choose = (): ReactElement => {
  const t = useText()
  const formats = useImport((state) => state.formats)
  const locale = useLocale()
  const listed = (isFolder: boolean): string =>
    new Intl.ListFormat(locale, { type: 'disjunction' }).format(
      formats.filter((each) => each.isFolder === isFolder).map(({ id, title }) => formatName(t, id, title)),
    )
  return (
    <>
      <Failure />
      <DropArea
        title={t('transfer:drop')}
        onFile={readFile}
        onFolder={chooseImportFolder}
        testId="import-drop"
        choices={
          <>
            <Button look="primary" onPress={() => void chooseImportFile()} data-testid="import-choose">
              {t('transfer:chooseFile')}
            </Button>
            <Button onPress={() => void chooseImportFolder()} data-testid="import-choose-folder">
              {t('transfer:chooseFolder')}
            </Button>
          </>
        }
        formats={
          <>
            {t('transfer:formats', { list: listed(false) })}
            <br />
            {t('transfer:folderFormats', { list: listed(true) })}
          </>
        }
      />
    </>
  )
}

const Working = ({ label }: { readonly label: string }): ReactElement => {
  const t = useText()
  const stage = useImport((state) => state.stage)
  return (
    <div className="transfer-working" role="status">
      <p>{label}</p>
      <Progress label={label} done={stage.done} total={stage.total} />
      <Button onPress={stopImport} data-testid="import-stop">
        {t('transfer:stop')}
      </Button>
    </div>
  )
}

const Facts = (): ReactElement | null => {
  const t = useText()
  const preview = useImport((state) => state.preview)
  const adopt = useImport((state) => state.adoptTitle)
  if (!preview) return null
  const facts = [
    [t('transfer:bookTitle'), preview.title || '–'],
    [t('transfer:author'), preview.author || '–'],
    [t('transfer:language'), t(`transfer:${preview.language}`)],
    [t('transfer:encoding'), preview.encoding],
    [t('transfer:words'), formatNumber(preview.words)],
    ...(preview.notes > 0 ? [[t('transfer:notesBeside'), formatNumber(preview.notes)] as const] : []),
  ] as const
  return (
    <>
      <dl className="import-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {preview.remarks.length > 0 && (
        <ul className="import-remarks">
          {preview.remarks.map(({ code, count, sample }) => (
            <li key={code}>
              {remarkText(t, code, count)}
              {sample && <q>{sample}</q>}
            </li>
          ))}
        </ul>
      )}
      <Switch selected={adopt} onChange={(adoptTitle) => importStore.setState({ adoptTitle })}>
        {t('transfer:adopt')}
      </Switch>
    </>
  )
}

const Foot = (): ReactElement => {
  const t = useText()
  const lines = useImport((state) => state.lines)
  return (
    <>
      <Button onPress={openImport}>{t('transfer:otherFile')}</Button>
      <Button look="primary" onPress={() => void commitImport()} data-testid="import-commit">
        {t('transfer:importNow', { count: lines.length })}
      </Button>
    </>
  )
}

export const ImportDialog = (): ReactElement => {
  const t = useText()
  const step = useImport((state) => state.step)
  const fileName = useImport((state) => state.fileName)
  return (
    <Dialog
      title={
        step === 'choose' || fileName === ''
          ? t('transfer:importTitle')
          : t('transfer:importing', { name: fileName })
      }
      isOpen={step !== 'closed'}
      onClose={closeImport}
      widthPx={step === 'preview' ? 860 : 560}
      dismissable={step !== 'committing'}
      foot={step === 'preview' ? <Foot /> : undefined}
      testId="import-dialog"
      step={step}
    >
      <div className="transfer-body">
        {step === 'choose' && <Choose />}
        {step === 'reading' && <Working label={t('transfer:reading')} />}
        {step === 'committing' && <Working label={t('transfer:writing')} />}
        {step === 'preview' && (
          <>
            <Failure />
            <Facts />
            <OutlineList />
          </>
        )}
      </div>
    </Dialog>
  )
}
