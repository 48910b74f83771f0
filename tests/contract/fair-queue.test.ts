// Whose turn it is when many call at once: in turn, bounded, and nobody waits behind a caller who has left.
import { expect, it } from 'vitest'
import { FairQueue, QueueFull } from '../../engine/transports/http/fair-queue.ts'

const queueOf = (slots: number, capacity: number, now: () => number = () => 0) =>
  new FairQueue({ slots, capacity, now })
const stay = (): AbortSignal => new AbortController().signal
const settle = () => new Promise((resolve) => setImmediate(resolve))

it('gives callers their turns one after another, however much one of them sends', async () => {
  const queue = queueOf(1, 20)
  const first = await queue.enter('greedy', stay())
  const order: string[] = []
  const work = async (caller: string, name: string) => {
    const release = await queue.enter(caller, stay())
    order.push(name)
    release()
  }
  const all = [
    ...['g1', 'g2', 'g3'].map((name) => work('greedy', name)),
    ...['m1', 'm2'].map((name) => work('modest', name)),
    work('other', 'o1'),
  ]
  expect([queue.running, queue.waiting]).toEqual([1, 6])
  first()
  first()
  await Promise.all(all)
  expect(order).toEqual(['g1', 'm1', 'o1', 'g2', 'm2', 'g3'])
  expect([queue.running, queue.waiting]).toEqual([0, 0])
})

it('never lets more work than there are slots, also when somebody comes as a slot is given on', async () => {
  const queue = queueOf(2, 100)
  let most = 0
  const work = async (caller: string) => {
    const release = await queue.enter(caller, stay())
    most = Math.max(most, queue.running)
    await settle()
    release()
    // Comes again at the very moment at which the next one is called.
    const again = await queue.enter(caller, stay())
    most = Math.max(most, queue.running)
    await settle()
    again()
  }
  await Promise.all(Array.from({ length: 20 }, (_, i) => work(`c${i % 3}`)))
  expect(most).toBe(2)
  expect([queue.running, queue.waiting]).toEqual([0, 0])
})

it('turns away what it has no room for, and says when to come back by how long work has taken', async () => {
  let time = 0
  const queue = queueOf(1, 1, () => time)
  for (let i = 0; i < 40; i++) {
    const release = await queue.enter('a', stay())
    time += 10_000
    release()
  }
  await queue.enter('a', stay())
  const waiting = queue.enter('a', stay())
  const refused = await queue.enter('b', stay()).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(QueueFull)
  expect((refused as QueueFull).retryAfterSeconds).toBe(20)
  expect(queue.waiting).toBe(1)
  void waiting
})

it('forgets a caller who leaves at once: the place is free, and the slot goes to the next', async () => {
  const queue = queueOf(1, 2)
  const release = await queue.enter('a', stay())
  const leaving = new AbortController()
  const gone = queue.enter('b', leaving.signal)
  const next = queue.enter('c', stay())
  leaving.abort(new Error('left'))
  await expect(gone).rejects.toThrow('left')
  expect(queue.waiting).toBe(1)
  release()
  expect(typeof (await next)).toBe('function')
  await expect(queue.enter('d', AbortSignal.abort(new Error('gone before')))).rejects.toThrow('gone before')
})
