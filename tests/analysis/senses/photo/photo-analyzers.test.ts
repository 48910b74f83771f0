// On photos that come with the package whose weights are used, and on pages drawn on the spot.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, test, vi } from 'vitest'
import { seeFaces } from '../../../../engine/analysis/senses/photo/faces-analyzer.ts'
import { seeObjects } from '../../../../engine/analysis/senses/photo/objects-analyzer.ts'
import { readText } from '../../../../engine/analysis/senses/photo/text-analyzer.ts'
import { SenseFile } from '../../../../engine/analysis/senses/sense-file.ts'
import { scoreOcr } from '../../../../engine/evals/senses/ocr.ts'
import { expressionNamed, scorePhotoEmotion } from '../../../../engine/evals/senses/photo-emotion.ts'
import { tempFolder } from '../../../helpers/temp-project.ts'
import { photo } from '../../media/samples.ts'

// Processes and networks take their time to start on a busy machine.
vi.setConfig({ testTimeout: 240_000 })

const samplePath = (name: string): string =>
  join(import.meta.dirname, '../../../../node_modules/@vladmandic/face-api/demo', name)
const pictureOf = (bytes: Uint8Array) => new SenseFile('image', 'image/jpeg', bytes).picture()
const sample = (name: string) => pictureOf(new Uint8Array(readFileSync(samplePath(name))))

const page = (lines: readonly string[], turn = 0): Promise<Buffer> =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="500"><rect width="100%" height="100%" fill="#f4efe2"/>
       <g transform="rotate(${turn} 450 250)" font-family="serif" fill="#222">${lines
         .map((line, i) => `<text x="80" y="${130 + i * 80}" font-size="42">${line}</text>`)
         .join('')}</g></svg>`,
    ),
  )
    .png()
    .toBuffer()
/** Without fonts a page stays empty. */
const hasFonts = (await sharp(await page(['Harbour'])).stats()).channels[0].stdev > 1

describe('a photo of people', () => {
  test('shows their faces, and that they are happy', async () => {
    const finding = await seeFaces(await sample('sample6.jpg'))
    expect(finding!.faces).toHaveLength(4)
    expect(finding!.faces.filter(({ feeling }) => feeling.emotion === 'joy').length).toBeGreaterThanOrEqual(3)
    for (const { box, feeling } of finding!.faces) {
      expect(box.y).toBeLessThan(0.5)
      expect(feeling.mix.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5)
    }
  })

  test('shows each face where it fills the picture as well, and once only', async () => {
    const group = await sample('sample6.jpg')
    const { width, height, pixels } = group
    for (const { box } of (await seeFaces(group))!.faces) {
      const area = {
        left: Math.round((box.x - 0.15 * box.width) * width),
        top: Math.round((box.y - 0.35 * box.height) * height),
        width: Math.round(1.3 * box.width * width),
        height: Math.round(1.5 * box.height * height),
      }
      const portrait = sharp(pixels, { raw: { width, height, channels: 3 } })
        .extract(area)
        .png()
      expect((await seeFaces(await pictureOf(await portrait.toBuffer())))?.faces).toHaveLength(1)
    }
  })

  test('shows people, named in two languages, the surest first', async () => {
    const finding = await seeObjects(await sample('sample6.jpg'))
    const people = finding!.objects.filter(({ name }) => name === 'person')
    expect(people.length).toBeGreaterThanOrEqual(3)
    expect(people[0].nameZh).toBe('人')
    const trust = finding!.objects.map(({ confidence }) => confidence)
    expect(trust).toEqual(trust.toSorted((a, b) => b - a))
  })
})

test('a picture of two flat colours has no faces, no things and no words', async () => {
  const picture = await pictureOf(await photo().jpeg().toBuffer())
  expect(await seeFaces(picture)).toBeNull()
  expect(await seeObjects(picture)).toBeNull()
  expect(await readText(picture)).toBeNull()
})

test.skipIf(!hasFonts)(
  'words are read line by line, also when the page lies askew (needs fonts)',
  async () => {
    const lines = ['Harbour Café', 'Open daily until late', 'No dogs, no exceptions.']
    for (const turn of [0, 5]) {
      const finding = await readText(await pictureOf(await page(lines, turn)))
      expect(finding!.lines.map(({ text }) => text)).toEqual(lines)
    }
  },
)

test.skipIf(!hasFonts)('error rates of reading are counted in characters (needs fonts)', async () => {
  const folder = tempFolder()
  writeFileSync(join(folder, 'a.png'), await page(['Harbour lights']))
  writeFileSync(join(folder, 'a.txt'), 'Harbour lights\n')
  writeFileSync(join(folder, 'b.png'), await page(['Harbour lights']))
  writeFileSync(join(folder, 'b.txt'), 'Harbour nights\n')
  writeFileSync(join(folder, 'without-text.png'), 'x')
  expect(await scoreOcr(folder, () => undefined)).toMatchObject({
    count: 2,
    characters: 28,
    cer: Math.round(10_000 / 28) / 10_000,
    unreadable: 0,
  })
  await expect(scoreOcr(tempFolder(), () => undefined)).rejects.toThrow('no pictures')
})

test('expressions are scored by folder, the largest face of each picture', async () => {
  const folder = tempFolder()
  for (const name of ['test/3_happy', 'Neutral', 'holiday'])
    mkdirSync(join(folder, name), { recursive: true })
  cpSync(samplePath('sample6.jpg'), join(folder, 'test/3_happy', 'one.jpg'))
  // Under a wrong name: a guess that misses.
  cpSync(samplePath('sample6.jpg'), join(folder, 'Neutral', 'two.jpg'))
  writeFileSync(join(folder, 'Neutral', 'three.jpg'), 'not a picture')
  writeFileSync(join(folder, 'Neutral', 'labels.csv'), 'a,b')
  writeFileSync(join(folder, 'holiday', 'four.jpg'), 'whatever')
  const scores = await scorePhotoEmotion(folder, () => undefined)
  expect(scores).toMatchObject({
    count: 2,
    accuracy: 0.5,
    uar: 0.5,
    facesFound: 2,
    facesMissed: 0,
    unreadable: 1,
    leftOut: ['holiday'],
    perClass: { joy: { count: 1, recall: 1 }, neutral: { count: 1, recall: 0 } },
  })
})

test('folders of faces are known by many names', () => {
  const names = [
    'Happiness',
    '3_happy',
    'joyful faces',
    'ANGRY',
    'anger',
    'sad',
    'AF',
    'fearful',
    'surprised',
    '厌恶',
    'NE',
  ]
  expect(names.map(expressionNamed)).toEqual([
    'joy',
    'joy',
    'joy',
    'anger',
    'anger',
    'sadness',
    'fear',
    'fear',
    'surprise',
    'disgust',
    'neutral',
  ])
  expect(['contempt', 'train', 'happy-or-sad', '7'].map(expressionNamed)).toEqual([null, null, null, null])
})
