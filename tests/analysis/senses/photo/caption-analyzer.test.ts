import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test, vi } from 'vitest'
import { captionAnalyzer } from '../../../../engine/analysis/senses/photo/caption/caption-analyzer.ts'
import { readTokenTexts } from '../../../../engine/analysis/senses/photo/caption/token-texts.ts'
import { hideBoxes } from '../../../../engine/analysis/senses/photo/hide-boxes.ts'
import { SenseFile } from '../../../../engine/analysis/senses/sense-file.ts'
import { NO_SETUP, type SenseSetup } from '../../../../engine/analysis/senses/sense-setup.ts'
import { senseContext } from '../sense-context.ts'
import { makeCaptioner } from './made-captioner.ts'

vi.setConfig({ testTimeout: 120_000 })

const plain = async (background: string) =>
  new SenseFile(
    'image',
    'image/png',
    await sharp({ create: { width: 60, height: 40, channels: 3, background } })
      .png()
      .toBuffer(),
  )

const withFolder = (folder: string): SenseSetup => ({ ...NO_SETUP, captioner: { kind: 'folder', folder } })

test('an encoder and a decoder in a folder say what a picture shows, whichever way they were exported', async () => {
  for (const merged of [false, true]) {
    const setup = withFolder(makeCaptioner({ merged }))
    expect(captionAnalyzer.missing(setup)).toBeNull()
    const [red] = await captionAnalyzer.run(await plain('#f01010'), senseContext({ setup }))
    expect(red).toMatchObject({ aspect: 'caption', en: 'A red picture.', zh: '' })
    expect(red.confidence).toBeGreaterThan(0.9)
    const [blue] = await captionAnalyzer.run(await plain('#1010f0'), senseContext({ setup }))
    expect(blue).toMatchObject({ en: 'A blue picture.' })
  }
})

test('a folder that lost a file is missed; one whose files are something else cannot be read', async () => {
  const folder = makeCaptioner()
  const setup = withFolder(folder)
  writeFileSync(join(folder, 'decoder_model.onnx'), 'no model')
  await expect(captionAnalyzer.run(await plain('#000000'), senseContext({ setup }))).rejects.toMatchObject({
    code: 'captioner-unreadable',
  })
  rmSync(join(folder, 'tokenizer.json'))
  expect(captionAnalyzer.missing(setup)).toBe('captioner-gone')
  expect(captionAnalyzer.missing(NO_SETUP)).toBe('no-captioner')
})

test('a decoder that wants something else than the encoder gives is told as such; the picture is not to blame', async () => {
  const setup = withFolder(makeCaptioner({ decoderWidth: 5 }))
  expect(captionAnalyzer.missing(setup)).toBeNull()
  await expect(captionAnalyzer.run(await plain('#f01010'), senseContext({ setup }))).rejects.toMatchObject({
    code: 'captioner-unfit',
  })
})

test('a server gets one small picture without its data and answers in both languages, or in one', async () => {
  const server = { kind: 'server', name: 'eyes', isOpen: true, hidesFaces: true } as const
  const setup: SenseSetup = { ...NO_SETUP, captioner: server }
  const sent: Uint8Array[] = []
  const answers = ['1. A quiet harbour at dusk\n黄昏时安静的港口。', '“只有中文。”', '']
  const said = []
  for (const answer of answers) {
    const ask = (jpeg: Uint8Array) => {
      sent.push(jpeg)
      return Promise.resolve(answer)
    }
    said.push(await captionAnalyzer.run(await plain('#808080'), senseContext({ setup, ask })))
  }
  expect(said).toMatchObject([
    [{ en: 'A quiet harbour at dusk.', zh: '黄昏时安静的港口。' }],
    [{ en: '', zh: '只有中文。' }],
    [],
  ])
  const { format, exif, width } = await sharp(sent[0]).metadata()
  expect([format, exif, width]).toEqual(['jpeg', undefined, 60])
  expect(captionAnalyzer.missing({ ...setup, captioner: { ...server, isOpen: false } })).toBe('door-closed')
})

test('what is hidden in a picture is a few squares, the rest is as it was', () => {
  const [width, height] = [64, 64]
  const pixels = Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * 37) % 251)
  const hidden = hideBoxes({ width, height, pixels }, [{ x: 0.25, y: 0.25, width: 0.5, height: 0.5 }])
  expect(hidden.pixels.subarray(0, 3 * 8)).toEqual(pixels.subarray(0, 3 * 8))
  const inside = new Set<string>()
  for (let y = 20; y < 44; y++)
    for (let x = 20; x < 44; x++)
      inside.add(hidden.pixels.subarray((y * width + x) * 3, (y * width + x) * 3 + 3).join(' '))
  expect(inside.size).toBeLessThanOrEqual(64)
})

test('tokens become text the way their tokenizer says: bytes, pieces of words, or marks for spaces', () => {
  const bytes = readTokenTexts({
    model: { type: 'BPE', vocab: { Ġcaf: 0, 'Ã©': 1, '<e>': 2 } },
    added_tokens: [{ id: 2, special: true }],
    decoder: { type: 'ByteLevel' },
  })
  expect(bytes.textOf([0, 1, 2])).toBe('café')
  const pieces = readTokenTexts({
    model: { vocab: { a: 0, har: 1, '##bour': 2 } },
    decoder: { type: 'WordPiece' },
  })
  expect(pieces.textOf([0, 1, 2])).toBe('a harbour')
  const marks = readTokenTexts({
    model: {
      type: 'Unigram',
      vocab: [
        ['▁two', -1],
        ['▁boat', -2],
        ['s', -3],
      ],
    },
    decoder: { type: 'Metaspace' },
  })
  expect(marks.textOf([0, 1, 2])).toBe('two boats')
  expect(() => readTokenTexts({ model: {} })).toThrow()
})
