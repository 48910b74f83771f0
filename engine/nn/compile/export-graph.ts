// A step function as an ONNX model for other programs: same tracing as compile(), weights inside, state as inputs and outputs.
import type * as tf from '@tensorflow/tfjs-core'
import { lower } from './lower.ts'
import { pull } from './state.ts'
import { withTracing } from './trace-backend.ts'
import { Trace } from './trace.ts'
import { dtypeOf } from './value.ts'

export interface ExportedNames<A extends readonly tf.Tensor[]> {
  /** One a tensor of the example. */
  readonly args: { readonly [K in keyof A]: string }
  readonly result: string
}

/**
 * Inputs are the arguments and `state_NAME` for every variable of `state`; outputs the result and `next_NAME`.
 * All other variables that the step reads become constants with their present numbers. Shapes are the example's.
 */
export function exportGraph<A extends readonly tf.Tensor[]>(
  step: (...args: A) => tf.Tensor,
  example: A,
  names: ExportedNames<A>,
  variables: { readonly weights: Iterable<tf.Variable>; readonly state: ReadonlyMap<string, tf.Variable> },
): Uint8Array {
  pull(variables.weights)
  const trace = new Trace()
  const state = [...variables.state].map(([name, variable]) => ({
    name,
    variable,
    value: trace.input(`state_${name}`, variable.shape, dtypeOf(variable.dtype)),
  }))
  const inputs = example.map((arg, i) => trace.input(names.args[i], arg.shape, dtypeOf(arg.dtype)))
  const roots = withTracing(trace, ({ tensor, valueOf, bind }) => {
    for (const { variable, value } of state) bind(variable, value)
    const result = step(...(inputs.map(tensor) as unknown as A))
    return [valueOf(result), ...state.map(({ variable }) => valueOf(variable))]
  })
  const outputs = [names.result, ...state.map(({ name }) => `next_${name}`)]
  return lower(trace, roots, new Map(), outputs).model
}
