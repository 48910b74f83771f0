// Every way to compute tensors that the studio knows, and for which systems its packages contain them. Loads none of them.

/** What has been seen of it: in daily use; computes rightly on a software GPU; built, never run. */
export type Evidence = 'daily' | 'software' | 'none'

export interface Backend {
  readonly id: string
  /** For people. */
  readonly label: string
  readonly device: 'cpu' | 'gpu'
  readonly evidence: Evidence
  /** Of ONNX Runtime; absent: TensorFlow computes. */
  readonly provider?: string
  /** Where ONNX Runtime's builds contain the provider; absent: everywhere. */
  readonly systems?: readonly NodeJS.Platform[]
}

/** Runs everywhere and is what the others are measured against. */
export const CPU = 'onnx-cpu'

export const BACKENDS: readonly Backend[] = [
  { id: CPU, label: 'ONNX Runtime', device: 'cpu', evidence: 'daily', provider: 'cpu' },
  {
    id: 'onnx-webgpu',
    label: 'ONNX Runtime · WebGPU',
    device: 'gpu',
    evidence: 'software',
    provider: 'webgpu',
  },
  {
    id: 'onnx-cuda',
    label: 'ONNX Runtime · CUDA',
    device: 'gpu',
    evidence: 'none',
    provider: 'cuda',
    systems: ['linux', 'win32'],
  },
  {
    id: 'onnx-directml',
    label: 'ONNX Runtime · DirectML',
    device: 'gpu',
    evidence: 'none',
    provider: 'dml',
    systems: ['win32'],
  },
  {
    id: 'onnx-coreml',
    label: 'ONNX Runtime · Core ML',
    device: 'gpu',
    evidence: 'none',
    provider: 'coreml',
    systems: ['darwin'],
  },
  { id: 'tensorflow-gpu', label: 'TensorFlow · CUDA', device: 'gpu', evidence: 'none' },
  { id: 'tensorflow-cpu', label: 'TensorFlow', device: 'cpu', evidence: 'none' },
]

/** Throws where there is no such backend. */
export function findBackend(id: string): Backend {
  const backend = BACKENDS.find((each) => each.id === id)
  if (!backend) throw new RangeError(`There is no backend ${id}`)
  return backend
}

/** False where nothing is gained by trying. */
export const isBuiltIn = ({ systems }: Backend, system = process.platform): boolean =>
  systems === undefined || systems.includes(system)
