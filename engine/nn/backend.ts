// Prepares this process or worker to compute tensors with one backend; which one is chosen elsewhere.
import util from 'node:util'
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { CPU, findBackend, type Backend } from './backends/registry.ts'
import { useProvider } from './compile/session.ts'
import { physicalCores } from './threads.ts'

export interface BackendInfo extends Pick<Backend, 'id' | 'label' | 'device'> {
  readonly threads: number
}

let ready: Promise<BackendInfo> | null = null

/** Loads the backend once a process or worker; later calls get the same answer. Throws where it cannot be had. */
export function loadBackend(options: { id?: string; threads?: number } = {}): Promise<BackendInfo> {
  ready ??= load(options)
  return ready
}

async function load({ id = CPU, threads = physicalCores() }: { id?: string; threads?: number }) {
  const backend = findBackend(id)
  const { label, device, provider } = backend
  // Without it the CPU backend prints an advertisement.
  tf.enableProdMode()
  if (provider === undefined) await loadTensorFlow(device)
  else {
    // What is outside a compiled step is small: plain JavaScript computes it.
    await tf.setBackend('cpu')
    useProvider(provider)
  }
  return { id, label, device, threads } satisfies BackendInfo
}

/** The GPU package computes on the processor too, where it finds no GPU. */
const PACKAGES = {
  gpu: ['@tensorflow/tfjs-node-gpu'],
  cpu: ['@tensorflow/tfjs-node', '@tensorflow/tfjs-node-gpu'],
}

async function loadTensorFlow(device: 'cpu' | 'gpu'): Promise<void> {
  // Node 23 removed two helpers that the native package still calls.
  const helpers = util as unknown as Record<string, unknown>
  helpers['isNullOrUndefined'] ??= (value: unknown) => value === null || value === undefined
  helpers['isArray'] ??= Array.isArray
  if (!(await importFirst(PACKAGES[device])))
    throw new Error(`${PACKAGES[device][0]} is not installed or does not load here`)
  await tf.setBackend('tensorflow')
  const backend = tf.backend() as tf.KernelBackend & { readonly isUsingGpuDevice?: boolean }
  if ((backend.isUsingGpuDevice === true) !== (device === 'gpu'))
    throw new Error(device === 'gpu' ? 'TensorFlow finds no GPU' : 'TensorFlow uses the GPU')
}

/** The packages are optional and their absence is normal. */
async function importFirst(names: readonly string[]): Promise<boolean> {
  for (const name of names)
    try {
      await import(name)
      return true
    } catch {
      // The next one may load.
    }
  return false
}
