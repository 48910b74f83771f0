// Sends the book out: format, how it is to look, a place, and what came of it. The choices stay with the project.
import { Check, Eye, FileDown } from 'lucide-react'
import type { ReactElement } from 'react'
import { formatNumber, useText, type Text, type TextKey } from '../locales/index.ts'
import { formatSize } from '../media/media-facts.ts'
import { Button, Dialog, Progress, Segmented } from '../ui/index.ts'
import {
  chooseFormat,
  closeExport,
  runExport,
  showPreview,
  stopExport,
  useExport,
  type ExportFormat,
} from './export-store.ts'
import { BookPreview } from './BookPreview.tsx'
import { ExportSample } from './ExportSample.tsx'
import { LeaveOut } from './LeaveOut.tsx'
import { Losses } from './Losses.tsx'
import { OptionInput } from './OptionInput.tsx'
import './transfer.css'

/** What stands open from the start, and what is asked for more rarely. */
const GROUPS = [
  ['look', true],
  ['titles', true],
  ['content', true],
  ['front', false],
  ['facts', false],
] as const

const formatName = (t: Text, { id, title }: ExportFormat): string =>
  id === 'txt' || id === 'markdown-folder' ? t(`transfer:format-${id}`) : title

const OptionGroups = ({ format }: { readonly format: ExportFormat }): ReactElement => {
  const t = useText()
  return (
    <>
      {GROUPS.map(([group, isOpen]) => {
        const options = format.options.filter((option) => option.group === group)
        const inputs = options.map((option) => <OptionInput key={option.key} option={option} />)
        if (group === 'content') inputs.push(<LeaveOut key="leave-out" />)
        if (inputs.length === 0) return null
        return (
          <details key={group} className="export-group" open={isOpen}>
            <summary>{t(`transfer:group-${group}`)}</summary>
            {inputs}
          </details>
        )
      })}
    </>
  )
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
      {/* Here it is seen, however long the choices above are. */}
      <Outcome />
      <span className="spacer" />
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
  return (
    <Dialog
      title={t('transfer:exportTitle')}
      isOpen={isOpen}
      onClose={closeExport}
      foot={<Foot />}
      widthPx={1000}
      testId="export-dialog"
      step={running}
    >
      <div className="transfer-body export-body">
        <div className="export-form">
          {format && (
            <>
              <div className="field">
                <span className="label">{t('transfer:format')}</span>
                <Segmented
                  label={t('transfer:format')}
                  value={formatId}
                  choices={formats.map((each) => ({ id: each.id, label: formatName(t, each) }))}
                  onChange={chooseFormat}
                />
              </div>
              <OptionGroups format={format} />
            </>
          )}
          <BookPreview />
        </div>
        <div className="export-aside">
          <ExportSample />
          <Losses />
        </div>
      </div>
    </Dialog>
  )
}
