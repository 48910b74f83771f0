// compile(step): traces a TF.js step function (forward, gradients, optimizer) and runs it as one ONNX graph.
import * as tf from '@tensorflow/tfjs-core'
import type { Tensor } from 'onnxruntime-node'
import { physicalCores } from '../threads.ts'
import { KERNELS } from './kernels/index.ts'
import { lower } from './lower.ts'
import { openSession, type Feeds, type Session } from './session.ts'
import { ortTensor, slotOf, spareOf, swap, type StateSlot } from './state.ts'
import { withTracing } from './trace-backend.ts'
import { Trace, type HostFill } from './trace.ts'
import { workingBytes } from './working-memory.ts'
import { allocate, dtypeOf, sizeOf, type SymbolicValue, type TensorData } from './value.ts'

export type StepResult = tf.Tensor | readonly tf.Tensor[] | Readonly<Record<string, tf.Tensor>>
export type Step<A extends readonly tf.Tensor[], R extends StepResult> = (...args: A) => R

export interface CompileOptions {
  /** Every variable that the step reads or assigns; others are read once and become constants. */
  readonly vars: Iterable<tf.Variable>
  /** Shown in errors. */
  readonly name?: string
  /** Threads of ONNX Runtime; default: physical cores. */
  readonly threads?: number
  /** Variables that the step only reads become constants: faster, but later changes go unseen. */
  readonly freeze?: boolean
}

export type CompiledStep<A extends readonly tf.Tensor[], R extends StepResult> = Step<A, R> & {
  /** Frees the sessions; state stays. */
  dispose(): void
  /** Reckons, from arguments of the same shapes, what a run holds at once beside its state; 0 on other backends. */
  workingBytes(...args: A): number
}

interface Program {
  readonly session: Session
  readonly args: readonly { readonly name: string; readonly index: number }[]
  readonly fills: readonly { readonly name: string; readonly tensor: Tensor; readonly fill: HostFill }[]
  readonly reads: readonly { readonly name: string; readonly slot: StateSlot }[]
  readonly writes: readonly {
    readonly name: string
    readonly slot: StateSlot
    readonly variable: tf.Variable
    /** The new value goes where the old one is. */
    readonly inPlace: boolean
  }[]
  readonly results: readonly { readonly name: string; readonly value: SymbolicValue }[]
  /** null: a list; '': one tensor; else the keys of an object. */
  readonly keys: readonly string[] | '' | null
}

/**
 * The step must be a pure function of its arguments, `vars` and `randomInput`: shapes are static (a new shape is traced
 * anew), numbers of JavaScript are baked in, variables change only by `assign`. Where the native TensorFlow backend is
 * loaded the function is returned as it is, inside `tf.tidy`. Arguments and results are plain TF.js tensors; the
 * caller disposes them. `pull` and `push` (state.ts) move weights between the resident state and the variables.
 */
export function compile<A extends readonly tf.Tensor[], R extends StepResult>(
  step: Step<A, R>,
  options: CompileOptions,
): CompiledStep<A, R> {
  if (tf.getBackend() === 'tensorflow')
    return Object.assign((...args: A) => tf.tidy(() => step(...args) as tf.TensorContainer) as R, {
      dispose: () => undefined,
      workingBytes: () => 0,
    })
  const programs = new Map<string, Program>()
  const reckoned = new Map<string, Traced>()
  const run = (...args: A): R => {
    const signature = signatureOf(args)
    let program = programs.get(signature)
    if (!program) {
      program = build(reckoned.get(signature) ?? traceStep(step, args, options), options)
      reckoned.delete(signature)
      programs.set(signature, program)
    }
    return execute(program, args) as R
  }
  return Object.assign(run, {
    dispose: () => {
      for (const program of programs.values()) program.session.dispose()
      programs.clear()
    },
    workingBytes: (...args: A) => {
      const traced = traceStep(step, args, options)
      reckoned.set(signatureOf(args), traced)
      const { trace, returned, written } = traced
      return workingBytes(trace, [...returned, ...written.map(({ next }) => next)])
    },
  })
}

function traceStep<A extends readonly tf.Tensor[], R extends StepResult>(
  step: Step<A, R>,
  args: A,
  options: CompileOptions,
) {
  const trace = new Trace()
  const variables = [...new Set(options.vars)]
  // Resident state is made before tracing hides the variables' own data.
  const state = variables.map((variable, i) => ({
    variable,
    slot: slotOf(variable),
    value: trace.input(`state${i}`, variable.shape, dtypeOf(variable.dtype)),
  }))
  const inputs = args.map((arg, i) => trace.input(`argument${i}`, arg.shape, dtypeOf(arg.dtype)))
  const { keys, returned, assigned } = withTracing(trace, ({ tensor, valueOf, bind }) => {
    for (const { variable, value } of state) bind(variable, value)
    const result = step(...(inputs.map(tensor) as unknown as A))
    const [keys, tensors] = flatten(result)
    return {
      keys,
      returned: tensors.map(valueOf),
      assigned: state.map(({ variable }) => valueOf(variable)),
    }
  })
  const written = state.flatMap((entry, i) =>
    assigned[i] === entry.value ? [] : [{ ...entry, next: assigned[i] }],
  )
  return { trace, state, inputs, keys, returned, written }
}

type Traced = ReturnType<typeof traceStep>

const signatureOf = (args: readonly tf.Tensor[]): string =>
  args.map((arg) => `${arg.dtype}[${arg.shape.join()}]`).join()

function build({ trace, state, inputs, keys, returned, written }: Traced, options: CompileOptions): Program {
  const inPlace = new Set(
    trace.nodes.flatMap(({ kernel, inputs, outputs }) => {
      const source = KERNELS[kernel].inPlace
      return source === undefined ? [] : [`${inputs[source].id} ${outputs[0].id}`]
    }),
  )
  const changing = new Set(written.map((entry) => entry.variable))
  const frozen = new Map<SymbolicValue, TensorData>()
  if (options.freeze === true)
    for (const { variable, slot, value } of state)
      if (!changing.has(variable)) frozen.set(value, (slot.current.data as Float32Array).slice())
  const lowered = lower(trace, [...returned, ...written.map((entry) => entry.next)], frozen)
  const live = new Set(lowered.inputs)
  const name = (value: SymbolicValue) => value.input!
  return {
    session: open(lowered.model, options),
    keys,
    args: inputs.flatMap((value, index) => (live.has(value) ? [{ name: name(value), index }] : [])),
    fills: [...trace.fills]
      .filter(([value]) => live.has(value))
      .map(([value, fill]) => ({
        name: name(value),
        fill,
        tensor: ortTensor(new Float32Array(sizeOf(value.shape)), value),
      })),
    reads: state
      .filter(({ value }) => live.has(value))
      .map(({ value, slot }) => ({ name: name(value), slot })),
    writes: written.map(({ slot, variable, value, next }, i) => ({
      name: lowered.outputs[returned.length + i],
      slot,
      variable,
      inPlace: inPlace.has(`${value.id} ${next.id}`),
    })),
    results: returned.map((value, i) => ({ name: lowered.outputs[i], value })),
  }
}

function open(model: Uint8Array, options: CompileOptions): Session {
  try {
    return openSession(model, options.threads ?? physicalCores())
  } catch (error) {
    throw new Error(
      `compile: ONNX Runtime refused the graph of ${options.name ?? 'a step'}: ${String(error)}`,
      {
        cause: error,
      },
    )
  }
}

function flatten(result: StepResult): [Program['keys'], readonly tf.Tensor[]] {
  if (result instanceof tf.Tensor) return ['', [result]]
  if (Array.isArray(result)) return [null, result as readonly tf.Tensor[]]
  const record = result as Readonly<Record<string, tf.Tensor>>
  return [Object.keys(record), Object.values(record)]
}

function execute(program: Program, args: readonly tf.Tensor[]): StepResult {
  const feeds: Feeds = {}
  const outputs: Feeds = {}
  for (const { name, index } of program.args) feeds[name] = ortTensor(args[index].dataSync(), args[index])
  for (const { name, tensor, fill } of program.fills) {
    fill(tensor.data as Float32Array)
    feeds[name] = tensor
  }
  for (const { name, slot } of program.reads) feeds[name] = slot.current
  for (const { name, slot, variable, inPlace } of program.writes)
    outputs[name] = inPlace ? slot.current : spareOf(variable, slot)
  const results = program.results.map(({ name, value }) => {
    const data = allocate(value.dtype, sizeOf(value.shape))
    outputs[name] = ortTensor(data, value)
    return { data, value }
  })
  program.session.run(feeds, outputs)
  for (const { slot, inPlace } of program.writes) if (!inPlace) swap(slot)
  const tensors = results.map(({ data, value }) => tf.tensor(data, [...value.shape], value.dtype))
  if (program.keys === '') return tensors[0]
  if (program.keys === null) return tensors
  return Object.fromEntries(program.keys.map((key, i) => [key, tensors[i]]))
}
