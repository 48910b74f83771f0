// doors.*: shows and sets the network doors; who may pass is network-doors.ts' to say.
import type { RequestContext } from './context.ts'
import { os } from './os.ts'

const listing = ({ engine }: RequestContext) => {
  const { allShut, doors } = engine.doors.list()
  return { allShut, doors: [...doors] }
}

export const doorRouter = {
  list: os.doors.list.handler(({ context }) => listing(context)),
  set: os.doors.set.handler(({ input, context }) => {
    context.engine.doors.set(input.id, input.open)
    return listing(context)
  }),
  shutAll: os.doors.shutAll.handler(({ input, context }) => {
    context.engine.doors.shutAll(input.shut)
    return listing(context)
  }),
}
