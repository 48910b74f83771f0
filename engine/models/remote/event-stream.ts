// Reads server-sent events from an answer, with limits on time and size; what stands in them is others' business.
// Specification: https://html.spec.whatwg.org/multipage/server-sent-events.html
import { ServerError } from './server-error.ts'

/** One event may not be longer: no token is. */
const MAX_EVENT = 1 << 20

const withLimit = async <T>(work: Promise<T>, ms: number): Promise<T> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new ServerError('timeout', 'The server stopped in the middle of its answer')),
      ms,
    )
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** The data of each event until `[DONE]`. Leaving the loop ends the request. ServerError where the stream breaks off. */
export async function* eventData(
  body: ReadableStream<Uint8Array> | null,
  pieceMs: number,
  signal: AbortSignal,
): AsyncGenerator<string> {
  if (!body) throw new ServerError('broken', 'The answer has no content')
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  let data: string[] = []
  try {
    for (;;) {
      const { done, value } = await withLimit(reader.read(), pieceMs).catch((error: unknown) => {
        signal.throwIfAborted()
        throw error instanceof ServerError
          ? error
          : new ServerError('broken', 'The connection broke in the middle of the answer', 0, { cause: error })
      })
      if (done) break
      rest += decoder.decode(value, { stream: true })
      if (rest.length > MAX_EVENT) throw new ServerError('broken', 'The answer is no stream of text')
      const lines = rest.split(/\r\n|\n|\r(?!$)/u)
      rest = lines.pop() ?? ''
      for (const line of lines) {
        if (line.startsWith('data:')) data.push(line.slice(5).replace(/^ /u, ''))
        if (line !== '' || data.length === 0) continue
        const whole = data.join('\n')
        data = []
        if (whole === '[DONE]') return
        yield whole
      }
    }
    throw new ServerError('broken', 'The answer ended before it was complete')
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}
