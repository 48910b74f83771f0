// The contract over HTTP, as far as programs may call it, and its OpenAPI document. Which part that is, services/outside-router.ts says.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { OpenAPIGenerator } from '@orpc/openapi'
import { OpenAPIHandler } from '@orpc/openapi/node'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import type { RequestContext } from '../../services/context.ts'
import { OUTSIDE, outsideRouter, type Served } from '../../services/outside-router.ts'

export const API_PREFIX = '/api'

export interface ContractDoor {
  /** Undefined: there is nothing of this name. */
  find(path: string): Served | undefined
  handle(request: IncomingMessage, response: ServerResponse, context: RequestContext): Promise<boolean>
  document(): Promise<unknown>
}

export const createContractDoor = (version: string): ContractDoor => {
  const handler = new OpenAPIHandler<RequestContext>(outsideRouter)
  let document: Promise<unknown> | null = null
  const generate = (): Promise<unknown> =>
    new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] }).generate(outsideRouter, {
      info: {
        title: 'Arcwright',
        version,
        description: 'Write to an emotional arc, and read how text feels.',
      },
      servers: [{ url: API_PREFIX }],
      components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
      security: [{ key: [] }],
    })
  return {
    find: (path) => (Object.hasOwn(OUTSIDE, path) ? OUTSIDE[path] : undefined),
    async handle(request, response, context) {
      const { matched } = await handler.handle(request, response, { prefix: API_PREFIX, context })
      return matched
    },
    document: () => (document ??= generate()),
  }
}
