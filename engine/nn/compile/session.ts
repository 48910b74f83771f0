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

export function openSession(model: Uint8Array, threads: number): Session {
  initOrt()
  const session = new binding.InferenceSession()
  session.loadModel(model.buffer as ArrayBuffer, model.byteOffset, model.byteLength, {
    executionProviders: ['cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
  })
  return {
    run: (feeds, outputs) => void session.run(feeds, outputs, {}),
    dispose: () => session.dispose(),
  }
}
