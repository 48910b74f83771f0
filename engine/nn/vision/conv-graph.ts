// Networks of convolutions written straight as ONNX graphs: channels first, weights given as TensorFlow keeps them.
import { OnnxGraph } from '../compile/onnx-graph.ts'
import type { NamedTensor } from './manifest-weights.ts'

export type Padding = 'same' | 'valid'

export interface ConvOptions {
  readonly stride?: number
  readonly padding?: Padding
  readonly dilation?: number
}

/** Rearranges a tensor; `order[i]` is the source axis of target axis i. */
const permute = ({ shape, data }: NamedTensor, order: readonly number[]): NamedTensor => {
  const target = order.map((axis) => shape[axis])
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, side) => product * side, 1))
  const out = new Float32Array(data.length)
  const at = target.map(() => 0)
  for (let i = 0; i < out.length; i++) {
    let source = 0
    for (let axis = 0; axis < order.length; axis++) source += at[axis] * strides[order[axis]]
    out[i] = data[source]
    for (let axis = order.length - 1; axis >= 0; axis--) {
      if (++at[axis] < target[axis]) break
      at[axis] = 0
    }
  }
  return { shape: target, data: out }
}

const attributesOf = ({ stride = 1, padding = 'same', dilation = 1 }: ConvOptions) => ({
  strides: [stride, stride],
  dilations: [dilation, dilation],
  auto_pad: padding === 'same' ? 'SAME_UPPER' : 'VALID',
})

/** Values are names of tensors [1, channels, height, width]. */
export class ConvGraph {
  readonly graph = new OnnxGraph()

  input(name: string, channels: number, height: number, width: number): string {
    return this.graph.input(name, [1, channels, height, width], 'float32')
  }

  constant({ shape, data }: NamedTensor): string {
    return this.graph.constant(data, shape, 'float32')
  }

  /** A number a channel, or a whole picture [1, height, width, channels], as it stands beside [1, channels, …]. */
  broadcast(tensor: NamedTensor): string {
    if (tensor.shape.length === 4) return this.constant(permute(tensor, [0, 3, 1, 2]))
    if (tensor.shape.length === 1) return this.constant({ shape: [tensor.shape[0], 1, 1], data: tensor.data })
    return this.constant(tensor)
  }

  /** @param filters [height, width, in, out] @param bias [out] */
  conv(source: string, filters: NamedTensor, bias: NamedTensor | null, options: ConvOptions = {}): string {
    const weights = this.constant(permute(filters, [3, 2, 0, 1]))
    const inputs = bias ? [source, weights, this.constant(bias)] : [source, weights]
    return this.graph.node('Conv', inputs, attributesOf(options))
  }

  /** @param filters [height, width, in, times] @param bias [in · times] */
  depthwise(
    source: string,
    filters: NamedTensor,
    bias: NamedTensor | null,
    options: ConvOptions = {},
  ): string {
    const [height, width, channels, times] = filters.shape
    const { data } = permute(filters, [2, 3, 0, 1])
    const weights = this.constant({ shape: [channels * times, 1, height, width], data })
    const inputs = bias ? [source, weights, this.constant(bias)] : [source, weights]
    return this.graph.node('Conv', inputs, { ...attributesOf(options), group: channels })
  }

  maxPool(source: string, size: number, stride: number, padding: Padding = 'same'): string {
    return this.graph.node('MaxPool', [source], {
      kernel_shape: [size, size],
      strides: [stride, stride],
      auto_pad: padding === 'same' ? 'SAME_UPPER' : 'VALID',
    })
  }

  /** [1, channels, 1, 1] */
  mean(source: string): string {
    return this.graph.node('GlobalAveragePool', [source])
  }

  op(name: 'Relu' | 'Sigmoid' | 'Add' | 'Sub' | 'Mul' | 'Identity', ...sources: readonly string[]): string {
    return this.graph.node(name, sources)
  }

  relu6(source: string): string {
    return this.graph.node('Clip', [source, this.graph.float(0), this.graph.float(6)])
  }

  leakyRelu(source: string, slope: number): string {
    return this.graph.node('LeakyRelu', [source], { alpha: { float: slope } })
  }

  /** Over the channels. */
  softmax(source: string): string {
    return this.graph.node('Softmax', [source], { axis: 1 })
  }

  concat(sources: readonly string[]): string {
    return this.graph.node('Concat', sources, { axis: 1 })
  }

  /** To a fixed size, corners as TensorFlow 1 places them. */
  resizeTo(source: string, height: number, width: number): string {
    const shape = this.graph.node('Shape', [source])
    const kept = this.graph.node('Slice', [shape, this.graph.int64s([0]), this.graph.int64s([2])])
    const sizes = this.graph.node('Concat', [kept, this.graph.int64s([height, width])], { axis: 0 })
    return this.graph.node('Resize', [source, '', '', sizes], {
      mode: 'linear',
      coordinate_transformation_mode: 'asymmetric',
    })
  }

  output(source: string, name: string, shape: readonly number[]): void {
    this.graph.output(source, shape, 'float32', name)
  }

  build(): Uint8Array {
    return this.graph.build()
  }
}
