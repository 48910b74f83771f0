// Sends the book out: format, its options, a place, and what came of it.
import { Check, Eye, FileDown } from 'lucide-react'
import { useRef, type ReactElement } from 'react'
import { formatNumber, useText, type Text, type TextKey } from '../locales/index.ts'
import { formatSize } from '../media/media-facts.ts'
import { useMedia } from '../media/media-store.ts'
import { Button, Dialog, Progress, Segmented, Select, Switch, TextField } from '../ui/index.ts'
import {
  chooseFormat,
  closeExport,
  runExport,
  setOption,
  showPreview,
  stopExport,
  useExport,
  type ExportFormat,
} from './export-store.ts'
import { BookPreview } from './BookPreview.tsx'
import { LeaveOut } from './LeaveOut.tsx'
import { Losses } from './Losses.tsx'
import { useKeptFocus } from './useKeptFocus.ts'
import './transfer.css'

type Option = ExportFormat['options'][number]

const NAMES = ['cover', 'sceneTitles', 'theme', 'look', 'titlePage', 'contents'] as const

const optionName = (t: Text, option: Option): string => {
  const known = NAMES.find((key) => key === option.key)
  return known ? t(`transfer:option-${known}`) : option.title
}

const ImageChoice = ({
  option,
  value,
}: {
  readonly option: Option
  readonly value: string
}): ReactElement => {
  const t = useText()
  const images = useMedia((state) => state.items).filter(({ kind }) => kind === 'image')
  const none = { id: '', label: t('transfer:noImage') }
  return (
    <Select
      label={optionName(t, option)}
      value={value}
      choices={[none, ...images.map(({ id, caption, name }) => ({ id, label: caption || name }))]}
      onChange={(id) => setOption(option.key, id)}
      {...(images.length === 0 ? { hint: t('transfer:imagesHint') } : {})}
    />
  )
}

const OptionInput = ({
  option,
  format,
}: {
  readonly option: Option
  readonly format: ExportFormat
}): ReactElement => {
  const t = useText()
  const chosen = useExport((state) => state.options[format.id]?.[option.key])
  const value = chosen ?? option.default
  switch (option.type) {
    case 'boolean':
      return (
        <div className="field">
          <Switch selected={value === true} onChange={(on) => setOption(option.key, on)}>
            {optionName(t, option)}
          </Switch>
        </div>
      )
    case 'text':
      return (
        <TextField
          label={optionName(t, option)}
          value={String(value)}
          onChange={(text) => setOption(option.key, text)}
        />
      )
    case 'choice':
      return (
        <Select
          label={optionName(t, option)}
          value={String(value)}
          choices={option.choices.map((choice) => ({
            id: choice.value,
            label: t(`transfer:choice-${choice.value}` as TextKey),
          }))}
          onChange={(id) => setOption(option.key, id)}
        />
      )
    case 'image':
      return <ImageChoice option={option} value={String(value)} />
  }
}

const Outcome = (): ReactElement | null => {
  const t = useText()
  const result = useExport((state) => state.result)
  const failure = useExport((state) => state.failure)
  if (failure !== null)
    return (
      <p className="transfer-failure" role="alert">
        {t(`errors:${failure}` as TextKey)} {t('transfer:bookUntouched')}
      </p>
    )
  if (!result) return null
  return (
    <p className="transfer-result" role="status" data-testid="export-result">
      <Check aria-hidden />
      <span>
        <b>{result.path ?? result.name}</b>
        {t('transfer:result', { size: formatSize(result.sizeBytes), words: formatNumber(result.words) })}
      </span>
    </p>
  )
}

const Foot = (): ReactElement => {
  const t = useText()
  const progress = useExport((state) => state.progress)
  if (progress)
    return (
      <>
        <Progress label={t('transfer:exporting')} done={progress.done} total={progress.total} />
        <Button onPress={stopExport}>{t('transfer:stop')}</Button>
      </>
    )
  return (
    <>
      <Button onPress={closeExport}>{t('transfer:close')}</Button>
      <Button onPress={() => void showPreview()} data-testid="export-preview">
        <Eye aria-hidden /> {t('transfer:previewPrint')}
      </Button>
      <Button look="primary" onPress={() => void runExport()} data-testid="export-run">
        <FileDown aria-hidden /> {t('transfer:export')}
      </Button>
    </>
  )
}

export const ExportDialog = (): ReactElement => {
  const t = useText()
  const isOpen = useExport((state) => state.isOpen)
  const formats = useExport((state) => state.formats)
  const formatId = useExport((state) => state.formatId)
  const format = formats.find(({ id }) => id === formatId)
  const running = useExport((state) => state.progress !== null)
  const body = useRef<HTMLDivElement>(null)
  useKeptFocus(body, `${isOpen} ${running}`)
  return (
    <Dialog
      title={t('transfer:exportTitle')}
      isOpen={isOpen}
      onClose={closeExport}
      foot={<Foot />}
      widthPx={500}
      testId="export-dialog"
    >
      <div className="transfer-body" ref={body} tabIndex={-1}>
        {format && (
          <>
            <div className="field">
              <span className="label">{t('transfer:format')}</span>
              <Segmented
                label={t('transfer:format')}
                value={formatId}
                choices={formats.map(({ id, title }) => ({ id, label: title }))}
                onChange={chooseFormat}
              />
            </div>
            {format.options.map((option) => (
              <OptionInput key={`${format.id}/${option.key}`} option={option} format={format} />
            ))}
          </>
        )}
        {format && <LeaveOut />}
        <Losses />
        <Outcome />
        <BookPreview />
      </div>
    </Dialog>
  )
}
