// Asks a server that was added as a writer what a picture shows: behind its door, with its key, one picture at a time.
import { SenseProblem } from '../analysis/senses/analyzer.ts'
import { EngineError } from '../domain/errors.ts'
import * as z from 'zod'
import { askServer } from '../models/remote/ask-server.ts'
import { eventData } from '../models/remote/event-stream.ts'
import { ServerError } from '../models/remote/server-error.ts'
import type { EngineParts } from './engine-parts.ts'

const QUESTION =
  'Say in one sentence of English what this picture shows: who and what is in it, where, in what light and mood. Then say the same in Chinese, on a line of its own. Nothing else.'
const MOST_TOKENS = 300
const MOST_CHARACTERS = 4000
const PATIENCE = { firstByteMs: 180_000, pieceMs: 60_000, waitsMs: [1000, 3000] }

const piece = z.object({
  choices: z.array(z.object({ delta: z.object({ content: z.string().nullish() }).nullish() })),
})

const contentIn = (data: string): string =>
  piece.safeParse(JSON.parse(data)).data?.choices[0]?.delta?.content ?? ''

const problemOf = (error: unknown): string => {
  if (error instanceof EngineError && error.code === 'DOOR_CLOSED') return 'door-closed'
  if (error instanceof ServerError && ['unreachable', 'timeout', 'busy'].includes(error.trouble))
    return 'captioner-unreachable'
  return 'captioner-failed'
}

/**
 * What it says, as it says it. SenseProblem `door-closed`, `captioner-gone`, `captioner-unreachable`, `captioner-failed`.
 * @param sending told just before it leaves
 */
export const askCaptioner = async (
  { settings, doors, secrets }: Pick<EngineParts, 'settings' | 'doors' | 'secrets'>,
  jpeg: Uint8Array,
  signal: AbortSignal,
  sending: (server: string) => void,
): Promise<string> => {
  const { captioner } = settings.helpers()
  const voice = settings
    .voices()
    .find((each) => captioner.kind === 'server' && each.kind === 'server' && each.id === captioner.voice)
  if (voice?.kind !== 'server') throw new SenseProblem('captioner-gone')
  const stop = new AbortController()
  const abort = (): void => stop.abort()
  try {
    const closed = doors.pass('remote-models')
    closed.addEventListener('abort', abort, { once: true })
    signal.addEventListener('abort', abort, { once: true })
    sending(voice.name)
    const url = `data:image/jpeg;base64,${Buffer.from(jpeg).toString('base64')}`
    const content = [
      { type: 'text', text: QUESTION },
      { type: 'image_url', image_url: { url } },
    ]
    const response = await askServer(
      { url: voice.url, key: await secrets.get(voice.id) },
      '/chat/completions',
      {
        body: {
          ...{ model: voice.model, stream: true, max_tokens: MOST_TOKENS, temperature: 0 },
          messages: [{ role: 'user', content }],
        },
        signal: stop.signal,
        patience: PATIENCE,
      },
    )
    let said = ''
    for await (const data of eventData(response.body, PATIENCE.pieceMs, stop.signal)) {
      said += contentIn(data)
      if (said.length > MOST_CHARACTERS) break
    }
    return said
  } catch (error) {
    signal.throwIfAborted()
    throw new SenseProblem(problemOf(error))
  } finally {
    signal.removeEventListener('abort', abort)
  }
}
