// Threads are chosen by the clock that is given: the fastest number wins.
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, expect, it } from 'vitest'
import { loadBackend } from '../../engine/nn/backend.ts'
import { chooseThreads } from '../../engine/nn/choose-threads.ts'
import { physicalCores } from '../../engine/nn/threads.ts'

beforeAll(async () => {
  await loadBackend({ threads: 1 })
})

/** A clock by which every first (or every second) of two candidates takes long. */
const slow = (which: 0 | 1) => {
  let reads = 0
  let ms = 0
  return () => {
    const candidate = Math.floor(reads / 2) % 2
    if (reads++ % 2 === 1) ms += candidate === which ? 100 : 1
    return ms
  }
}

it('takes all cores where that is faster, and one where they wait for each other', () => {
  expect(chooseThreads(slow(1), 2)).toBe(2)
  expect(chooseThreads(slow(0), 2)).toBe(1)
})

it('leaves nothing behind', () => {
  const before = tf.memory().numTensors
  chooseThreads(slow(0), 1)
  expect(tf.memory().numTensors).toBe(before)
})

it('knows at least one core', () => {
  expect(physicalCores()).toBeGreaterThanOrEqual(1)
})
