// How long a training step takes here and in PyTorch, both measured in turns in one run, each with its best number of threads.
import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { findModel } from '../../engine/models/registry.ts'
import { loadBackend } from '../../engine/nn/backend.ts'
import { Random } from '../../engine/nn/seed.ts'
import { writeWeights } from '../../engine/nn/weights.ts'
import { Learner } from '../../engine/training/learner.ts'
import { readVariables } from '../../engine/training/model-file.ts'
import { quantile, round, type Bench } from './bench.ts'
import { missingPyTorch, PyTorchPeer } from './pytorch/peer.ts'
import { measureGame } from './seqgan-bench.ts'
import { measureMemory } from './train-memory.ts'
import { plainBatch, randomBatch, trainWorkloads, type Workload } from './train-workloads.ts'

interface Took {
  readonly ms: number
  readonly cpuMs: number
}

const RATE = 1e-3
// On a busy machine two threads wait for each other, here and there alike.
const THREADS: readonly number[] = loadavg()[0] > availableParallelism() ? [1] : [1, 2]
/** A workload goes on for so many seconds within these numbers of rounds. */
const [LEAST_ROUNDS, MOST_ROUNDS, SECONDS] = [8, 60, 15]

export const trainBench: Bench = {
  name: 'train',
  title: 'milliseconds and memory of a training step, and of SeqGAN’s game, beside PyTorch',
  async run(report) {
    const missing = missingPyTorch('speed')
    if (missing !== null) {
      report({ name: 'train', skipped: missing })
      return
    }
    await loadBackend({ threads: 1 })
    const folder = await mkdtemp(join(tmpdir(), 'train-bench-'))
    const peers = await Promise.all(THREADS.map((threads) => PyTorchPeer.start(threads)))
    try {
      for (const workload of trainWorkloads) {
        report(await measure(workload, folder, peers))
        report(await measureMemory(workload, weightsOf(workload, folder)))
      }
      report(await measureGame(peers))
    } finally {
      for (const peer of peers) peer.close()
      await rm(folder, { recursive: true })
    }
  },
}

const weightsOf = ({ name }: Workload, folder: string) => join(folder, `${name}.safetensors`)

async function measure(workload: Workload, folder: string, peers: readonly PyTorchPeer[]) {
  const { name, model, vocabularySize } = workload
  const definition = findModel(model)
  const settings = definition.parse('small', workload.settings)
  const options = { vocabularySize, random: new Random(1) }
  const learners = THREADS.map((threads) => new Learner(definition, settings, { ...options, threads }))
  const file = weightsOf(workload, folder)
  await writeWeights(file, { tensors: readVariables(learners[0].model.weights), metadata: {} })
  for (const peer of peers) await peer.ask({ do: 'load', model, settings, file })

  const ours = THREADS.map((): Took[] => [])
  const theirs = THREADS.map((): Took[] => [])
  // The first rounds compile, allocate and warm caches up.
  const until = performance.now() + SECONDS * 1000
  for (let round = -3; round < MOST_ROUNDS && (round < LEAST_ROUNDS || performance.now() < until); round++) {
    const batch = randomBatch(settings, vocabularySize, round)
    const plain = plainBatch(batch)
    for (const [i, learner] of learners.entries()) {
      const [start, cpu] = [performance.now(), process.cpuUsage()]
      learner.learn(batch, RATE)
      const own = { ms: performance.now() - start, cpuMs: process.cpuUsage(cpu).user / 1000 }
      const other = await peers[i].ask<Took>({ do: 'step', batch: plain, rate: RATE })
      if (round < 0) continue
      ours[i].push(own)
      theirs[i].push(other)
    }
  }
  for (const learner of learners) learner.dispose()
  const [own, other] = [best(ours), best(theirs)]
  return {
    name,
    oursMs: round(own.ms, 2),
    torchMs: round(other.ms, 2),
    ratio: round(own.ms / other.ms, 3),
    oursThreads: own.threads,
    torchThreads: other.threads,
    // Processor time of one thread: what the code needs, however busy the machine is.
    cpuRatio: round(median(ours[0], 'cpuMs') / median(theirs[0], 'cpuMs'), 3),
  }
}

const median = (samples: readonly Took[], key: keyof Took): number =>
  quantile(
    samples.map((sample) => sample[key]),
    0.5,
  )

/** The number of threads whose median step is the quickest. */
function best(samples: readonly (readonly Took[])[]): { readonly ms: number; readonly threads: number } {
  const medians = samples.map((each) => median(each, 'ms'))
  const ms = Math.min(...medians)
  return { ms, threads: THREADS[medians.indexOf(ms)] }
}
