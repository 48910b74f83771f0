// A process of its own in which llama.cpp runs: what goes wrong in native code, or for want of memory, ends it and nothing else.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { hearParent } from '../../text/child-program.ts'
import type { SampleChunk } from '../passage.ts'
import { LlamaDesk, LlamaFailure } from './llama-desk.ts'
import type { FromLlama, LoadWish, ToLlama } from './llama-messages.ts'

const say: (message: FromLlama) => void = hearParent((message) => take(message as ToLlama))

/**
 * After the first, pieces are held this long: a message a token wakes the reader's process each time, which on a busy
 * machine takes the processor from the model. Nobody reads quicker.
 */
const HOLD_MS = 33

type Work = Exclude<ToLlama, { type: 'abort' }>

const running = new Map<number, AbortController>()
let ready: { readonly key: string; readonly desk: LlamaDesk } | null = null

const keyOf = ({ path, contextTokens, gpu, writers = 1 }: LoadWish): string =>
  [path, contextTokens, gpu, writers].join('|')

const deskFor = async (id: number, wish: LoadWish, signal: AbortSignal): Promise<LlamaDesk> => {
  const key = keyOf(wish)
  if (ready?.key === key) return ready.desk
  await ready?.desk.dispose()
  ready = null
  const desk = await LlamaDesk.load(wish, (share) => say({ type: 'progress', id, share }), signal)
  ready = { key, desk }
  // Others may have been waiting for it.
  beginNext()
  return desk
}

const write = async (
  { id, wish, request }: Extract<ToLlama, { type: 'write' }>,
  signal: AbortSignal,
): Promise<void> => {
  const desk = await deskFor(id, wish, signal)
  let held: SampleChunk[] = []
  let since = -Infinity
  const flush = (): void => {
    if (held.length > 0) say({ type: 'chunks', id, chunks: held })
    held = []
    since = performance.now()
  }
  for await (const chunk of desk.write(request, () => signal.aborted)) {
    held.push(chunk)
    if (performance.now() - since < HOLD_MS) continue
    flush()
    // An abort can arrive.
    await nextTurn()
  }
  flush()
}

const answer = async (message: Work, signal: AbortSignal): Promise<void> => {
  const { id, wish } = message
  switch (message.type) {
    case 'load':
      say({ type: 'result', id, result: (await deskFor(id, wish, signal)).loaded })
      return
    case 'count': {
      const desk = await deskFor(id, wish, signal)
      say({ type: 'result', id, result: message.texts.map((text) => desk.count(text)) })
      return
    }
    case 'write':
      await write(message, signal)
      say({ type: 'result', id, result: null })
  }
}

/** In the order in which it came. */
const waiting: Work[] = []
let busy = 0

/** Another model is loaded when nobody uses this one; of one model so many passages are written as it has seats. */
const mayBegin = ({ wish }: Work): boolean =>
  busy === 0 || (ready?.key === keyOf(wish) && busy < (wish.writers ?? 1))

const begin = async (message: Work): Promise<void> => {
  const { id } = message
  const controller = running.get(id) ?? new AbortController()
  busy++
  try {
    await answer(message, controller.signal)
  } catch (error) {
    const trouble = error instanceof LlamaFailure ? error.trouble : 'failed'
    say({ type: 'error', id, trouble, message: error instanceof Error ? error.message : String(error) })
  } finally {
    busy--
    running.delete(id)
    beginNext()
  }
}

function beginNext(): void {
  for (let next = waiting[0]; next && mayBegin(next); next = waiting[0]) {
    waiting.shift()
    void begin(next)
  }
}

const take = (message: ToLlama): void => {
  if (message.type === 'abort') return running.get(message.id)?.abort()
  running.set(message.id, new AbortController())
  waiting.push(message)
  beginNext()
}
