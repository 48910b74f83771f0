// Two small networks of faces, written as graphs: where faces are (a tiny YOLO v2 of separable convolutions), and what they
// express (densely joined separable convolutions). Their weights come with @vladmandic/face-api; shapes follow them.
import { ConvGraph } from '../../../nn/vision/conv-graph.ts'
import {
  readManifestWeights,
  type ManifestEntry,
  type NamedTensor,
} from '../../../nn/vision/manifest-weights.ts'
import { packageFile } from '../package-files.ts'

export const FACE_PACKAGE = '@vladmandic/face-api'

const weightsOf = (name: string): ((tensor: string) => NamedTensor) => {
  const manifest = JSON.parse(
    new TextDecoder().decode(packageFile(FACE_PACKAGE, `model/${name}_model-weights_manifest.json`)),
  ) as readonly { readonly weights: readonly ManifestEntry[] }[]
  const weights = readManifestWeights(
    manifest.flatMap((group) => group.weights),
    packageFile(FACE_PACKAGE, `model/${name}_model.bin`),
  )
  return (tensor) => {
    const found = weights.get(tensor)
    if (!found) throw new Error(`${name} has no weights ${tensor}.`)
    return found
  }
}

/** The network sees squares of this side. */
export const DETECTOR_SIDE = 512
/** A cell of the answer a square of this side. */
export const DETECTOR_STRIDE = 32
/** Width and height of the boxes that it varies, in cells. */
export const DETECTOR_ANCHORS: readonly (readonly [number, number])[] = [
  [1.603231, 2.094468],
  [6.041143, 7.080126],
  [2.882459, 3.518061],
  [4.266906, 5.178857],
  [9.041765, 10.66308],
]
/** x, y, width, height, score. */
export const DETECTOR_NUMBERS = 5
export const DETECTOR_MEAN = [117.001, 114.697, 97.404] as const
const LEAK = 0.1

/** picture [1, 3, side, side], bytes less DETECTOR_MEAN over 255 → [1, anchors · numbers, cells, cells] */
export const faceDetectorGraph = (): Uint8Array => {
  const weights = weightsOf('tiny_face_detector')
  const graph = new ConvGraph()
  const leaky = (value: string): string => graph.leakyRelu(value, LEAK)
  const separable = (value: string, name: string): string => {
    const depthwise = graph.depthwise(value, weights(`${name}/depthwise_filter`), null)
    return leaky(graph.conv(depthwise, weights(`${name}/pointwise_filter`), weights(`${name}/bias`)))
  }
  const picture = graph.input('picture', 3, DETECTOR_SIDE, DETECTOR_SIDE)
  let value = leaky(
    graph.conv(picture, weights('conv0/filters'), weights('conv0/bias'), { padding: 'valid' }),
  )
  for (const name of ['conv1', 'conv2', 'conv3', 'conv4', 'conv5']) {
    value = graph.maxPool(value, 2, 2)
    value = separable(value, name)
  }
  value = graph.maxPool(value, 2, 1)
  value = graph.conv(value, weights('conv8/filters'), weights('conv8/bias'), { padding: 'valid' })
  const cells = DETECTOR_SIDE / DETECTOR_STRIDE
  graph.output(value, 'boxes', [1, DETECTOR_ANCHORS.length * DETECTOR_NUMBERS, cells, cells])
  return graph.build()
}

export const EXPRESSION_SIDE = 112
export const EXPRESSION_MEAN = [122.782, 117.001, 104.298] as const
/** In the order of the network's answer. */
export const EXPRESSIONS = ['neutral', 'joy', 'sadness', 'anger', 'fear', 'disgust', 'surprise'] as const

/** face [1, 3, side, side], bytes less EXPRESSION_MEAN over 255 → logits [1, expressions, 1, 1] */
export const expressionGraph = (): Uint8Array => {
  const weights = weightsOf('face_expression')
  const graph = new ConvGraph()
  const separable = (value: string, name: string, stride: number): string => {
    const depthwise = graph.depthwise(value, weights(`${name}/depthwise_filter`), null, { stride })
    return graph.conv(depthwise, weights(`${name}/pointwise_filter`), weights(`${name}/bias`))
  }
  /** Each next convolution sees the sum of those before it. */
  const block = (value: string, name: string, isFirst: boolean): string => {
    const first = isFirst
      ? graph.conv(value, weights(`${name}/conv0/filters`), weights(`${name}/conv0/bias`), { stride: 2 })
      : separable(value, `${name}/conv0`, 2)
    let sum = graph.op('Relu', first)
    let seen = sum
    for (const part of ['conv1', 'conv2', 'conv3']) {
      sum = graph.op('Add', sum, separable(seen, `${name}/${part}`, 1))
      seen = graph.op('Relu', sum)
    }
    return seen
  }
  let value = graph.input('face', 3, EXPRESSION_SIDE, EXPRESSION_SIDE)
  for (const [index, name] of ['dense0', 'dense1', 'dense2', 'dense3'].entries())
    value = block(value, name, index === 0)
  const pooled = graph.mean(value)
  const { shape, data } = weights('fc/weights')
  const logits = graph.conv(pooled, { shape: [1, 1, ...shape], data }, weights('fc/bias'))
  graph.output(logits, 'expressions', [1, EXPRESSIONS.length, 1, 1])
  return graph.build()
}
