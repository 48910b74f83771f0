// A process in the place of a window: writes at random into the project it is given until it or the engine is killed,
// and tells its parent of every step. Not a part of the product.
import { Random } from '../../nn/seed.ts'
import type { Content } from './content.ts'
import { RandomWriter, type Intent } from './random-writer.ts'
import { openWire } from './wire.ts'

export type WindowWord =
  | { readonly kind: 'ready'; readonly content: Content }
  | { readonly kind: 'before'; readonly intent: Intent }
  | {
      readonly kind: 'after'
      readonly intent: Intent
      readonly content: Content
      readonly candidates: Readonly<Record<string, string>>
    }
  | { readonly kind: 'refused'; readonly intent: Intent; readonly code: string }
  | { readonly kind: 'ended'; readonly why: string }

const [url = '', path = '', seed = '', generates = ''] = process.argv.slice(2)

/** Resolves when the parent's end of the pipe has it: a kill after that cannot unsay it. */
const say = (word: WindowWord): Promise<void> =>
  new Promise((resolve) => {
    if (!process.connected) return resolve()
    process.send?.(word, undefined, undefined, () => resolve())
  })

process.on('disconnect', () => process.exit())

let isGone = false
try {
  const { client, gone } = await openWire(url)
  void gone.then(() => {
    isGone = true
  })
  await client.project.open({ path })
  const writer = new RandomWriter(client, new Random(seed), {
    before: (intent) => say({ kind: 'before', intent }),
    after: (intent, content, candidates) => void say({ kind: 'after', intent, content, candidates }),
    refused: (intent, code) => void say({ kind: 'refused', intent, code }),
  })
  await say({ kind: 'ready', content: await writer.start() })
  while (!isGone) await writer.step(generates === 'generates')
  await say({ kind: 'ended', why: 'engine gone' })
} catch (error) {
  await say({ kind: 'ended', why: isGone ? 'engine gone' : String(error) })
}
process.exit()
