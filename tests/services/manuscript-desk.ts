// A project with an engine's import and export around it and nothing else, for the tests of both.
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { onTestFinished } from 'vitest'
import { MediaRunner } from '../../engine/analysis/media/media-runner.ts'
import type { RequestContext } from '../../engine/services/context.ts'
import { JobBoard } from '../../engine/services/job-board.ts'
import { manuscriptRouter } from '../../engine/services/manuscript-service.ts'
import { ProjectRegistry } from '../../engine/services/project-registry.ts'
import { tempFolder } from '../helpers/temp-project.ts'

export const start = () => {
  const folder = tempFolder()
  const projects = new ProjectRegistry()
  onTestFinished(() => projects.closeAll())
  const jobs = new JobBoard()
  const session: RequestContext['session'] = { id: 'w', project: null }
  const project = projects.enter(
    session,
    projects.create(join(folder, 'book'), { title: 'Untitled', author: 'Me', language: 'en' }),
  )
  const media = new MediaRunner()
  onTestFinished(() => media.dispose())
  const engine = { projects, jobs, media, now: Date.now } as unknown as RequestContext['engine']
  const window = (own: RequestContext['session']) =>
    createRouterClient(manuscriptRouter, { context: { engine, session: own } })
  return {
    folder,
    jobs,
    session,
    store: project.store,
    client: window(session),
    window,
  }
}
export type Bench = ReturnType<typeof start>

export const last = async <T>(stream: AsyncIterable<T>): Promise<T | undefined> => {
  let found: T | undefined
  for await (const event of stream) found = event
  return found
}

export const preview = async ({ client }: Bench, source: { path: string } | { file: File }) => {
  const event = await last(await client.previewImport({ source }))
  if (event?.kind !== 'preview') throw new Error('no preview')
  return event.preview
}

export const bookFile = (text: string, name = 'book.md'): { file: File } => ({ file: new File([text], name) })

export const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no error',
    (error: unknown) => (error as { code?: string }).code ?? String(error),
  )

export const tree = ({ store }: Bench): string[] =>
  store.binder.tree().map(({ kind, title, words }) => `${kind} ${title} ${words}`)

export const TEXT = '# One\n\nfirst words\n\n---\n\nsecond scene\n\n# Two\n\nthird words here\n'
