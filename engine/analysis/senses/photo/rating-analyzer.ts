// Rates what a photo shows: a MobileNetV2 trained on drawings, everyday pictures and what is not for everybody, as nsfwjs ships it.
// What stands in its words is rated elsewhere.
import { createRequire } from 'node:module'
import type { RatingFinding } from '../../../domain/media-finding.ts'
import { graphModelToOnnx, type GraphModelFile } from '../../../nn/vision/graph-model.ts'
import { OnnxModel } from '../../../nn/vision/onnx-model.ts'
import { joinBytes } from '../../../text/join-bytes.ts'
import type { MediaAnalyzer } from '../analyzer.ts'
import type { Picture } from '../decode-picture.ts'
import { packageMissing, packagePath } from '../package-files.ts'
import { shrinkPicture } from './pixels.ts'

const PACKAGE = 'nsfwjs'
const MODEL = 'dist/models/mobilenet_v2_mid'
const PARTS = ['group1-shard1of2.min.js', 'group1-shard2of2.min.js']
const SIDE = 224
const OVER_255 = [1 / 255, 1 / 255, 1 / 255] as const

/** In the order of its answer: drawings, drawn pornography, everyday pictures, pornography, what is merely suggestive. */
const CLASSES = 5
const [DRAWN_EXPLICIT, EXPLICIT, SUGGESTIVE] = [1, 3, 4]
/** It is alarmed too soon by drawings and dim rooms: below these shares nothing is said against a picture. */
const EXPLICIT_FROM = 0.7
const SUGGESTIVE_FROM = 0.6

/** It has been wrong when it was sure. */
const MOST = 0.97

let model: Promise<OnnxModel> | null = null

const open = (): Promise<OnnxModel> => {
  model ??= (() => {
    // The package brings its numbers as modules: one object, and text in base64.
    const load = createRequire(import.meta.url)
    const file = load(packagePath(PACKAGE, `${MODEL}/model.min.js`)) as GraphModelFile
    const parts = PARTS.map((name) => load(packagePath(PACKAGE, `${MODEL}/${name}`)) as string)
    const bytes = joinBytes(parts.map((part) => Buffer.from(part, 'base64')))
    const node = file.modelTopology.node.find(({ op }) => op === 'Softmax')?.name ?? ''
    return OnnxModel.open(
      graphModelToOnnx(file, bytes, SIDE, [{ node, channels: CLASSES, height: 1, width: 1 }]),
    )
  })()
  return model
}

/** @param shares of the five classes, in the order of the network's answer */
export const ratingOf = (shares: ArrayLike<number>): RatingFinding => {
  const explicit = shares[EXPLICIT] + shares[DRAWN_EXPLICIT]
  const suggestive = explicit + shares[SUGGESTIVE]
  const rated = (rating: RatingFinding['rating'], reasons: RatingFinding['reasons'], share: number) => ({
    ...({ aspect: 'rating', rating, reasons } as const),
    confidence: Math.round(Math.min(MOST, share) * 100) / 100,
  })
  if (explicit >= EXPLICIT_FROM) return rated('adults', ['explicit'], explicit)
  if (suggestive >= SUGGESTIVE_FROM) return rated('teens', ['suggestive'], suggestive)
  return rated('everyone', [], 1 - suggestive)
}

export const ratePicture = async (picture: Picture): Promise<RatingFinding> => {
  const [{ data: shares }] = await (
    await open()
  ).run({
    shape: [1, 3, SIDE, SIDE],
    data: shrinkPicture(picture, { width: SIDE, height: SIDE }, { mean: [0, 0, 0], scale: OVER_255 }),
  })
  return ratingOf(shares)
}

export const ratingAnalyzer: MediaAnalyzer = {
  id: 'rating',
  version: '1',
  kinds: ['image'],
  limitMs: 60_000,
  missing: () => packageMissing(PACKAGE),
  run: async (file) => [await ratePicture(await file.picture())],
}
