// Long work of a stream with its line on the job board; what the work is, its caller knows.
import type { RequestContext } from './context.ts'
import type { Job, JobHandle } from './job-board.ts'

/**
 * A stop from the job board ends the stream without its last event; a stop by the caller is the caller's abort. The
 * project stays open until the work has ended.
 */
export async function* asJob<Event, Result>(
  { engine, session }: RequestContext,
  kind: Job['kind'],
  label: string,
  outside: AbortSignal | undefined,
  run: (job: JobHandle) => AsyncGenerator<Event, Result>,
): AsyncGenerator<Event, Result | undefined> {
  const job = engine.jobs.start(kind, label, outside ? { signal: outside } : {})
  // A window that leaves meanwhile must not close the file under the work.
  const release = session.project ? engine.projects.hold(session.project) : undefined
  try {
    return yield* run(job)
  } catch (error) {
    if (job.signal.aborted && !outside?.aborted) return undefined
    throw error
  } finally {
    job.end()
    release?.()
  }
}
