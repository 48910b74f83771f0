// One ONNX Runtime session, run synchronously: a step of milliseconds should not wait for the event loop.
import type { Tensor } from 'onnxruntime-node'
import 'onnxruntime-node'
import { binding, initOrt } from 'onnxruntime-node/dist/binding.js'

export type Feeds = Record<string, Tensor>

export interface Session {
  /** Writes into the given output tensors. */
  run(feeds: Feeds, outputs: Feeds): void
  dispose(): void
}

let provider = 'cpu'

/** From now on new sessions of this process or worker compute there; what it cannot do stays on the processor. */
export const useProvider = (name: string): void => void (provider = name)

export function openSession(model: Uint8Array, threads: number): Session {
  initOrt()
  const session = new binding.InferenceSession()
  session.loadModel(model.buffer as ArrayBuffer, model.byteOffset, model.byteLength, {
    executionProviders: provider === 'cpu' ? ['cpu'] : [provider, 'cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    // DirectML refuses sessions that plan their memory ahead.
    ...(provider === 'dml' ? { enableMemPattern: false, executionMode: 'sequential' } : {}),
    // Shapes, positions and other small integers are computed on the processor: not worth a warning at every start.
    ...(provider === 'cpu' ? {} : { logSeverityLevel: 3 }),
  })
  return {
    run: (feeds, outputs) => void session.run(feeds, outputs, {}),
    dispose: () => session.dispose(),
  }
}
