// What a measurement of backends depends on: the packages that compute, and the machine they compute on. Loads none of them.
import { createRequire } from 'node:module'
import { arch, cpus, platform } from 'node:os'

const require = createRequire(import.meta.url)
const versionOf = (name: string): string => (require(`${name}/package.json`) as { version: string }).version

export const machineNow = (): Record<string, string> => ({
  onnxruntime: versionOf('onnxruntime-node'),
  tensorflow: versionOf('@tensorflow/tfjs-core'),
  system: `${platform()} ${arch()}`,
  processor: cpus()[0]?.model.trim() ?? '',
})
