// A report on its way out: its format found, its bytes made, written to the disk or kept for download. What it says is its
// service's.
import type { Outputs } from '../contract/index.ts'
import { EngineError } from '../domain/errors.ts'
import type { Exporter } from '../exporters/book-snapshot.ts'
import type { RequestContext } from './context.ts'
import { exportDownloads } from './export-downloads.ts'
import { checkTarget, downloadOf, writeExport } from './export-target.ts'
import { withProgress } from './progress-stream.ts'

/** The same whatever is reported on. */
type ExportEvent = Outputs['provenance']['export'] extends AsyncIterable<infer Event> ? Event : never

export interface ReportWish<Format> {
  readonly formats: readonly Format[]
  /** Id of one of them. */
  readonly format: string
  /** Absent: the file is kept for `manuscript.download`. */
  readonly path: string | undefined
  /** What a downloaded file is called by. */
  readonly title: string
}

/** UNSUPPORTED_FORMAT, and the errors of `checkTarget` and `make`; then nothing was written. */
export async function* exportReport<Format extends Pick<Exporter, 'id' | 'extension' | 'mime'>>(
  { session }: RequestContext,
  { formats, format: wanted, path, title }: ReportWish<Format>,
  make: (format: Format, progress: (done: number, total: number) => void) => Promise<Uint8Array>,
  signal: AbortSignal | undefined,
): AsyncGenerator<ExportEvent> {
  const format = formats.find(({ id }) => id === wanted)
  if (!format)
    throw new EngineError('UNSUPPORTED_FORMAT', 'There is no such report format. Nothing was written.', {
      format: wanted,
    })
  const target = path === undefined ? null : await checkTarget(path)
  const bytes = yield* withProgress((progress) =>
    make(format, (done, total) => progress('read', done, total)),
  )
  signal?.throwIfAborted()
  const file = { bytes, companions: [] }
  if (target !== null) await writeExport(target, file)
  yield {
    kind: 'done',
    path: target,
    sizeBytes: bytes.length,
    downloadId: target === null ? exportDownloads.keep(session, downloadOf(file, format, title)) : null,
  }
}
