// The most memory that training takes: a process of ours that does nothing else, and PyTorch's, on the same model and batches.
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { findModel } from '../../engine/models/registry.ts'
import { loadBackend } from '../../engine/nn/backend.ts'
import { Random } from '../../engine/nn/seed.ts'
import { Learner } from '../../engine/training/learner.ts'
import { round, type Figure } from './bench.ts'
import { PyTorchPeer } from './pytorch/peer.ts'
import { plainBatch, randomBatch, type Workload } from './train-workloads.ts'

const STEPS = 6
const RATE = 1e-3
const MIB = 2 ** 20

/** For a process of its own: trains a little, and prints the most bytes it ever had resident. @public */
export async function trainAlone({ model, vocabularySize, settings }: Workload): Promise<void> {
  await loadBackend({ threads: 1 })
  const definition = findModel(model)
  const whole = definition.parse('small', settings)
  const learner = new Learner(definition, whole, { vocabularySize, random: new Random(1), threads: 1 })
  for (let step = 0; step < STEPS; step++) learner.learn(randomBatch(whole, vocabularySize, step), RATE)
  console.log(process.resourceUsage().maxRSS * 1024)
  process.exit(0)
}

/** @param file the weights that both begin with */
export async function measureMemory(workload: Workload, file: string): Promise<Figure> {
  const here = fileURLToPath(import.meta.url)
  const code = `const { trainAlone } = await import(${JSON.stringify(here)})
    await trainAlone(${JSON.stringify(workload)})`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', code])
  const ours = Number(stdout)
  const peer = await PyTorchPeer.start(1)
  try {
    const settings = findModel(workload.model).parse('small', workload.settings)
    await peer.ask({ do: 'load', model: workload.model, settings, file })
    for (let step = 0; step < STEPS; step++)
      await peer.ask({
        do: 'step',
        batch: plainBatch(randomBatch(settings, workload.vocabularySize, step)),
        rate: RATE,
      })
    const { bytes } = await peer.ask<{ bytes: number }>({ do: 'memory' })
    return {
      name: `${workload.name}-memory`,
      oursMiB: round(ours / MIB, 0),
      torchMiB: round(bytes / MIB, 0),
      ratio: round(ours / bytes, 3),
    }
  } finally {
    peer.close()
  }
}
