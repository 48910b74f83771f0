// Finds things and people in a picture: CenterNet on MobileNetV3 (Zhou et al. 2019), trained on COCO, as @vladmandic/human ships it.
import type { Box, ObjectsFinding } from '../../../domain/media-finding.ts'
import { graphModelToOnnx, type GraphModelFile } from '../../../nn/vision/graph-model.ts'
import { OnnxModel } from '../../../nn/vision/onnx-model.ts'
import type { MediaAnalyzer } from '../analyzer.ts'
import { packageFile, packageMissing } from '../package-files.ts'
import type { Picture } from '../sense-file.ts'
import { inPicture, keepSurest, overlap } from './boxes.ts'
import { OBJECT_NAMES } from './object-names.ts'
import { shrinkPicture } from './pixels.ts'

const PACKAGE = '@vladmandic/human'
const SIDE = 512
const CELLS = 128
const CELL_PX = SIDE / CELLS
const LEAST_SCORE = 0.3
const SAME_FROM = 0.5
const MOST = 30

let model: Promise<OnnxModel> | null = null

const open = (): Promise<OnnxModel> => {
  model ??= (() => {
    const text = new TextDecoder().decode(packageFile(PACKAGE, 'models/centernet.json'))
    const file = JSON.parse(text) as GraphModelFile
    const cells = { height: CELLS, width: CELLS }
    return OnnxModel.open(
      graphModelToOnnx(file, packageFile(PACKAGE, 'models/centernet.bin'), SIDE, [
        { node: 'tower_0/keypoints', channels: OBJECT_NAMES.length, ...cells },
        { node: 'tower_0/wh', channels: 4, ...cells },
      ]),
    )
  })()
  return model
}

interface Seen {
  readonly kind: number
  readonly confidence: number
  readonly box: Box
}

/** A cell that is the surest of its neighbours stands for a thing; four distances lead from it to the sides of its box. */
const peaksOf = (heat: Float32Array, sides: Float32Array): readonly Seen[] => {
  const plane = CELLS * CELLS
  const found: Seen[] = []
  for (let kind = 0; kind < OBJECT_NAMES.length; kind++) {
    for (let cell = 0; cell < plane; cell++) {
      const score = heat[kind * plane + cell]
      if (score < LEAST_SCORE) continue
      const [row, column] = [Math.floor(cell / CELLS), cell % CELLS]
      let isPeak = true
      for (let y = Math.max(0, row - 1); y <= Math.min(CELLS - 1, row + 1) && isPeak; y++)
        for (let x = Math.max(0, column - 1); x <= Math.min(CELLS - 1, column + 1); x++)
          if (heat[kind * plane + y * CELLS + x] > score) isPeak = false
      if (!isPeak) continue
      const [left, top, right, bottom] = [0, 1, 2, 3].map((side) => sides[side * plane + cell])
      const [x, y] = [column * CELL_PX, row * CELL_PX]
      const box = { x: x - left, y: y - top, width: left + right, height: top + bottom }
      found.push({
        kind,
        confidence: Math.round(score * 1000) / 1000,
        box: inPicture({
          x: box.x / SIDE,
          y: box.y / SIDE,
          width: box.width / SIDE,
          height: box.height / SIDE,
        }),
      })
    }
  }
  return found
}

/** Null where nothing is sure enough. */
export const seeObjects = async (picture: Picture): Promise<ObjectsFinding | null> => {
  const [heat, sides] = await (
    await open()
  ).run({
    shape: [1, 3, SIDE, SIDE],
    data: shrinkPicture(picture, { width: SIDE, height: SIDE }, { mean: [0, 0, 0], scale: [1, 1, 1] }),
  })
  const seen = keepSurest(
    peaksOf(heat.data, sides.data),
    MOST,
    (one, two) => one.kind === two.kind && overlap(one.box, two.box) >= SAME_FROM,
  )
  if (seen.length === 0) return null
  return {
    aspect: 'objects',
    confidence: seen[0].confidence,
    objects: seen.map(({ kind, confidence, box }) => ({
      name: OBJECT_NAMES[kind][0],
      nameZh: OBJECT_NAMES[kind][1],
      box,
      confidence,
    })),
  }
}

export const objectsAnalyzer: MediaAnalyzer = {
  id: 'objects',
  version: '1',
  kinds: ['image'],
  limitMs: 60_000,
  missing: () => packageMissing(PACKAGE),
  async run(file) {
    const finding = await seeObjects(await file.picture())
    return finding ? [finding] : []
  },
}
