// The door of the compiler: what models and trainers may use of it.
export { compile, type CompiledStep } from './compile.ts'
export { exportGraph } from './export-graph.ts'
export { randomInput } from './random-input.ts'
export { pull, push } from './state.ts'
export { isTracing } from './trace-backend.ts'
