// Streamed text: joined into few events, whole, in order, per candidate, and stoppable.
import { setTimeout as sleep } from 'node:timers/promises'
import { createRouterClient, os } from '@orpc/server'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { joinText } from '../../engine/services/join-text.ts'

type Event = { kind: 'text'; index: number; text: string } | { kind: 'scored'; index: number }

const streamOf = async (produce: () => AsyncGenerator<Event>): Promise<Event[]> => {
  const router = { continue: os.use(joinText).handler(produce) }
  const events: Event[] = []
  for await (const event of await createRouterClient(router).continue()) events.push(event)
  return events
}

const textOf = (events: readonly Event[], index: number): string =>
  events.map((event) => (event.kind === 'text' && event.index === index ? event.text : '')).join('')

it('drops nothing and keeps the order, whatever comes in which order', async () => {
  const event: fc.Arbitrary<Event> = fc.oneof(
    fc.record({ kind: fc.constant('text' as const), index: fc.nat(2), text: fc.string() }),
    fc.record({ kind: fc.constant('scored' as const), index: fc.nat(2) }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 40 }), async (given) => {
      const joined = await streamOf(async function* () {
        for (const [at, one] of given.entries()) {
          if (at % 7 === 3) await sleep(1)
          yield one
        }
      })
      for (const index of [0, 1, 2]) expect(textOf(joined, index)).toBe(textOf(given, index))
      const others = (events: readonly Event[]): Event[] => events.filter(({ kind }) => kind === 'scored')
      expect(others(joined)).toEqual(others(given))
    }),
    { numRuns: 30 },
  )
})

it('sends a burst of pieces as a few events', async () => {
  const events = await streamOf(async function* () {
    for (let at = 0; at < 5000; at++) yield { kind: 'text', index: 0, text: 'x' }
  })
  expect(textOf(events, 0)).toHaveLength(5000)
  expect(events.length).toBeLessThan(500)
})

it('passes an error on after the text that came before it', async () => {
  const router = {
    continue: os.use(joinText).handler(async function* (): AsyncGenerator<Event> {
      yield { kind: 'text', index: 0, text: 'so far' }
      throw new Error('the model stopped')
    }),
  }
  const events: Event[] = []
  const read = async (): Promise<void> => {
    for await (const event of await createRouterClient(router).continue()) events.push(event)
  }
  await expect(read()).rejects.toThrow('the model stopped')
  expect(textOf(events, 0)).toBe('so far')
})

it('ends its source when nobody listens any more', async () => {
  let ended = false
  const router = {
    continue: os.use(joinText).handler(async function* (): AsyncGenerator<Event> {
      try {
        for (;;) {
          await sleep(1)
          yield { kind: 'text', index: 0, text: 'x' }
        }
      } finally {
        ended = true
      }
    }),
  }
  const stream = await createRouterClient(router).continue()
  await stream.next()
  await stream.return(undefined)
  await expect.poll(() => ended).toBe(true)
})
