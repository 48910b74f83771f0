// One trace: the nodes that a step function recorded, simplified as they arrive; running them is compile's business.
import { backend_util } from '@tensorflow/tfjs-core'
import { KERNELS } from './kernels/index.ts'
import {
  allocate,
  sameShape,
  sizeOf,
  type Attributes,
  type DType,
  type Inputs,
  type Shape,
  type SymbolicValue,
  type TensorData,
  type TraceNode,
} from './value.ts'

/** Fills a host tensor with fresh random numbers before each run. */
export type HostFill = (target: Float32Array) => void

const broadcast = (a: Shape, b: Shape): Shape => backend_util.assertAndGetBroadcastShape([...a], [...b])
const identity: Readonly<Record<string, number>> = { Add: 0, Sub: 0, Multiply: 1, RealDiv: 1 }

export class Trace {
  readonly nodes: TraceNode[] = []
  readonly inputs: SymbolicValue[] = []
  readonly fills = new Map<SymbolicValue, HostFill>()
  readonly #recorded = new Map<string, readonly SymbolicValue[]>()
  readonly #constants = new Map<string, SymbolicValue>()
  #nextId = 0

  input(name: string, shape: Shape, dtype: DType): SymbolicValue {
    const value = this.#value({ shape: [...shape], dtype, input: name })
    this.inputs.push(value)
    return value
  }

  /** An input that `fill` renews before every run. */
  hostInput(shape: Shape, fill: HostFill): SymbolicValue {
    const value = this.input(`random${this.inputs.length}`, shape, 'float32')
    this.fills.set(value, fill)
    return value
  }

  constant(data: TensorData, shape: Shape, dtype: DType): SymbolicValue {
    const uniform = data.length > 0 && data.every((item) => item === data[0]) ? data[0] : undefined
    const key = `${dtype}:${shape.join(',')}:${uniform}`
    const known = uniform === undefined ? undefined : this.#constants.get(key)
    if (known) return known
    const value = this.#value({
      shape: [...shape],
      dtype,
      data: data.slice(),
      ...(uniform === undefined ? {} : { uniform }),
    })
    if (uniform !== undefined) this.#constants.set(key, value)
    return value
  }

  /** Records a kernel call, or returns what is already known to equal it. */
  record(kernel: string, inputs: Inputs, attrs: Attributes = {}): readonly SymbolicValue[] {
    const rule = KERNELS[kernel]
    if (!rule) throw unsupported(kernel)
    const simple = this.#simplify(kernel, inputs, attrs)
    if (simple) return [simple]
    const read = this.#throughBroadcasts(kernel, inputs, attrs)
    const key = `${kernel}|${Object.entries(read)
      .map(([name, value]) => `${name}${value.id}`)
      .join()}|${JSON.stringify(attrs)}`
    const known = this.#recorded.get(key)
    if (known) return known
    const outputs = rule.infer(kernel === 'Select' ? inputs : read, attrs).map((spec) => this.#value(spec))
    this.nodes.push({ kernel, inputs: read, attrs, outputs })
    this.#recorded.set(key, outputs)
    return outputs
  }

  #value(fields: Omit<SymbolicValue, 'id'>): SymbolicValue {
    return { ...fields, id: this.#nextId++ }
  }

  #shapeOf(kernel: string, inputs: Inputs, attrs: Attributes): Shape {
    return KERNELS[kernel].infer(inputs, attrs)[0].shape
  }

  /** Calls that change nothing, only broadcast, or make a constant. */
  #simplify(kernel: string, inputs: Inputs, attrs: Attributes): SymbolicValue | null {
    const { a, b, x } = inputs
    switch (kernel) {
      case 'Add':
      case 'Sub':
      case 'Multiply':
      case 'RealDiv': {
        const neutral = identity[kernel]
        const shape = broadcast(a.shape, b.shape)
        if (b.uniform === neutral) return this.#broadcastTo(a, shape)
        const commutes = kernel === 'Add' || kernel === 'Multiply'
        return commutes && a.uniform === neutral ? this.#broadcastTo(b, shape) : null
      }
      case 'Reshape':
        return sameShape(x.shape, this.#shapeOf(kernel, inputs, attrs)) ? x : null
      case 'Cast':
        return x.dtype === attrs['dtype'] ? x : null
      case 'Tile': {
        const repeats = attrs['reps'] as readonly number[]
        const onlyBroadcasts = x.shape.every((size, i) => size === 1 || repeats[i] === 1)
        return onlyBroadcasts ? this.#broadcastTo(x, this.#shapeOf(kernel, inputs, attrs)) : null
      }
      case 'Sum':
      case 'Mean':
      case 'Max':
      case 'Min': {
        const shape = this.#shapeOf(kernel, inputs, attrs)
        if (sizeOf(shape) !== sizeOf(x.shape) || (kernel === 'Mean' && x.dtype !== 'float32')) return null
        return this.record('Reshape', { x: x }, { shape })[0]
      }
      case 'ZerosLike':
      case 'OnesLike':
        return this.#full(kernel === 'ZerosLike' ? 0 : 1, x.shape, x.dtype)
      case 'Fill': {
        const { shape, dtype } = KERNELS['Fill'].infer({}, attrs)[0]
        return this.#full(Number(attrs['value']), shape, dtype)
      }
      default:
        return null
    }
  }

  #full(value: number, shape: Shape, dtype: DType): SymbolicValue {
    return this.constant(allocate(dtype, sizeOf(shape)).fill(value), shape, dtype)
  }

  #broadcastTo(source: SymbolicValue, shape: Shape): SymbolicValue {
    if (sameShape(source.shape, shape)) return source
    const origin = source.broadcastOf ?? source
    const key = `Broadcast|${origin.id}|${shape.join(',')}`
    const known = this.#recorded.get(key)
    if (known) return known[0]
    const value = this.#value({ shape: [...shape], dtype: origin.dtype, broadcastOf: origin })
    this.nodes.push({ kernel: 'Broadcast', inputs: { x: origin }, attrs: { shape }, outputs: [value] })
    this.#recorded.set(key, [value])
    return value
  }

  /** Elementwise kernels broadcast by themselves: read the small tensor where the result stays the same. */
  #throughBroadcasts(kernel: string, inputs: Inputs, attrs: Attributes): Inputs {
    const names =
      kernel === 'Select' ? ['condition', 't', 'e'] : KERNELS[kernel].elementwise ? ['a', 'b'] : []
    if (names.length === 0) return inputs
    const shape = this.#shapeOf(kernel, inputs, attrs)
    // A vector condition of Select means rows and cannot be read through.
    if (kernel === 'Select' && inputs['condition'].shape.length !== shape.length) return inputs
    let read = inputs
    for (const name of names) {
      const origin = read[name].broadcastOf
      if (!origin || (kernel === 'Select' && origin.shape.length !== shape.length)) continue
      const candidate = { ...read, [name]: origin }
      const joint = names.map((each) => candidate[each].shape).reduce(broadcast)
      if (sameShape(joint, shape)) read = candidate
    }
    return read
  }
}

export function unsupported(kernel: string): Error {
  return new Error(
    `compile: the TF.js op ${kernel} has no lowering to ONNX. Compose the step from supported ops, ` +
      `or add a rule for ${kernel} in engine/nn/compile/kernels.`,
  )
}
