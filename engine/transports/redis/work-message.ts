// How shared work is written into a queue: small things in the message itself, large ones as a file beside it; and the
// names under which everything lies.
import * as z from 'zod'
import { EngineError, ERROR_CODES } from '../../domain/errors.ts'
import type { RedisFiles } from './redis-files.ts'

/** Bytes of JSON; what is more would make every look at the queue heavy. */
const LARGEST_INLINE = 128 * 1024

const message = z.union([
  z.object({ value: z.unknown() }),
  z.object({ file: z.string().regex(/^[0-9a-f]{64}$/u) }),
])
export type WorkMessage = z.infer<typeof message>

export const packed = async (files: RedisFiles, value: unknown): Promise<WorkMessage> => {
  const text = JSON.stringify(value)
  if (text.length <= LARGEST_INLINE) return { value }
  return { file: await files.putBytes(Buffer.from(text)) }
}

/** Throws ZodError, SyntaxError or NOT_FOUND. */
export const unpacked = async (files: RedisFiles, given: unknown): Promise<unknown> => {
  const found = message.parse(given)
  if (!('file' in found)) return found.value
  return JSON.parse(Buffer.from(await files.getBytes(found.file)).toString('utf8'))
}

const failure = z.object({
  code: z.enum(ERROR_CODES),
  message: z.string(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
})

/** An error as one line, so that it is the same error where it is read. */
export const failureText = ({ code, message: words, detail }: EngineError): string =>
  JSON.stringify({ code, message: words, detail })

export const failureOf = (text: string): EngineError => {
  try {
    const { code, message: words, detail } = failure.parse(JSON.parse(text))
    return new EngineError(code, words, detail)
  } catch {
    return new EngineError(
      'SERVER_FAILED',
      'Another machine could not do its part of the work. What was done is kept; try again.',
      { trouble: 'failed', detail: text.slice(0, 300) },
    )
  }
}

/** Workers of another version might find something else: each version has a queue of its own. */
export const queueName = (version: string): string => `work-${version.replaceAll(/[^\w.-]/gu, '_')}`
export const PREFIX = 'arcwright'
export const cancelKey = (id: string): string => `${PREFIX}:stop:${id}`
