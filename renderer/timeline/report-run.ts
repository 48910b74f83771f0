// Makes the report on what the timeline shows, and hands the file over; the dialog shows how it goes.
import { appStore, flushAll } from '../app/app-store.ts'
import { engine } from '../engine-client/engine.ts'
import { host } from '../engine-client/host.ts'
import { currentLocale, t } from '../locales/index.ts'
import { fileName, saveBlob } from '../transfer/save-blob.ts'
import type { Outputs } from '../../engine/contract/index.ts'
import { timelineStore } from './timeline-store.ts'
import { viewSpan } from './timeline-view.ts'

export type ReportFormat = Outputs['arc']['reportFormats'][number]

/** Of the window's smoothing in words, as the chart has it. */
const smoothingWords = (): number | undefined => {
  const state = timelineStore.getState()
  if (state.smoothing === 1) return undefined
  const { from, to } = viewSpan({ ...state, range: null })
  return Math.max(1, Math.max(45, (to - from) / 24) * state.smoothing)
}

/** @returns the file's name or path; null when the writer chose no place. */
export const runReport = async (
  format: ReportFormat,
  signal: AbortSignal,
  progress: (done: number, total: number) => void,
): Promise<string | null> => {
  const { scopeId, measure, voiceId, compared } = timelineStore.getState()
  const name = fileName(
    t('arc:reportName', { title: appStore.getState().project?.title ?? '' }),
    format.extension,
  )
  const path = host.hasNativeDialogs
    ? await host.saveFile({
        title: t('arc:reportTitle'),
        defaultPath: name,
        filters: [{ name: format.title, extensions: [format.extension] }],
      })
    : undefined
  if (path === null) return null
  await flushAll()
  const words = smoothingWords()
  const input = {
    format: format.id,
    scopeId,
    measure,
    language: currentLocale() === 'zh-CN' ? ('zh' as const) : ('en' as const),
    ...(voiceId === null ? {} : { voiceId }),
    ...(compared === null ? {} : { draftId: compared.id }),
    ...(words === undefined ? {} : { smoothingWords: words }),
    ...(path === undefined ? {} : { path }),
  }
  let written: string | null = null
  for await (const event of await engine.arc.exportReport(input, { signal }))
    if (event.kind === 'progress') progress(event.done, event.total)
    else {
      const { downloadId } = event
      if (downloadId !== null) saveBlob(await engine.manuscript.download({ downloadId }), name)
      written = event.path ?? name
    }
  return written
}
