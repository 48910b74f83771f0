// The choice of a backend: measured once, remembered with its versions, overridden, and taken back when it fails in use.
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CPU } from '../../engine/nn/backends/registry.ts'
import type { RunProbe } from '../../engine/nn/backends/probe.ts'
import { BackendChoice } from '../../engine/services/backend-choice.ts'
import { JobBoard } from '../../engine/services/job-board.ts'
import { SettingsFile } from '../../engine/services/settings-file.ts'
import { tempFolder } from '../helpers/temp-project.ts'

const FAST = 'tensorflow-gpu'

/** A machine whose TensorFlow finds a GPU, quick at training and slow at single tokens; nothing else works on it. */
const setUp = (folder = tempFolder(), machine: Record<string, string> = { processor: 'one' }) => {
  const tried: string[] = []
  const run: RunProbe = async (args) => {
    const id = args[0].slice('--backend='.length)
    tried.push(id)
    const timing = id === CPU ? { trainMs: 10, writeMs: 1 } : { trainMs: 2, writeMs: 5 }
    const answer =
      id === CPU || id === FAST ? { result: { ...timing, values: [1, 2] } } : { error: 'no such thing' }
    return { output: JSON.stringify(answer), code: 0 }
  }
  const settings = new SettingsFile(join(folder, 'data'))
  const jobs = new JobBoard()
  const choice = new BackendChoice({ settings, jobs, run, now: () => 1234, machine })
  return { folder, settings, jobs, choice, tried }
}

describe('the choice', () => {
  it('is the processor until it was measured, which training asks for and writing does not', async () => {
    const { choice, tried } = setUp()
    expect(choice.list()).toMatchObject({ wanted: 'auto', training: CPU, writing: CPU, measuredAt: null })
    expect((await choice.use('writing')).id).toBe(CPU)
    expect(tried).toEqual([])
    const [a, b] = await Promise.all([choice.use('training'), choice.use('training')])
    expect([a.id, b.id]).toEqual([FAST, FAST])
    expect(new Set(tried).size).toBe(tried.length)
    expect(choice.list()).toMatchObject({ training: FAST, writing: CPU, measuredAt: 1234 })
  })

  it('is remembered for this machine with these versions, and measured anew for another', async () => {
    const { folder, choice } = setUp()
    await choice.prepare()
    const next = setUp(folder)
    expect(next.choice.current('training')).toBe(FAST)
    await next.choice.prepare()
    expect(next.tried).toEqual([])
    const other = setUp(folder, { processor: 'two' })
    expect(other.choice.list()).toMatchObject({ training: CPU, measuredAt: null })
    await other.choice.prepare()
    expect(other.tried).toContain(CPU)
  })

  it('is the writer’s, who is refused what does not work here', async () => {
    const { choice, settings } = setUp()
    await choice.choose(FAST)
    expect(choice.list()).toMatchObject({ wanted: FAST, training: FAST, writing: FAST })
    await choice.choose(CPU)
    expect(choice.list()).toMatchObject({ wanted: CPU, training: CPU, writing: CPU })
    await expect(choice.choose('tensorflow-cpu')).rejects.toMatchObject({
      code: 'BAD_INPUT',
      detail: { refusal: 'failed' },
    })
    await expect(choice.choose('abacus')).rejects.toMatchObject({ code: 'BAD_INPUT' })
    expect(settings.backend().wanted).toBe(CPU)
    await choice.choose('auto')
    expect(choice.current('training')).toBe(FAST)
    // Other settings live in the same file.
    expect(settings.update({ theme: 'dark' }).theme).toBe('dark')
    expect(choice.current('training')).toBe(FAST)
  })

  it('falls back to the processor when a backend fails at its first step, and keeps the reason', async () => {
    const { choice } = setUp()
    const use = await choice.use('training')
    use.failed('out of memory')
    expect(choice.current('training')).toBe(CPU)
    const entry = choice.list().backends.find(({ id }) => id === FAST)
    expect(entry?.verdict).toMatchObject({ refusal: 'failed', detail: 'out of memory' })
    await choice.measure()
    expect(choice.current('training')).toBe(FAST)
  })

  it('never again is a backend that took the engine along', async () => {
    const { folder, choice, settings } = setUp()
    await choice.use('training')
    // No process has this number: the engine that tried it is dead.
    settings.updateBackend({ trying: { id: FAST, pid: 2 ** 30 } })
    const next = setUp(folder)
    expect(next.choice.current('training')).toBe(CPU)
    expect(next.choice.list().backends.find(({ id }) => id === FAST)?.verdict?.refusal).toBe('ended-engine')
    expect(next.settings.backend().trying).toBeNull()
  })

  it('is no longer on trial after its first step', async () => {
    const { choice, settings } = setUp()
    const use = await choice.use('training')
    expect(settings.backend().trying).toEqual({ id: FAST, pid: process.pid })
    use.works()
    expect(settings.backend().trying).toBeNull()
  })

  it('stays as it was when measuring is stopped', async () => {
    const { choice, jobs } = setUp()
    const measuring = choice.measure()
    jobs.stop(jobs.list()[0].id)
    await expect(measuring).rejects.toMatchObject({ name: 'AbortError' })
    expect(choice.list().measuredAt).toBeNull()
    expect(jobs.list()).toEqual([])
  })
})
