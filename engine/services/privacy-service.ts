// privacy.*: what is private in a project is shown, decided about, and left out of a copy to share.
import type { Outputs } from '../contract/index.ts'
import { act } from './act.ts'
import { asJob } from './as-job.ts'
import { findDetails } from './find-details.ts'
import { os, projectOf } from './os.ts'
import { withProgress } from './progress-stream.ts'
import { projectPath } from './project-registry.ts'
import { shareCopy } from './share-copy.ts'

type Events<Stream> = Stream extends AsyncIterable<infer Event> ? Event : never
type FindEvent = Events<Outputs['privacy']['find']>
type ShareEvent = Events<Outputs['privacy']['shareCopy']>

const LIFE = [{ kind: 'life' }] as const

export const privacyRouter = {
  find: os.privacy.find.handler(async function* ({ context }): AsyncGenerator<FindEvent> {
    const { store } = projectOf(context)
    const details = yield* withProgress((report) =>
      findDetails(store, (done, total) => report('find', done, total)),
    )
    yield { kind: 'found', details: [...details] }
  }),

  choose: os.privacy.choose.handler(({ input, context }) => {
    const project = projectOf(context)
    act(project, 'privacy.choose', LIFE, () => project.store.masks.put(input))
  }),

  unchoose: os.privacy.unchoose.handler(({ input, context }) => {
    const project = projectOf(context)
    act(project, 'privacy.choose', LIFE, () => project.store.masks.remove(input.original))
  }),

  shareCopy: os.privacy.shareCopy.handler(({ input, context, signal }) => {
    const { store } = projectOf(context)
    const { media } = context.engine
    const path = projectPath(input.path)
    return asJob<ShareEvent, void>(context, 'export', path, signal, async function* (job) {
      const shared = yield* withProgress((report) =>
        shareCopy(store, { ...input, path }, { media, signal: job.signal }, (stage, done, total) => {
          job.report(done, total)
          report(stage, done, total)
        }),
      )
      yield { kind: 'done', path, ...shared }
    })
  }),
}
