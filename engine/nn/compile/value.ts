// The vocabulary of a trace: symbolic values, recorded nodes, and the rule that every kernel follows.
import type { OnnxGraph } from './onnx-graph.ts'

export type DType = 'float32' | 'int32' | 'bool'
export type TensorData = Float32Array | Int32Array | Uint8Array
export type Shape = readonly number[]

export interface OutputSpec {
  readonly shape: Shape
  readonly dtype: DType
}

/** A tensor that has a shape but, unless it is a constant, no numbers yet. */
export interface SymbolicValue extends OutputSpec {
  readonly id: number
  /** Name of the graph input, for arguments, state and host-filled randomness. */
  readonly input?: string
  /** Numbers of a constant. */
  readonly data?: TensorData
  /** The one number of which a constant consists. */
  readonly uniform?: number
  /** For the result of a pure broadcast: what was broadcast. */
  readonly broadcastOf?: SymbolicValue
}

export type Inputs = Readonly<Record<string, SymbolicValue>>
export type Attributes = Readonly<Record<string, unknown>>

export interface TraceNode {
  readonly kernel: string
  readonly inputs: Inputs
  readonly attrs: Attributes
  readonly outputs: readonly SymbolicValue[]
}

/** Shape inference and lowering of one TF.js kernel. */
export interface KernelRule {
  /** Elementwise binary: reads through broadcasts and takes uniform constants as scalars. */
  readonly elementwise?: boolean
  /** Returns a list to TF.js even when there is one output. */
  readonly list?: boolean
  /** The input whose buffer the first output may take over when both are one variable's. */
  readonly inPlace?: string
  infer(inputs: Inputs, attrs: Attributes): readonly OutputSpec[]
  /** Emits ONNX nodes; `names` are the ONNX names by input; returns the names of the outputs. */
  lower(
    graph: OnnxGraph,
    names: Readonly<Record<string, string>>,
    node: TraceNode,
  ): string | readonly string[]
}

export type KernelTable = Readonly<Record<string, KernelRule>>

export const sizeOf = (shape: Shape): number => shape.reduce((a, b) => a * b, 1)

export const sameShape = (a: Shape, b: Shape): boolean =>
  a.length === b.length && a.every((size, i) => size === b[i])

export function allocate(dtype: DType, size: number): TensorData {
  return dtype === 'float32'
    ? new Float32Array(size)
    : dtype === 'int32'
      ? new Int32Array(size)
      : new Uint8Array(size)
}

export function dtypeOf(dtype: string): DType {
  if (dtype === 'float32' || dtype === 'int32' || dtype === 'bool') return dtype
  throw new Error(`compile: dtype ${dtype} is not supported; use float32, int32 or bool`)
}
