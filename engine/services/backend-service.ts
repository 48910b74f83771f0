// backend.*: hands the choice of what computes tensors to windows and terminals.
import { os } from './os.ts'

export const backendRouter = {
  list: os.backend.list.handler(({ context }) => context.engine.backends.list()),

  measure: os.backend.measure.handler(async ({ context: { engine } }) => {
    await engine.backends.measure()
    return engine.backends.list()
  }),

  choose: os.backend.choose.handler(async ({ input, context: { engine } }) => {
    await engine.backends.choose(input.id)
    return engine.backends.list()
  }),
}
