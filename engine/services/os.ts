// The builder that every service uses: contract plus context, with errors turned into data at one place.
import { implement, ORPCError, type ImplementerInternalWithMiddlewares } from '@orpc/server'
import { base } from '../contract/base.ts'
import { contract } from '../contract/index.ts'
import { EngineError } from '../domain/errors.ts'
import type { RequestContext } from './context.ts'
import { fair } from './fair.ts'
import { fromSystemError } from './system-errors.ts'

/** A typed, defined error of the contract; anything unforeseen stays an internal error. */
const toContractError = (error: unknown): unknown => {
  const known = error instanceof EngineError ? error : fromSystemError(error)
  if (!known) return error
  // Without the contract's own status the error would not pass for a defined one.
  const { status } = base['~orpc'].errorMap[known.code]
  const { message, detail } = known
  return new ORPCError(known.code, { defined: true, status, message, data: { ...detail }, cause: error })
}

async function* mapErrors(source: AsyncIterable<unknown>): AsyncGenerator {
  try {
    return yield* source as AsyncGenerator<unknown, unknown>
  } catch (error) {
    throw toContractError(error)
  }
}

const isStream = (value: unknown): value is AsyncIterable<unknown> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value

/** Named: what the compiler would write out for a contract of this size exceeds its limit. */
type Implementer = ImplementerInternalWithMiddlewares<typeof contract, RequestContext, RequestContext>

export const os: Implementer = implement(contract)
  .$context<RequestContext>()
  .use(async ({ next }) => {
    try {
      const result = await next()
      if (!isStream(result.output)) return result
      return { ...result, output: mapErrors(result.output) as typeof result.output }
    } catch (error) {
      throw toContractError(error)
    }
  })
  .use(fair)

/** The connection's project, or NO_PROJECT. */
export const projectOf = (context: RequestContext): NonNullable<RequestContext['session']['project']> => {
  if (context.session.project) return context.session.project
  throw new EngineError('NO_PROJECT', 'No project is open here. Open or create one first.')
}
