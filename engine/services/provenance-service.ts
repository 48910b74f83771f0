// provenance.*: the report on where the words came from, in the window and as a file.
import type { Inputs, Outputs } from '../contract/index.ts'
import { EngineError } from '../domain/errors.ts'
import type { ProvenanceReport } from '../domain/provenance.ts'
import { provenanceFormats } from '../exporters/provenance/provenance-registry.ts'
import type { RequestContext } from './context.ts'
import { exportDownloads } from './export-downloads.ts'
import { checkTarget, downloadOf, writeExport } from './export-target.ts'
import { os, projectOf } from './os.ts'
import { withProgress } from './progress-stream.ts'
import { generatedBy, provenanceOf } from './provenance.ts'

type ExportEvent = Outputs['provenance']['export'] extends AsyncIterable<infer Event> ? Event : never

/** A copy that the wire may own. */
const sent = (report: ProvenanceReport): Outputs['provenance']['report'] => ({
  ...report,
  lines: [...report.lines],
  sources: report.sources.map((source) => ({ ...source, sceneIds: [...source.sceneIds] })),
})

async function* exportReport(
  { format: wanted, path, language }: Inputs['provenance']['export'],
  context: RequestContext,
  signal: AbortSignal | undefined,
): AsyncGenerator<ExportEvent> {
  const { store } = projectOf(context)
  const format = provenanceFormats.find(({ id }) => id === wanted)
  if (!format)
    throw new EngineError('UNSUPPORTED_FORMAT', 'There is no such report format. Nothing was written.', {
      format: wanted,
    })
  const target = path === undefined ? null : await checkTarget(path)
  const bytes = yield* withProgress(async (progress) => {
    const report = await provenanceOf(store, (done, total) => progress('read', done, total), signal)
    return format.run(report, language ?? report.language)
  })
  const file = { bytes, companions: [] }
  if (target !== null) await writeExport(target, file)
  yield {
    kind: 'done',
    path: target,
    sizeBytes: bytes.length,
    downloadId:
      target === null
        ? exportDownloads.keep(context.session, downloadOf(file, format, store.project.get().title))
        : null,
  }
}

export const provenanceRouter = {
  report: os.provenance.report.handler(async ({ context, signal }) =>
    sent(await provenanceOf(projectOf(context).store, undefined, signal)),
  ),

  passage: os.provenance.passage.handler(({ input, context }) =>
    generatedBy(projectOf(context).store, input),
  ),

  formats: os.provenance.formats.handler(() =>
    provenanceFormats.map(({ id, title, extension }) => ({ id, title, extension })),
  ),

  export: os.provenance.export.handler(({ input, context, signal }) => exportReport(input, context, signal)),
}
