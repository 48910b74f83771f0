// Finds faces in a picture and says what they express. Whose they are is nobody's business here.
import { EMOTIONS } from '../../../domain/emotion.ts'
import type { Box, Face, FacesFinding } from '../../../domain/media-finding.ts'
import { OnnxModel } from '../../../nn/vision/onnx-model.ts'
import type { MediaAnalyzer } from '../analyzer.ts'
import { feelingOfShares } from '../compose/feelings.ts'
import { packageMissing } from '../package-files.ts'
import type { Picture } from '../sense-file.ts'
import { inPicture, keepSurest, nesting } from './boxes.ts'
import {
  DETECTOR_ANCHORS,
  DETECTOR_MEAN,
  DETECTOR_NUMBERS,
  DETECTOR_SIDE,
  DETECTOR_STRIDE,
  EXPRESSION_MEAN,
  EXPRESSION_SIDE,
  EXPRESSIONS,
  expressionGraph,
  FACE_PACKAGE,
  faceDetectorGraph,
} from './face-networks.ts'
import { sampleArea, shrinkPicture } from './pixels.ts'

const LEAST_SCORE = 0.5
/** Faces do not lie in one another. */
const SAME_FROM = 0.4
const MOST = 20
/** Smaller faces say nothing that can be read. */
const LEAST_SIDE_PX = 20
/**
 * What the picture's longer side is of the detector's square: it knows faces best that take a third of it. The whole square finds
 * the small ones, the others those that fill the picture.
 */
const SHARES = [1, 0.6, 0.4] as const
/** Squares of these sides, as shares of a face's mean side: what they express together depends less on where the box ends. */
const CROPS = [0.9, 1, 1.1] as const
/** Keeps one crop's certainty of nothing from deciding alone. */
const LEAST_SHARE = 1e-6
const OVER_255 = [1 / 255, 1 / 255, 1 / 255] as const

let models: Promise<{ readonly detector: OnnxModel; readonly expression: OnnxModel }> | null = null

const open = () => {
  models ??= (async () => ({
    detector: await OnnxModel.open(faceDetectorGraph()),
    expression: await OnnxModel.open(expressionGraph()),
  }))()
  return models
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x))

interface Found {
  readonly box: Box
  readonly confidence: number
}

/** @param share one of SHARES. */
const boxesOf = (answer: Float32Array, { width, height }: Picture, share: number): readonly Found[] => {
  const cells = DETECTOR_SIDE / DETECTOR_STRIDE
  const plane = cells * cells
  const longest = Math.max(width, height) / share
  const found: Found[] = []
  DETECTOR_ANCHORS.forEach(([anchorWidth, anchorHeight], anchor) => {
    const at = (number: number, cell: number): number =>
      answer[(anchor * DETECTOR_NUMBERS + number) * plane + cell]
    for (let cell = 0; cell < plane; cell++) {
      const confidence = sigmoid(at(4, cell))
      if (confidence < LEAST_SCORE) continue
      const boxWidth = (Math.exp(at(2, cell)) * anchorWidth) / cells
      const boxHeight = (Math.exp(at(3, cell)) * anchorHeight) / cells
      const x = ((cell % cells) + sigmoid(at(0, cell))) / cells - boxWidth / 2
      const y = (Math.floor(cell / cells) + sigmoid(at(1, cell))) / cells - boxHeight / 2
      const [across, down] = [longest / width, longest / height]
      const box = { x: x * across, y: y * down, width: boxWidth * across, height: boxHeight * down }
      found.push({ box: inPicture(box), confidence })
    }
  })
  return found
}

/** @param share one of SHARES. */
const detectAt = async (picture: Picture, share: number): Promise<readonly Found[]> => {
  const { detector } = await open()
  const { width, height } = picture
  const scale = (share * DETECTOR_SIDE) / Math.max(width, height)
  const size = {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  }
  const seen = shrinkPicture(picture, size, { mean: DETECTOR_MEAN, scale: OVER_255 })
  // The rest of the square is black.
  const data = new Float32Array(3 * DETECTOR_SIDE * DETECTOR_SIDE)
  for (let c = 0; c < 3; c++) {
    data.fill(
      -DETECTOR_MEAN[c] / 255,
      c * DETECTOR_SIDE * DETECTOR_SIDE,
      (c + 1) * DETECTOR_SIDE * DETECTOR_SIDE,
    )
    for (let row = 0; row < size.height; row++) {
      const from = (c * size.height + row) * size.width
      data.set(seen.subarray(from, from + size.width), (c * DETECTOR_SIDE + row) * DETECTOR_SIDE)
    }
  }
  const [{ data: answer }] = await detector.run({ shape: [1, 3, DETECTOR_SIDE, DETECTOR_SIDE], data })
  return boxesOf(answer, picture, share)
}

const detect = async (picture: Picture): Promise<readonly Found[]> => {
  const found: Found[] = []
  for (const share of SHARES) found.push(...(await detectAt(picture, share)))
  return keepSurest(found, MOST, (one, two) => nesting(one.box, two.box) >= SAME_FROM)
}

/** Probabilities of logarithms that are right but for one summand. */
const sharesOf = (logs: ArrayLike<number>): readonly number[] => {
  const most = Math.max(...Array.from(logs))
  const weights = Array.from(logs, (log) => Math.exp(log - most))
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return weights.map((weight) => weight / sum)
}

/** Probabilities in the order of EMOTIONS of what stands in the box, in the middle of a black square. */
export const expressionIn = async (picture: Picture, box: Box): Promise<readonly number[]> => {
  const { expression } = await open()
  const [width, height] = [box.width * picture.width, box.height * picture.height]
  const side = Math.max(width, height)
  const origin = {
    x: box.x * picture.width - (side - width) / 2,
    y: box.y * picture.height - (side - height) / 2,
  }
  const data = sampleArea(
    picture,
    { origin, across: { x: side, y: 0 }, down: { x: 0, y: side } },
    { width: EXPRESSION_SIDE, height: EXPRESSION_SIDE },
    { mean: EXPRESSION_MEAN, scale: OVER_255 },
  )
  const [{ data: logits }] = await expression.run({
    shape: [1, 3, EXPRESSION_SIDE, EXPRESSION_SIDE],
    data,
  })
  const shares = sharesOf(logits)
  return EMOTIONS.map((emotion) => shares[EXPRESSIONS.indexOf(emotion)])
}

/** As expressionIn, of a box that was found and not drawn: the geometric mean over CROPS. */
const expressionAround = async (picture: Picture, box: Box): Promise<readonly number[]> => {
  const [width, height] = [box.width * picture.width, box.height * picture.height]
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  const logs = EMOTIONS.map(() => 0)
  for (const crop of CROPS) {
    const side = (crop * (width + height)) / 2
    const square = { width: side / picture.width, height: side / picture.height }
    const mix = await expressionIn(picture, {
      ...{ x: middle.x - square.width / 2, y: middle.y - square.height / 2 },
      ...square,
    })
    mix.forEach((share, at) => (logs[at] += Math.log(share + LEAST_SHARE) / CROPS.length))
  }
  return sharesOf(logs)
}

/** Null where there is no face. */
export const seeFaces = async (picture: Picture): Promise<FacesFinding | null> => {
  const large = (await detect(picture)).filter(
    ({ box }) => Math.min(box.width * picture.width, box.height * picture.height) >= LEAST_SIDE_PX,
  )
  const faces: Face[] = []
  for (const { box, confidence } of large)
    faces.push({ box, confidence, feeling: feelingOfShares(await expressionAround(picture, box)) })
  if (faces.length === 0) return null
  faces.sort((a, b) => b.box.width * b.box.height - a.box.width * a.box.height)
  return { aspect: 'faces', confidence: faces[0].confidence, faces }
}

export const facesAnalyzer: MediaAnalyzer = {
  id: 'faces',
  version: '2',
  kinds: ['image'],
  limitMs: 60_000,
  missing: () => packageMissing(FACE_PACKAGE),
  async run(file) {
    const finding = await seeFaces(await file.picture())
    return finding ? [finding] : []
  },
}
