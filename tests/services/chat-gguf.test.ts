// A model file with a chat template answers in a process of its own; what does not fit is said before it is asked.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { loadLlama } from '../helpers/llama.ts'
import { randomGguf } from '../helpers/llama-model.ts'
import { collect, workbench } from './workbench.ts'

const llama = await loadLlama()
const folder = mkdtempSync(join(tmpdir(), 'chat-'))
afterAll(() => rmSync(folder, { recursive: true }))

const TEMPLATE = `{% for message in messages %}{{ message.role + ': ' + message.content + '\\n' }}{% endfor %}assistant:`
const KEY = 'tokenizer.chat_template'
const STRING = 8
const ALIGNMENT = 32

/** The same file with one more fact, first among its facts; padded so that the weights keep their alignment. */
const withTemplate = (file: Buffer): Buffer => {
  const bare = 8 + KEY.length + 4 + 8 + TEMPLATE.length
  const template = TEMPLATE.padEnd(TEMPLATE.length + ((ALIGNMENT - (bare % ALIGNMENT)) % ALIGNMENT))
  const fact = Buffer.alloc(8 + KEY.length + 4 + 8 + template.length)
  fact.writeBigUInt64LE(BigInt(KEY.length), 0)
  fact.write(KEY, 8)
  fact.writeUInt32LE(STRING, 8 + KEY.length)
  fact.writeBigUInt64LE(BigInt(template.length), 12 + KEY.length)
  fact.write(template, 20 + KEY.length)
  const head = Buffer.from(file.subarray(0, 24))
  head.writeBigUInt64LE(head.readBigUInt64LE(16) + 1n, 16)
  return Buffer.concat([head, fact, file.subarray(24)])
}

it.skipIf(!('llama' in llama))(
  'answers, the same for the same seed, and refuses what is too long',
  async () => {
    const plain = await randomGguf(folder, 'plain.gguf')
    const path = join(folder, 'chat.gguf')
    writeFileSync(path, withTemplate(readFileSync(plain)))
    const { client, sceneIds, engine } = workbench({ scenes: [['It was raining.']] })
    try {
      const [{ id: writerId }] = await client.model.add({ path })
      const { instructions } = await client.chat.commands({ writerId })
      expect(instructions).toBe(true)
      const wish = { sceneId: sceneIds[0], writerId, text: 'Who is it?', words: 12, seed: 4 }
      const answers = [
        await collect(await client.chat.ask(wish)),
        await collect(await client.chat.ask(wish)),
      ].map((events) => events.at(-1))
      const [first, second] = answers.map((event) => (event?.kind === 'done' ? event.message : null))
      expect(first?.text).toBeTruthy()
      expect(second?.text).toBe(first?.text)
      expect(first?.sent).toContain('It was raining.')
      await expect(
        collect(await client.chat.ask({ ...wish, text: 'Why is it so? '.repeat(200) })),
      ).rejects.toMatchObject({ data: { reason: 'too-long' } })
    } finally {
      engine.llama.dispose()
    }
  },
)
