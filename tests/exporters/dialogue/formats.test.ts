// Every format read back by somebody else's reader: each way through a dialogue says and offers what the source does.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exportAs, READERS, readerOf } from './formats.ts'
import { anyTexts, FUZZ, FUZZ_MS } from './any-texts.ts'
import { hostileTexts } from './hostile-texts.ts'
import { around, gate } from './sample-dialogues.ts'
import { everyWay, readSource } from './transcript.ts'

const SPEAKERS = ['', 'Ann', 'Old Ann', '林雨', 'Ms. O’Hara-Smith', '']

describe.each(Object.keys(READERS))('%s', (format) => {
  test('says and offers the same on every way through a dialogue with everything in it', async () => {
    const dialogue = gate()
    const source = readSource(dialogue)
    const reader = await readerOf(format, dialogue)
    const ways = everyWay(dialogue, 5)
    expect(ways.length).toBeGreaterThan(20)
    for (const way of ways) expect(reader(way), `way ${way.join(' ')}`).toEqual(source(way))
  })

  test('keeps 500 hostile texts, their speakers and the tags of their emotions', async () => {
    const texts = hostileTexts(500)
    // In pieces, so that every option of every choice is taken on some way.
    for (let from = 0; from < texts.length; from += 12) {
      const dialogue = around(texts.slice(from, from + 12), SPEAKERS)
      const source = readSource(dialogue)
      const reader = await readerOf(format, dialogue)
      for (const way of everyWay(dialogue, 3)) expect(reader(way)).toEqual(source(way))
    }
  })

  test('keeps any text at all', { timeout: FUZZ_MS }, async () => {
    await fc.assert(
      fc.asyncProperty(anyTexts, async (texts) => {
        const dialogue = around(texts, SPEAKERS)
        const reader = await readerOf(format, dialogue)
        for (const way of everyWay(dialogue, 2)) expect(reader(way)).toEqual(readSource(dialogue)(way))
      }),
      FUZZ,
    )
  })

  test('gives the same bytes for the same dialogue', async () => {
    expect(await exportAs(format, gate())).toEqual(await exportAs(format, gate()))
  })
})
