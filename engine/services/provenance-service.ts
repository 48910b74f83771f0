// provenance.*: the report on where the words came from, in the window and as a file.
import type { Inputs, Outputs } from '../contract/index.ts'
import type { ProvenanceReport } from '../domain/provenance.ts'
import { provenanceFormats } from '../exporters/provenance/provenance-registry.ts'
import type { RequestContext } from './context.ts'
import { exportReport } from './export-report.ts'
import { os, projectOf } from './os.ts'
import { generatedBy, provenanceOf } from './provenance.ts'

type ExportEvent = Outputs['provenance']['export'] extends AsyncIterable<infer Event> ? Event : never

/** A copy that the wire may own. */
const sent = (report: ProvenanceReport): Outputs['provenance']['report'] => ({
  ...report,
  lines: [...report.lines],
  sources: report.sources.map((source) => ({ ...source, sceneIds: [...source.sceneIds] })),
})

const exportProvenance = (
  { format, path, language }: Inputs['provenance']['export'],
  context: RequestContext,
  signal: AbortSignal | undefined,
): AsyncGenerator<ExportEvent> => {
  const { store } = projectOf(context)
  const { title } = store.project.get()
  return exportReport(
    context,
    { formats: provenanceFormats, format, path, title },
    async (as, progress) => {
      const report = await provenanceOf(store, progress, signal)
      return as.run(report, language ?? report.language)
    },
    signal,
  )
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

  export: os.provenance.export.handler(({ input, context, signal }) =>
    exportProvenance(input, context, signal),
  ),
}
