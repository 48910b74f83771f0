// The report on what the timeline shows: its format, its making, and where it went.
import { Check, FileDown } from 'lucide-react'
import { useEffect, useRef, useState, type ReactElement } from 'react'
import { engine } from '../engine-client/engine.ts'
import { errorCode, isAborted } from '../engine-client/engine-error.ts'
import { useText, type TextKey } from '../locales/index.ts'
import { Button, Dialog, Progress, Segmented } from '../ui/index.ts'
import { measureName } from './measure-name.ts'
import { runReport, type ReportFormat } from './report-run.ts'
import { useTimeline } from './timeline-store.ts'
import { closeTimelineDialog } from './timeline-view.ts'

type State =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly done: number; readonly total: number }
  | { readonly kind: 'done'; readonly name: string }
  | { readonly kind: 'failed'; readonly code: string }

/** What the report will be about, in one line. */
const useSubject = (): string => {
  const t = useText()
  const title = useTimeline(({ axis, scopeId }) => axis.byId.get(scopeId ?? '')?.title)
  const measure = useTimeline((state) => state.measure)
  const draft = useTimeline((state) => state.compared?.name)
  const voice = useTimeline(({ voices, voiceId }) => voices.find(({ id }) => id === voiceId))
  return [
    title ?? t('timeline:book'),
    measureName(measure),
    voice && (voice.id === 'narration' ? t('arc:narration') : voice.name),
    draft && t('arc:against', { name: draft }),
  ]
    .filter(Boolean)
    .join(' · ')
}

export const ReportDialog = (): ReactElement => {
  const t = useText()
  const [formats, setFormats] = useState<readonly ReportFormat[]>([])
  const [formatId, setFormatId] = useState('html')
  const [state, setState] = useState<State>({ kind: 'idle' })
  const running = useRef<AbortController | null>(null)
  const subject = useSubject()
  useEffect(() => {
    const stop = new AbortController()
    engine.arc.reportFormats(undefined, { signal: stop.signal }).then(setFormats, () => undefined)
    return () => {
      stop.abort()
      running.current?.abort()
    }
  }, [])
  const format = formats.find(({ id }) => id === formatId)
  const run = async (): Promise<void> => {
    if (!format) return
    const own = new AbortController()
    running.current = own
    setState({ kind: 'running', done: 0, total: 0 })
    try {
      const name = await runReport(format, own.signal, (done, total) =>
        setState({ kind: 'running', done, total }),
      )
      setState(name === null ? { kind: 'idle' } : { kind: 'done', name })
    } catch (error) {
      setState(
        isAborted(error) || own.signal.aborted
          ? { kind: 'idle' }
          : { kind: 'failed', code: errorCode(error) },
      )
    }
  }
  return (
    <Dialog
      title={t('arc:reportTitle')}
      isOpen
      onClose={closeTimelineDialog}
      widthPx={460}
      testId="report-dialog"
      foot={
        state.kind === 'running' ? (
          <>
            <Progress label={t('arc:reportRunning')} done={state.done} total={state.total} />
            <Button onPress={() => running.current?.abort()}>{t('timeline:stop')}</Button>
          </>
        ) : (
          <>
            <Button onPress={closeTimelineDialog}>{t('transfer:close')}</Button>
            <Button look="primary" isDisabled={!format} onPress={() => void run()} data-testid="report-run">
              <FileDown aria-hidden /> {t('arc:reportRun')}
            </Button>
          </>
        )
      }
    >
      <p className="muted">{t('arc:reportAbout', { subject })}</p>
      <div className="field">
        <span className="label">{t('transfer:format')}</span>
        <Segmented
          label={t('transfer:format')}
          value={formatId}
          choices={formats.map(({ id, title }) => ({ id, label: title }))}
          onChange={(id) => {
            setFormatId(id)
            setState({ kind: 'idle' })
          }}
        />
      </div>
      <p className="hint">{t(FORMAT_HINTS[formatId] ?? 'arc:formatHtml')}</p>
      {state.kind === 'done' && (
        <p className="report-result" role="status" data-testid="report-result">
          <Check aria-hidden /> {t('arc:reportDone', { name: state.name })}
        </p>
      )}
      {state.kind === 'failed' && (
        <p className="report-failure" role="alert">
          {t(`errors:${state.code}` as TextKey)} {t('arc:reportFailed')}
        </p>
      )}
    </Dialog>
  )
}

const FORMAT_HINTS: Readonly<Record<string, TextKey>> = {
  html: 'arc:formatHtml',
  csv: 'arc:formatCsv',
  svg: 'arc:formatSvg',
  png: 'arc:formatPng',
}
