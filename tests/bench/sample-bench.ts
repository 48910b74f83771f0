// Tokens a second when writing: here and in PyTorch with its cache, one token after another, measured in turns in one run.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as tf from '@tensorflow/tfjs-core'
import { CONDITION_SIZE } from '../../engine/models/condition.ts'
import { findModel } from '../../engine/models/registry.ts'
import { loadBackend } from '../../engine/nn/backend.ts'
import { compile } from '../../engine/nn/compile/index.ts'
import { remaining, Sampler, samplingSettings } from '../../engine/nn/sampling/index.ts'
import { Random } from '../../engine/nn/seed.ts'
import { writeWeights } from '../../engine/nn/weights.ts'
import { readVariables } from '../../engine/training/model-file.ts'
import { quantile, round, type Bench } from './bench.ts'
import { missingPyTorch, PyTorchPeer } from './pytorch/peer.ts'

const workloads = [
  {
    name: 'sample-nano-gpt',
    model: 'transformer',
    vocabularySize: 65,
    settings: { width: 128, layers: 4, heads: 4, hidden: 344, sequenceLength: 64 },
  },
  {
    name: 'sample-gpt-384',
    model: 'transformer',
    vocabularySize: 4096,
    settings: { width: 384, layers: 6, heads: 6, hidden: 1024, sequenceLength: 128 },
  },
  {
    name: 'sample-gru-lm',
    model: 'gru',
    vocabularySize: 1024,
    settings: { embedding: 128, hidden: 256, layers: 1 },
  },
] as const

/** One text; no longer than any model's window, so that both sides look back equally far. */
const TOKENS = 60
const ROUNDS = 24

export const sampleBench: Bench = {
  name: 'sample',
  title: 'tokens a second of one text, beside PyTorch with a cache',
  async run(report) {
    const missing = missingPyTorch('speed')
    if (missing !== null) {
      report({ name: 'sample', skipped: missing })
      return
    }
    await loadBackend({ threads: 1 })
    const folder = await mkdtemp(join(tmpdir(), 'sample-bench-'))
    const peer = await PyTorchPeer.start(1)
    try {
      for (const { name, model, vocabularySize, settings } of workloads) {
        const definition = findModel(model)
        const whole = definition.parse('small', settings)
        const subject = definition.create(whole, { vocabularySize }, new Random(1))
        const file = join(folder, `${name}.safetensors`)
        await writeWeights(file, { tensors: readVariables(subject.weights), metadata: {} })
        await peer.ask({ do: 'load', model, settings: whole, file })

        const memory = subject.memory(1)
        const conditions = tf.zeros<tf.Rank.R2>([1, CONDITION_SIZE])
        const step = compile(
          (tokens: tf.Tensor1D) => subject.logits({ time: 1, batch: 1, tokens, conditions }, memory),
          { vars: [...subject.weights.values(), ...memory.values()], threads: 1, freeze: true },
        )
        const write = () => {
          const plain = { temperature: 1, topP: 1, topK: 0, minP: 0 }
          const sampler = new Sampler(samplingSettings.parse(plain), new Random(2), [], new Set())
          let token = 1
          for (let i = 0; i < TOKENS; i++) {
            const input = tf.tensor1d([token], 'int32')
            const logits = step(input)
            token = sampler.next(remaining(logits.dataSync<'float32'>())).token
            tf.dispose([input, logits])
          }
        }
        const [ours, theirs]: [number[], number[]] = [[], []]
        const [oursCpu, theirsCpu]: [number[], number[]] = [[], []]
        for (let turn = -2; turn < ROUNDS; turn++) {
          const [start, cpu] = [performance.now(), process.cpuUsage()]
          write()
          const ms = performance.now() - start
          const { user, system } = process.cpuUsage(cpu)
          const peerTook = await peer.ask<{ ms: number; cpuMs: number }>({
            do: 'decode',
            tokens: TOKENS,
            temperature: 1,
          })
          if (turn < 0) continue
          ours.push(ms)
          theirs.push(peerTook.ms)
          oursCpu.push((user + system) / 1000)
          theirsCpu.push(peerTook.cpuMs)
        }
        const perSecond = (samples: readonly number[]) => (TOKENS * 1000) / quantile(samples, 0.5)
        report({
          name,
          oursTokS: round(perSecond(ours), 0),
          torchTokS: round(perSecond(theirs), 0),
          ratio: round(perSecond(ours) / perSecond(theirs), 2),
          // Processor time: what the code needs, however busy the machine is.
          cpuRatio: round(quantile(theirsCpu, 0.5) / quantile(oursCpu, 0.5), 2),
          // The quickest texts: what the code can do where the machine is free.
          quickestRatio: round(Math.min(...theirs) / Math.min(...ours), 2),
        })
        step.dispose()
        subject.dispose()
        tf.dispose([conditions, ...memory.values()])
      }
    } finally {
      peer.close()
      await rm(folder, { recursive: true })
    }
  },
}
