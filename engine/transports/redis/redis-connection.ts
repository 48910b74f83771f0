// One way to a Redis: waits for it as long as it is away, and says so; what is kept there is not its concern.
import { Redis } from 'ioredis'
import { EngineError } from '../../domain/errors.ts'
import { shownAddress } from './shown-address.ts'

/** A Redis that is away for a moment is asked again, less and less often. */
const LONGEST_PAUSE_MS = 2000
const FIRST_ANSWER_MS = 5000

/** @param url redis:// or rediss://. SERVER_FAILED where nobody answers, or not as a Redis of version 6.2 or later. */
export const connectRedis = async (
  url: string,
  onLost: (lost: boolean) => void = () => undefined,
): Promise<Redis> => {
  const redis = new Redis(url, {
    lazyConnect: true,
    // Null: a command waits for the connection to come back instead of failing.
    maxRetriesPerRequest: null,
    retryStrategy: (times) => Math.min(LONGEST_PAUSE_MS, 50 * 2 ** Math.min(times, 6)),
  })
  let failure = ''
  redis.on('error', (error: Error) => (failure = error.message))
  const giveUp = AbortSignal.timeout(FIRST_ANSWER_MS)
  const gaveUp = new Promise<never>((_, reject) => {
    giveUp.addEventListener('abort', () => reject(new Error(failure === '' ? 'no answer' : failure)))
  })
  try {
    await Promise.race([redis.connect().then(() => redis.ping()), gaveUp])
  } catch (error) {
    redis.disconnect()
    const why = failure === '' && error instanceof Error ? error.message : failure
    throw new EngineError(
      'SERVER_FAILED',
      'No Redis answers at this address. Nothing was changed; check that it runs, its address and its password.',
      { name: shownAddress(url), trouble: 'unreachable', detail: why.slice(0, 300) },
      { cause: error },
    )
  }
  redis.on('close', () => onLost(true))
  redis.on('ready', () => onLost(false))
  return redis
}
