// Trying backends: real processes for what is on this machine, stand-in processes for what a bad driver does.
import { writeFileSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  probeBackends,
  quickest,
  runNodeProbe,
  type RunProbe,
  type Verdict,
} from '../../../engine/nn/backends/probe.ts'
import { BACKENDS, CPU } from '../../../engine/nn/backends/registry.ts'
import { tempFolder } from '../../helpers/temp-project.ts'

const never = new AbortController().signal

/** A process that runs `script` with the backend's id in place of the probe. */
const script = (text: string): RunProbe => {
  const file = join(tempFolder(), 'probe.mjs')
  writeFileSync(file, `const id = process.argv[2].slice('--backend='.length)\n${text}`)
  return async (args, signal) => {
    const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'ignore'], signal })
    child.on('error', () => undefined)
    let output = ''
    child.stdout.on('data', (data: Buffer) => (output += data.toString()))
    const [code] = (await once(child, 'close')) as [number | null]
    return { output, code }
  }
}
const verdictOf = (verdicts: readonly Verdict[], id: string): Verdict =>
  verdicts.find((verdict) => verdict.id === id)!
const ANSWER = `const say = (values, trainMs = 1) =>
  console.log(JSON.stringify({ result: { trainMs, writeMs: 2, values } }))\n`

describe('a probe', () => {
  it('computes on the processor, and finds the TensorFlow packages missing without harm', async () => {
    const only: RunProbe = (args, signal) =>
      args.some((arg) => arg.endsWith(CPU) || arg.includes('tensorflow'))
        ? runNodeProbe(args, signal)
        : Promise.resolve({ output: '', code: null })
    const verdicts = await probeBackends({ run: only, signal: never, threads: 1, limitMs: 300_000 })
    expect(verdicts.map(({ id }) => id)).toEqual(BACKENDS.map(({ id }) => id))
    const cpu = verdictOf(verdicts, CPU)
    expect(cpu).toMatchObject({ refusal: null, difference: 0 })
    expect(cpu.trainMs).toBeGreaterThan(0)
    expect(cpu.writeMs).toBeGreaterThan(0)
    const tensorflow = verdictOf(verdicts, 'tensorflow-gpu')
    // On a machine with CUDA and the package it works.
    if (tensorflow.refusal !== null) expect(tensorflow).toMatchObject({ refusal: 'failed', trainMs: null })
    expect(verdictOf(verdicts, 'onnx-webgpu').refusal).toBe('crashed')
  }, 300_000)

  it('that dies, says nonsense or other numbers is refused with the reason; the rest go on', async () => {
    const run = script(`${ANSWER}
      if (id === 'onnx-webgpu') process.kill(process.pid, 'SIGSEGV')
      else if (id === 'onnx-cuda') say([1, 2.01])
      else if (id === 'tensorflow-gpu') console.log('a driver’s chatter')
      else if (id === 'tensorflow-cpu') say([1, NaN])
      else say([1, 2])`)
    const verdicts = await probeBackends({ run, signal: never })
    expect(verdictOf(verdicts, CPU).refusal).toBeNull()
    expect(verdictOf(verdicts, 'onnx-webgpu')).toMatchObject({ refusal: 'crashed', detail: '' })
    expect(verdictOf(verdicts, 'tensorflow-gpu')).toMatchObject({
      refusal: 'crashed',
      detail: 'exit code 0',
    })
    expect(verdictOf(verdicts, 'tensorflow-cpu')).toMatchObject({ refusal: 'differs', difference: null })
    const cuda = verdictOf(verdicts, 'onnx-cuda')
    if (cuda.refusal !== 'unsupported') {
      expect(cuda.refusal).toBe('differs')
      expect(cuda.difference).toBeCloseTo(0.005, 6)
    }
  })

  it('that takes too long is ended', async () => {
    const run = script(`${ANSWER}
      if (id === 'tensorflow-gpu') setInterval(() => undefined, 1000)
      else say([1])`)
    const verdicts = await probeBackends({ run, signal: never, limitMs: 4000 })
    expect(verdictOf(verdicts, 'tensorflow-gpu').refusal).toBe('timeout')
  })

  it('stops when told', async () => {
    const controller = new AbortController()
    const run = script('setInterval(() => undefined, 1000)')
    const probing = probeBackends({
      run,
      signal: controller.signal,
      report: () => setTimeout(() => controller.abort(), 50),
    })
    await expect(probing).rejects.toMatchObject({ name: 'AbortError' })
  })
})

describe('the quickest backend', () => {
  const verdict = (id: string, trainMs: number | null, refusal: Verdict['refusal'] = null): Verdict => ({
    id,
    refusal,
    detail: '',
    trainMs,
    writeMs: trainMs,
    difference: 0,
  })

  it('is the processor’s own where nothing is clearly quicker', () => {
    expect(quickest([], 'trainMs')).toBe(CPU)
    expect(quickest([verdict(CPU, 10), verdict('onnx-webgpu', 9)], 'trainMs')).toBe(CPU)
    expect(quickest([verdict(CPU, 10), verdict('onnx-webgpu', 1, 'differs')], 'trainMs')).toBe(CPU)
    expect(quickest([verdict(CPU, 10), verdict('onnx-webgpu', 1, 'ended-engine')], 'writeMs')).toBe(CPU)
  })

  it('is the least of those that work', () => {
    const verdicts = [verdict(CPU, 10), verdict('onnx-webgpu', 4), verdict('onnx-cuda', 3)]
    expect(quickest(verdicts, 'trainMs')).toBe('onnx-cuda')
  })
})
