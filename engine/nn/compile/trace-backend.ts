// The symbolic TF.js backend: while a step is traced, ops land here and are recorded instead of computed.
/* eslint-disable no-restricted-properties -- Math.random is guarded here, not used */
import * as tf from '@tensorflow/tfjs-core'
import { KERNELS } from './kernels/index.ts'
import { unsupported, type HostFill, type Trace } from './trace.ts'
import { dtypeOf, type SymbolicValue, type TensorData } from './value.ts'

const NAME = 'trace'
let current: Trace | null = null
let installed: TraceBackend | null = null

/** True while a step function is being traced: fused ops choose their kernels by it. */
export const isTracing = (): boolean => current !== null

class TraceBackend extends tf.KernelBackend {
  readonly #entries = new WeakMap<object, { readonly value: SymbolicValue; references: number }>()
  #count = 0

  dataId(value: SymbolicValue): object {
    const id = {}
    this.#entries.set(id, { value, references: 1 })
    this.#count++
    return id
  }

  lookup(id: object, shape: readonly number[], dtype: string): SymbolicValue {
    const entry = this.#entries.get(id)
    if (entry) return entry.value
    // A tensor made outside and used inside a step is a constant of the graph.
    const data = tf.engine().readSync(id) as TensorData
    return current!.constant(data, shape, dtypeOf(dtype))
  }

  override write(values: tf.BackendValues, shape: number[], dtype: tf.DataType): object {
    if (current === null)
      throw new Error('compile: a tensor of a traced step was used after tracing ended; return it instead')
    return this.dataId(current.constant(values as TensorData, shape, dtypeOf(dtype)))
  }

  override read(): Promise<tf.BackendValues> {
    throw dataRead('data()')
  }

  override readSync(id: object): tf.BackendValues {
    const data = this.#entries.get(id)?.value.data
    if (data) return data
    throw dataRead('dataSync()')
  }

  override disposeData(id: object): boolean {
    const entry = this.#entries.get(id)
    if (!entry) return true
    if (--entry.references > 0) return false
    this.#count--
    return true
  }

  override incRef(id: object): void {
    const entry = this.#entries.get(id)
    if (entry) entry.references++
  }

  override refCount(id: object): number {
    return this.#entries.get(id)?.references ?? 0
  }

  override numDataIds(): number {
    return this.#count
  }

  override floatPrecision(): 32 {
    return 32
  }

  override epsilon(): number {
    return 1e-7
  }

  override memory(): { unreliable: boolean } {
    return { unreliable: true }
  }

  override timerAvailable(): boolean {
    return false
  }

  override dispose(): void {
    // Nothing but shapes was held.
  }
}

function dataRead(call: string): Error {
  return new Error(
    `compile: ${call} inside a compiled step. Its tensors have no numbers until the step runs: return the tensor ` +
      `and read it outside, or replace the decision with tf.where.`,
  )
}

function install(): TraceBackend {
  if (installed) return installed
  const backend = new TraceBackend()
  installed = backend
  tf.registerBackend(NAME, () => backend, 0)
  const record = (kernel: string, inputs: tf.NamedTensorInfoMap, attrs: tf.NamedAttrMap | undefined) => {
    const values: Record<string, SymbolicValue> = {}
    for (const [name, info] of Object.entries(inputs)) {
      // Optional inputs arrive as undefined.
      if (info) values[name] = backend.lookup(info.dataId, info.shape, info.dtype)
    }
    return current!.record(kernel, values, attrs ?? {})
  }
  const info = (value: SymbolicValue): tf.TensorInfo => ({
    dataId: backend.dataId(value),
    shape: [...value.shape],
    dtype: value.dtype,
  })
  for (const [kernelName, rule] of Object.entries(KERNELS)) {
    tf.registerKernel({
      kernelName,
      backendName: NAME,
      kernelFunc: ({ inputs, attrs }) => {
        const outputs = record(kernelName, inputs, attrs as tf.NamedAttrMap).map(info)
        return rule.list === true ? outputs : outputs[0]
      },
    })
  }
  tf.registerKernel({
    kernelName: 'Identity',
    backendName: NAME,
    kernelFunc: ({ inputs }) =>
      info(backend.lookup(inputs['x']!.dataId, inputs['x']!.shape, inputs['x']!.dtype)),
  })
  // Whatever else the host backend knows fails by name instead of running on symbols.
  for (const { kernelName } of tf.getKernelsForBackend(tf.getBackend()))
    if (kernelName !== 'Identity' && !(kernelName in KERNELS))
      tf.registerKernel({
        kernelName,
        backendName: NAME,
        kernelFunc: () => {
          throw unsupported(kernelName)
        },
      })
  return backend
}

/** What a tracer may do while its step runs. */
export interface Tracing {
  tensor(value: SymbolicValue): tf.Tensor
  valueOf(tensor: tf.Tensor): SymbolicValue
  /** Gives a variable a symbolic value until tracing ends; the variable's own data is put back then. */
  bind(variable: tf.Variable, value: SymbolicValue): void
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** Runs `body` with every TF.js op going to `trace`; restores the backend, the variables and Math.random whatever happens. */
export function withTracing<T>(trace: Trace, body: (tracing: Tracing) => T): T {
  if (current)
    throw new Error('compile: a compiled step cannot be traced inside another; call the plain function')
  const backend = install()
  const engine = tf.engine()
  const host = tf.getBackend()
  const bound = new Map<tf.Variable, { readonly own: object; readonly symbolic: object }>()
  const random = Math.random
  const tracing: Tracing = {
    tensor: (value) =>
      engine.makeTensorFromTensorInfo(
        { dataId: backend.dataId(value), shape: [...value.shape], dtype: value.dtype },
        backend,
      ),
    valueOf: (tensor) => backend.lookup(tensor.dataId, tensor.shape, tensor.dtype),
    bind: (variable, value) => {
      const symbolic = backend.dataId(value)
      bound.set(variable, { own: variable.dataId, symbolic })
      ;(variable as Mutable<tf.Variable>).dataId = symbolic
    },
  }
  current = trace
  // Synchronous here: the backend is registered with a plain factory.
  void tf.setBackend(NAME)
  engine.startScope('trace')
  Math.random = () => {
    throw new Error(
      'compile: unseeded randomness (tf.random*, tf.dropout, Math.random) inside a compiled step would be frozen ' +
        'into the graph; draw it with randomInput()',
    )
  }
  try {
    return body(tracing)
  } finally {
    Math.random = random
    engine.endScope()
    for (const [variable, { own, symbolic }] of bound) {
      if (variable.dataId !== symbolic) engine.disposeTensor(variable)
      ;(variable as Mutable<tf.Variable>).dataId = own
    }
    current = null
    void tf.setBackend(host)
  }
}

/** For randomInput: an input of the running trace which `fill` renews before every call. */
export function hostInput(shape: readonly number[], fill: HostFill): tf.Tensor {
  const value = current!.hostInput(shape, fill)
  return tf
    .engine()
    .makeTensorFromTensorInfo(
      { dataId: installed!.dataId(value), shape: [...shape], dtype: 'float32' },
      installed!,
    )
}
