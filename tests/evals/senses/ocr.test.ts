// Needs letters: a machine without fonts draws boxes.
import { existsSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { readText } from '../../../engine/analysis/senses/photo/text-analyzer.ts'
import { SenseFile } from '../../../engine/analysis/senses/sense-file.ts'
import { drawOcrPictures, type OcrPicture } from '../../../engine/evals/senses/ocr-pictures.ts'

vi.setConfig({ testTimeout: 120_000 })

const hasFonts = existsSync('/usr/share/fonts/truetype/dejavu')

const first = async (count: number): Promise<readonly OcrPicture[]> => {
  const found: OcrPicture[] = []
  for await (const picture of drawOcrPictures(1, 1)) {
    found.push(picture)
    if (found.length === count) break
  }
  return found
}

test('pictures with words are the same for the same seed, one of each kind and language', async () => {
  const [one, again] = [await first(4), await first(4)]
  expect(again).toEqual(one)
  expect(new Set(one.map(({ kind }) => kind)).size).toBe(4)
  expect(one[0]).toMatchObject({ kind: 'print, English' })
  expect(one[0].truth.split('\n')).toHaveLength(5)
})

test.skipIf(!hasFonts)('words of print are read apart from each other (needs fonts)', async () => {
  const [{ bytes, truth }] = await first(1)
  const finding = await readText(await new SenseFile('image', 'image/jpeg', bytes).picture())
  const spaces = (text: string): number => text.split(' ').length
  const read = finding!.lines.map(({ text }) => text).join('\n')
  // Asked for nothing more than likely spaces the reader loses every fourth.
  expect(Math.abs(spaces(read) - spaces(truth))).toBeLessThanOrEqual(2)
  expect(Math.abs(read.length - truth.length)).toBeLessThanOrEqual(3)
})
