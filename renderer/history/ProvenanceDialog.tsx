// Where the words of the book came from: the totals at a glance, and the report as a file.
import { Check, FileDown } from 'lucide-react'
import { useEffect, useState, type ReactElement } from 'react'
import type { Outputs } from '../../engine/contract/index.ts'
import { appStore, flushAll } from '../app/app-store.ts'
import { notifyError } from '../app/notices-store.ts'
import { engine } from '../engine-client/engine.ts'
import { isAborted } from '../engine-client/engine-error.ts'
import { host } from '../engine-client/host.ts'
import { currentLocale, formatNumber, useText } from '../locales/index.ts'
import { fileName, saveBlob } from '../transfer/save-blob.ts'
import { Button, Dialog, Progress, Segmented } from '../ui/index.ts'
import { showReport, useHistory } from './history-store.ts'

type Report = Outputs['provenance']['report']
type Format = Outputs['provenance']['formats'][number]

const ORIGINS = ['typed', 'pasted', 'imported', 'generated'] as const

/** @returns the file's name or path; null when the writer chose no place. */
const save = async (format: Format, title: string): Promise<string | null> => {
  const name = fileName(`${appStore.getState().project?.title ?? ''} ${title}`, format.extension)
  const path = host.hasNativeDialogs
    ? await host.saveFile({
        title,
        defaultPath: name,
        filters: [{ name: format.title, extensions: [format.extension] }],
      })
    : undefined
  if (path === null) return null
  const language = currentLocale() === 'zh-CN' ? ('zh' as const) : ('en' as const)
  const input = { format: format.id, language, ...(path === undefined ? {} : { path }) }
  let written: string | null = null
  for await (const event of await engine.provenance.export(input)) {
    if (event.kind !== 'done') continue
    if (event.downloadId !== null)
      saveBlob(await engine.manuscript.download({ downloadId: event.downloadId }), name)
    written = event.path ?? name
  }
  return written
}

const Totals = ({ report }: { readonly report: Report }): ReactElement => {
  const t = useText()
  const [book] = report.lines
  const percent = new Intl.NumberFormat(currentLocale(), { style: 'percent', maximumFractionDigits: 1 })
  const total = Math.max(1, book?.words ?? 0)
  return (
    <table className="origin-totals">
      <tbody>
        {ORIGINS.map((by) => (
          <tr key={by}>
            <th scope="row">
              <span className="origin" data-origin={by}>
                {t(`history:origin_${by}`)}
              </span>
            </th>
            <td>{formatNumber(book?.[by] ?? 0)}</td>
            <td>{percent.format((book?.[by] ?? 0) / total)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const Body = (): ReactElement => {
  const t = useText()
  const [report, setReport] = useState<Report | null>(null)
  const [formats, setFormats] = useState<readonly Format[]>([])
  const [formatId, setFormatId] = useState('html')
  const [written, setWritten] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    const stop = new AbortController()
    const load = async (): Promise<void> => {
      await flushAll()
      setFormats(await engine.provenance.formats(undefined, { signal: stop.signal }))
      setReport(await engine.provenance.report(undefined, { signal: stop.signal }))
    }
    load().catch((error: unknown) => {
      if (!isAborted(error) && !stop.signal.aborted) notifyError(error)
    })
    return () => stop.abort()
  }, [])
  const format = formats.find(({ id }) => id === formatId)
  const run = async (): Promise<void> => {
    if (!format) return
    setBusy(true)
    try {
      setWritten(await save(format, t('history:provenance')))
    } catch (error) {
      notifyError(error)
    }
    setBusy(false)
  }
  return (
    <div className="provenance-report">
      <p className="hint">{t('history:provenanceHint')}</p>
      {report ? <Totals report={report} /> : <Progress label={t('history:provenance')} done={0} total={0} />}
      {report?.recordedSince != null && (
        <p className="hint">
          {t('history:recordedSince', {
            date: new Intl.DateTimeFormat(currentLocale(), { dateStyle: 'long' }).format(
              report.recordedSince,
            ),
          })}
        </p>
      )}
      <div className="provenance-save">
        <Segmented
          label={t('transfer:format')}
          value={formatId}
          choices={formats.map(({ id, title }) => ({ id, label: title }))}
          onChange={(id) => {
            setFormatId(id)
            setWritten(null)
          }}
        />
        <Button
          look="primary"
          isDisabled={!report || busy}
          onPress={() => void run()}
          data-testid="provenance-save"
        >
          <FileDown aria-hidden /> {t('history:saveReport')}
        </Button>
      </div>
      {written !== null && (
        <p className="report-result" role="status" data-testid="provenance-saved">
          <Check aria-hidden /> {t('history:reportSaved', { name: written })}
        </p>
      )}
    </div>
  )
}

export const ProvenanceDialog = (): ReactElement => {
  const t = useText()
  const open = useHistory((state) => state.reportOpen)
  return (
    <Dialog
      title={t('history:provenance')}
      isOpen={open}
      onClose={() => showReport(false)}
      widthPx={480}
      testId="provenance-dialog"
    >
      <Body />
    </Dialog>
  )
}
