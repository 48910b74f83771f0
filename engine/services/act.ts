// One structural act: recorded for undo, then told to every window. What is done is the caller's.
import type { OpenProject, ProjectChange } from './context.ts'

/**
 * @param label a key such as 'binder.move', which windows have words for.
 * @param changes what windows must read again; the project's info, which names the act to undo, always is.
 */
export const act = <Result>(
  project: OpenProject,
  label: string,
  changes: readonly ProjectChange[] | ((result: Result) => readonly ProjectChange[]),
  run: () => Result,
): Result => {
  const result = project.store.journal.record(label, run)
  const found = typeof changes === 'function' ? changes(result) : changes
  for (const change of found) project.events.publish('change', change)
  if (!found.some(({ kind }) => kind === 'info')) project.events.publish('change', { kind: 'info' })
  return result
}
