// Builds one ONNX graph (opset 20, IR 9) node by node and serialises it; https://onnx.ai/onnx/repo-docs/IR.html.
import {
  bytesField,
  encode,
  floatField,
  integerField,
  messageField,
  stringField,
  type Message,
} from './protobuf.ts'
import type { DType, Shape } from './value.ts'

type OnnxType = DType | 'int64'
const TYPE_NUMBER = { float32: 1, int32: 6, int64: 7, bool: 9 } as const satisfies Record<OnnxType, number>

/** Wraps a number so that it is written as a float attribute; bare numbers are integers. */
export interface FloatAttribute {
  readonly float: number
}
export type OnnxAttribute = number | string | readonly number[] | FloatAttribute | OnnxGraph

export const typeNumber = (type: OnnxType): number => TYPE_NUMBER[type]

export class OnnxGraph {
  readonly #nodes: Message[] = []
  readonly #initializers: Message[] = []
  readonly #inputs: Message[] = []
  readonly #outputs: Message[] = []
  readonly #constants = new Map<string, string>()
  readonly #names: { next: number }

  /** `parent` makes this the body of a loop: names stay unique across both. */
  constructor(parent?: OnnxGraph) {
    this.#names = parent ? parent.#names : { next: 0 }
  }

  get nodeCount(): number {
    return this.#nodes.length
  }

  name(): string {
    return `t${this.#names.next++}`
  }

  /** Adds a node with one output and returns its name. */
  node(
    op: string,
    inputs: readonly string[],
    attributes: Record<string, OnnxAttribute> = {},
    domain = '',
  ): string {
    return this.nodes(op, inputs, 1, attributes, domain)[0]
  }

  /** Adds a node with `count` outputs and returns their names. */
  nodes(
    op: string,
    inputs: readonly string[],
    count: number,
    attributes: Record<string, OnnxAttribute> = {},
    domain = '',
  ): readonly string[] {
    const outputs = Array.from({ length: count }, () => this.name())
    this.#push(op, inputs, outputs, attributes, domain)
    return outputs
  }

  /** A side of −1 may be of any length. */
  input(name: string, shape: Shape, dtype: OnnxType): string {
    this.#inputs.push(valueInfo(name, shape, dtype))
    return name
  }

  /** Makes `source` an output; with `alias` under that name through an Identity. */
  output(source: string, shape: Shape, dtype: DType, alias?: string): string {
    if (alias !== undefined) this.#push('Identity', [source], [alias], {}, '')
    this.#outputs.push(valueInfo(alias ?? source, shape, dtype))
    return alias ?? source
  }

  /** A constant; equal `key`s share one. */
  constant(data: ArrayBufferView, shape: Shape, type: OnnxType, key?: string): string {
    const known = key === undefined ? undefined : this.#constants.get(key)
    if (known !== undefined) return known
    const name = this.name()
    const raw = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    this.#initializers.push([
      ...shape.flatMap((size) => integerField(1, size)),
      ...integerField(2, TYPE_NUMBER[type]),
      ...stringField(8, name),
      ...bytesField(9, raw),
    ])
    if (key !== undefined) this.#constants.set(key, name)
    return name
  }

  float(value: number): string {
    return this.constant(Float32Array.of(value), [], 'float32', `f${value}`)
  }

  scalar(value: number, dtype: DType): string {
    if (dtype === 'float32') return this.float(value)
    if (dtype === 'int32') return this.constant(Int32Array.of(value), [], 'int32', `i${value}`)
    return this.constant(Uint8Array.of(value ? 1 : 0), [], 'bool', `b${value ? 1 : 0}`)
  }

  /** An int64 vector: shapes, axes, paddings. */
  int64s(values: readonly number[]): string {
    const key = `l${values.join(',')}`
    return this.constant(BigInt64Array.from(values, BigInt), [values.length], 'int64', key)
  }

  int64(value: number): string {
    return this.constant(BigInt64Array.of(BigInt(value)), [], 'int64', `s${value}`)
  }

  reshape(source: string, shape: Shape): string {
    return this.node('Reshape', [source, this.int64s(shape)])
  }

  /** A tensor of one repeated number. */
  full(value: number, shape: Shape, dtype: DType): string {
    const scalar = this.scalar(value, dtype)
    return shape.length === 0 ? scalar : this.node('Expand', [scalar, this.int64s(shape)])
  }

  message(): Message {
    return [
      ...this.#nodes.flatMap((node) => messageField(1, node)),
      ...stringField(2, 'step'),
      ...this.#initializers.flatMap((item) => messageField(5, item)),
      ...this.#inputs.flatMap((item) => messageField(11, item)),
      ...this.#outputs.flatMap((item) => messageField(12, item)),
    ]
  }

  /** The bytes of a whole ONNX model. */
  build(): Uint8Array {
    return encode([
      ...integerField(1, 9),
      ...messageField(7, this.message()),
      ...messageField(8, [...stringField(1, ''), ...integerField(2, 20)]),
      ...messageField(8, [...stringField(1, 'com.microsoft'), ...integerField(2, 1)]),
    ])
  }

  #push(
    op: string,
    inputs: readonly string[],
    outputs: readonly string[],
    attributes: Record<string, OnnxAttribute>,
    domain: string,
  ): void {
    this.#nodes.push([
      ...inputs.flatMap((name) => stringField(1, name)),
      ...outputs.flatMap((name) => stringField(2, name)),
      ...stringField(4, op),
      ...(domain === '' ? [] : stringField(7, domain)),
      ...Object.entries(attributes).flatMap(([key, value]) => messageField(5, attribute(key, value))),
    ])
  }
}

function attribute(key: string, value: OnnxAttribute): Message {
  const name = stringField(1, key)
  const type = (number: number) => integerField(20, number)
  if (typeof value === 'number') return [...name, ...integerField(3, value), ...type(2)]
  if (typeof value === 'string') return [...name, ...stringField(4, value), ...type(3)]
  if (value instanceof OnnxGraph) return [...name, ...messageField(6, value.message()), ...type(5)]
  if ('float' in value) return [...name, ...floatField(2, value.float), ...type(1)]
  return [...name, ...value.flatMap((item) => integerField(8, item)), ...type(7)]
}

function valueInfo(name: string, shape: Shape, dtype: OnnxType): Message {
  const dims = shape.flatMap((size) => messageField(1, integerField(1, size)))
  const tensor = [...integerField(1, TYPE_NUMBER[dtype]), ...messageField(2, dims)]
  return [...stringField(1, name), ...messageField(2, messageField(1, tensor))]
}
