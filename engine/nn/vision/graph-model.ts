// Turns a frozen network of TensorFlow.js ("graph model") that looks at one picture into an ONNX model. Knows the operators
// of mobile networks; another one is told by its name.
import { ConvGraph, type ConvOptions } from './conv-graph.ts'
import { readManifestWeights, type ManifestEntry, type NamedTensor } from './manifest-weights.ts'

interface GraphNode {
  readonly name: string
  readonly op: string
  readonly input?: readonly string[]
  readonly attr?: Readonly<Record<string, GraphAttribute>>
}

interface GraphAttribute {
  /** Base64 of the text. */
  readonly s?: string
  readonly b?: boolean
  readonly list?: { readonly i?: readonly string[]; readonly s?: readonly string[] }
}

export interface GraphModelFile {
  readonly modelTopology: { readonly node: readonly GraphNode[] }
  readonly weightsManifest: readonly { readonly weights: readonly ManifestEntry[] }[]
}

export interface GraphOutput {
  /** The node of the graph, and the name of the output of the ONNX model. */
  readonly node: string
  readonly channels: number
  readonly height: number
  readonly width: number
}

const textOf = (base64: string | undefined): string => Buffer.from(base64 ?? '', 'base64').toString('latin1')

const convOptions = ({ attr }: GraphNode): ConvOptions => ({
  stride: Number(attr?.['strides']?.list?.i?.[1] ?? 1),
  dilation: Number(attr?.['dilations']?.list?.i?.[1] ?? 1),
  padding: textOf(attr?.['padding']?.s) === 'VALID' ? 'valid' : 'same',
})

/** A matrix [in, out] over channels is a convolution of one pixel. */
const asFilters = ({ shape, data }: NamedTensor): NamedTensor => ({ shape: [1, 1, ...shape], data })

/** What follows a fused convolution: bias, then perhaps an activation. */
const fusedWith = ({ attr }: GraphNode): readonly string[] =>
  (attr?.['fused_ops']?.list?.s ?? []).map((each) => textOf(each))

/** @param side of the square input `picture` [1, 3, side, side]. Throws on an operator that it does not know. */
export const graphModelToOnnx = (
  file: GraphModelFile,
  bytes: Uint8Array<ArrayBuffer>,
  side: number,
  outputs: readonly GraphOutput[],
): Uint8Array => {
  const weights = readManifestWeights(
    file.weightsManifest.flatMap((group) => group.weights),
    bytes,
  )
  const nodes = new Map(file.modelTopology.node.map((node) => [node.name, node]))
  const graph = new ConvGraph()
  const built = new Map<string, string>()

  const sourceOf = (raw: string): string => raw.replace(/^\^/, '').split(':')[0]
  const constantOf = (raw: string): NamedTensor => {
    const tensor = weights.get(sourceOf(raw))
    if (!tensor) throw new Error(`The network has no constant ${raw}.`)
    return tensor
  }
  /** Of an operand that may be a constant. */
  const operand = (raw: string): string => {
    const name = sourceOf(raw)
    const tensor = weights.get(name)
    return tensor ? graph.broadcast(tensor) : build(name)
  }
  const activated = (source: string, node: GraphNode): string => {
    const fused = fusedWith(node)
    if (fused.includes('Relu6')) return graph.relu6(source)
    return fused.includes('Relu') ? graph.op('Relu', source) : source
  }
  const lower = (node: GraphNode): string => {
    const inputs = (node.input ?? []).filter((raw) => !raw.startsWith('^'))
    const bias = (): NamedTensor | null => (inputs.length > 2 ? constantOf(inputs[2]) : null)
    switch (node.op) {
      case 'Placeholder':
        return graph.input('picture', 3, side, side)
      case 'Conv2D':
      case '_FusedConv2D':
        return activated(graph.conv(build(inputs[0]), constantOf(inputs[1]), bias(), convOptions(node)), node)
      case 'DepthwiseConv2dNative':
      case 'FusedDepthwiseConv2dNative':
        return activated(
          graph.depthwise(build(inputs[0]), constantOf(inputs[1]), bias(), convOptions(node)),
          node,
        )
      case 'Add':
      case 'AddV2':
      case 'BiasAdd':
        return graph.op('Add', operand(inputs[0]), operand(inputs[1]))
      case 'Sub':
        return graph.op('Sub', operand(inputs[0]), operand(inputs[1]))
      case 'Mul':
        return graph.op('Mul', operand(inputs[0]), operand(inputs[1]))
      case 'Relu':
      case 'Sigmoid':
      case 'Identity':
        return graph.op(node.op, operand(inputs[0]))
      case 'Relu6':
        return graph.relu6(operand(inputs[0]))
      // The last pooling of a classifier is over all that is left.
      case 'Mean':
      case 'AvgPool':
        return graph.mean(operand(inputs[0]))
      case 'Squeeze':
        // A picture of one pixel stays one.
        return build(inputs[0])
      case 'MatMul':
      case '_FusedMatMul':
        return activated(graph.conv(build(inputs[0]), asFilters(constantOf(inputs[1])), bias()), node)
      case 'Softmax':
        return graph.softmax(build(inputs[0]))
      case 'ConcatV2':
        return graph.concat(inputs.slice(0, -1).map(operand))
      case 'ResizeBilinear': {
        const [height, width] = constantOf(inputs[1]).data
        return graph.resizeTo(operand(inputs[0]), height, width)
      }
      default:
        throw new Error(`The network uses ${node.op}, which is not known here.`)
    }
  }
  const build = (raw: string): string => {
    const name = sourceOf(raw)
    const known = built.get(name)
    if (known !== undefined) return known
    const node = nodes.get(name)
    if (!node) throw new Error(`The network has no node ${name}.`)
    const value = lower(node)
    built.set(name, value)
    return value
  }
  for (const { node, channels, height, width } of outputs)
    graph.output(build(node), node, [1, channels, height, width])
  return graph.build()
}
