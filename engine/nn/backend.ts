// Chooses where tensors are computed: TensorFlow on a GPU where its native package loads, ONNX Runtime on the CPU elsewhere.
import util from 'node:util'
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { physicalCores } from './threads.ts'

export interface BackendInfo {
  readonly id: 'tensorflow-gpu' | 'onnx-cpu'
  /** For people. */
  readonly label: string
  readonly device: 'gpu' | 'cpu'
  readonly threads: number
  /** Why a GPU is not used, where it is not. */
  readonly reason?: string
}

let ready: Promise<BackendInfo> | null = null

/** Loads the backend once a process or worker; later calls get the same answer. */
export function loadBackend(options: { threads?: number; allowGpu?: boolean } = {}): Promise<BackendInfo> {
  ready ??= load(options)
  return ready
}

async function load({
  threads = physicalCores(),
  allowGpu = true,
}: {
  threads?: number
  allowGpu?: boolean
}) {
  // Without it the CPU backend prints an advertisement.
  tf.enableProdMode()
  const reason = allowGpu ? await tryTensorFlow() : 'not asked for'
  if (reason === null) {
    return { id: 'tensorflow-gpu', label: 'TensorFlow', device: 'gpu', threads } satisfies BackendInfo
  }
  await tf.setBackend('cpu')
  return { id: 'onnx-cpu', label: 'ONNX Runtime', device: 'cpu', threads, reason } satisfies BackendInfo
}

/** Null where TensorFlow runs on a GPU; else why not. The package is optional and its absence is normal. */
async function tryTensorFlow(): Promise<string | null> {
  // Node 23 removed two helpers that the native package still calls.
  const helpers = util as unknown as Record<string, unknown>
  helpers['isNullOrUndefined'] ??= (value: unknown) => value === null || value === undefined
  helpers['isArray'] ??= Array.isArray
  try {
    // The name is a variable so that type checking does not need the optional package.
    const name: string = '@tensorflow/tfjs-node-gpu'
    await import(name)
  } catch {
    return 'the TensorFlow GPU package is not installed or does not load here'
  }
  await tf.setBackend('tensorflow')
  const backend = tf.backend() as tf.KernelBackend & { readonly isUsingGpuDevice?: boolean }
  return backend.isUsingGpuDevice === true ? null : 'TensorFlow found no GPU'
}
