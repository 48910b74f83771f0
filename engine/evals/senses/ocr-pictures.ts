// Pictures with words that are known, drawn with the fonts of this machine: print of several kinds, and what cameras do to it. The
// sentences are those of the sample stories. How well they are read is ocr.ts' concern.
import { readFileSync } from 'node:fs'
import sharp from 'sharp'
import * as z from 'zod'
import { assetPath } from '../../domain/asset-path.ts'
import { Random } from '../../nn/seed.ts'

export interface OcrPicture {
  /** What makes it hard. */
  readonly kind: string
  readonly bytes: Uint8Array
  readonly truth: string
}

interface Look {
  readonly sizePx: number
  readonly families: readonly [latin: string, chinese: string]
  readonly ink: number
  readonly paper: number
  /** Between lines, as a multiple of their size. */
  readonly leading: number
  readonly turnDegrees: number
  /** Of the light: from this share of it at one edge to all of it at the other. */
  readonly dimmest: number
  /** Of 255. */
  readonly noise: number
  readonly blurPx: number
  readonly jpegQuality: number
}

const PRINT: Look = {
  sizePx: 28,
  families: ['DejaVu Sans', 'Noto Sans CJK SC'],
  ink: 20,
  paper: 250,
  leading: 1.6,
  turnDegrees: 0,
  dimmest: 1,
  noise: 0,
  blurPx: 0,
  jpegQuality: 92,
}

const LOOKS: Readonly<Record<string, Look>> = {
  print: PRINT,
  serif: { ...PRINT, families: ['DejaVu Serif', 'Noto Serif CJK SC'] },
  small: { ...PRINT, sizePx: 14 },
  large: { ...PRINT, sizePx: 90 },
  'far apart': { ...PRINT, leading: 4 },
  askew: { ...PRINT, turnDegrees: 6 },
  noisy: { ...PRINT, noise: 45 },
  'low contrast': { ...PRINT, ink: 150, paper: 190 },
  'light on dark': { ...PRINT, ink: 235, paper: 30 },
  'uneven light': { ...PRINT, dimmest: 0.2 },
  photographed: {
    ...PRINT,
    turnDegrees: -4,
    dimmest: 0.45,
    noise: 12,
    blurPx: 0.9,
    paper: 220,
    jpegQuality: 60,
  },
}

const LINES = 5
const MARGIN_PX = 40
const LONGEST = { en: 34, zh: 15 } as const

const storyShape = z.object({
  chapters: z.array(z.object({ scenes: z.array(z.object({ paragraphs: z.array(z.string()) })) })),
})

/** Short lines as they stand on signs, pages and notes. */
const linesOf = (language: 'en' | 'zh'): readonly string[] => {
  const file = assetPath('sample', language === 'en' ? 'en.json' : 'zh-CN.json')
  const { chapters } = storyShape.parse(JSON.parse(readFileSync(file, 'utf8')))
  const text = chapters.flatMap(({ scenes }) => scenes.flatMap(({ paragraphs }) => paragraphs)).join('\n')
  if (language === 'zh')
    return text
      .split(/[\n。！？；：，、“”‘’]/)
      .map((piece) => piece.trim().slice(0, LONGEST.zh))
      .filter((piece) => piece.length >= 5)
  const lines = ['']
  for (const word of text.replaceAll(/[“”]/g, '').replaceAll('’', "'").split(/\s+/)) {
    const longer = `${lines.at(-1)!} ${word}`.trim()
    if (longer.length <= LONGEST.en) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines.filter((line) => line.length >= 8)
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

const textPixels = (text: string, family: string, sizePx: number) =>
  sharp({ text: { text: escaped(text), font: `${family} ${sizePx}`, dpi: 72 } })
    .extractChannel(0)
    .raw()
    .toBuffer({ resolveWithObject: true })

/** A machine without Chinese letters draws every sign as the same box. */
const hasChinese = async (): Promise<boolean> => {
  const [one, two] = await Promise.all(['山', '河'].map((sign) => textPixels(sign, PRINT.families[1], 40)))
  return !one.data.equals(two.data)
}

const draw = async (lines: readonly string[], look: Look, random: Random): Promise<Uint8Array> => {
  const drawn = await Promise.all(
    lines.map((line) => textPixels(line, look.families[/\p{Script=Han}/u.test(line) ? 1 : 0], look.sizePx)),
  )
  const step = Math.round(look.sizePx * look.leading)
  const width = Math.max(...drawn.map(({ info }) => info.width)) + 2 * MARGIN_PX
  const height = step * lines.length + 2 * MARGIN_PX
  const page = new Uint8Array(width * height).fill(look.paper)
  drawn.forEach(({ data, info }, index) => {
    const top = MARGIN_PX + index * step + Math.round((step - info.height) / 2)
    for (let y = 0; y < info.height; y++)
      for (let x = 0; x < info.width; x++) {
        const share = data[(y * info.width + x) * info.channels] / 255
        const at = (top + y) * width + MARGIN_PX + x
        page[at] = Math.round(look.paper + (look.ink - look.paper) * share)
      }
  })
  let picture = sharp(page, { raw: { width, height, channels: 1 } })
  if (look.turnDegrees !== 0) {
    const background = { r: look.paper, g: look.paper, b: look.paper }
    picture = picture.toColourspace('srgb').rotate(look.turnDegrees, { background })
  }
  if (look.blurPx > 0) picture = picture.blur(look.blurPx)
  const { data, info } = await picture.toColourspace('b-w').raw().toBuffer({ resolveWithObject: true })
  const lit = Uint8Array.from({ length: info.width * info.height }, (_, i) => {
    const light = look.dimmest + ((1 - look.dimmest) * (i % info.width)) / info.width
    return Math.max(0, Math.min(255, data[i * info.channels] * light + look.noise * random.gaussian()))
  })
  return sharp(lit, { raw: { width: info.width, height: info.height, channels: 1 } })
    .jpeg({ quality: look.jpegQuality })
    .toBuffer()
}

/**
 * Of every kind `each` pictures a language (English, Chinese, both). The same seed, fonts and version of the drawing library
 * give the same pictures. Chinese is left out where the machine has no letters for it.
 */
export async function* drawOcrPictures(each: number, seed: number): AsyncGenerator<OcrPicture> {
  const random = new Random(`ocr ${seed}`)
  const [english, chinese] = [linesOf('en'), linesOf('zh')]
  const sets = { English: [english], Chinese: [chinese], mixed: [english, chinese] }
  const isLiterate = await hasChinese()
  for (const [kind, look] of Object.entries(LOOKS))
    for (const [language, sources] of Object.entries(sets)) {
      if (!isLiterate && language !== 'English') continue
      for (let n = 0; n < each; n++) {
        const lines = Array.from({ length: LINES }, (_, i) => {
          const source = sources[i % sources.length]
          return source[random.integer(source.length)]
        })
        yield {
          kind: `${kind}, ${language}`,
          bytes: await draw(lines, look, random),
          truth: lines.join('\n'),
        }
      }
    }
}
