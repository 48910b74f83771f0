// Successive halving: the race between settings, decided without training.
import { describe, expect, it } from 'vitest'
import { listModels } from '../../engine/models/registry.ts'
import { Random } from '../../engine/nn/seed.ts'
import {
  decideRung,
  drawTrials,
  rungsOf,
  shareOf,
  type TrialState,
} from '../../engine/training/successive-halving.ts'

const waiting = (losses: readonly (number | null)[], rung = 0): TrialState[] =>
  losses.map((loss, i) => ({ id: `t${i + 1}`, number: i + 1, rung, state: 'waiting', loss }))

describe('a search', () => {
  it('climbs as many rungs as thirds can be taken, each three times as long as the one before', () => {
    expect([2, 3, 4, 9, 10, 27].map(rungsOf)).toEqual([2, 2, 3, 3, 4, 4])
    expect([0, 1, 2].map((rung) => shareOf(rung, 3))).toEqual([1 / 9, 1 / 3, 1])
    // Beyond the last rung a trial trains alone, to its end.
    expect(shareOf(3, 3)).toBe(1)
  })

  it.each(listModels().map((model) => [model.id, model] as const))(
    'of %s tries the preset first, then settings in range, the same for the same seed',
    (_, model) => {
      const draw = (seed: number, chosen = {}) => drawTrials(model, { trials: 12, chosen }, new Random(seed))
      const trials = draw(1)
      expect(trials[0]).toEqual({})
      expect(trials).toEqual(draw(1))
      expect(trials).not.toEqual(draw(2))
      expect(new Set(trials.map((trial) => JSON.stringify(trial))).size).toBe(12)
      for (const trial of trials) expect(() => model.parse('tiny', trial)).not.toThrow()
      expect(Object.keys(trials[1])).toContain('learningRate')
      expect(Object.keys(draw(1, { learningRate: 0.01 })[1])).not.toContain('learningRate')
    },
  )

  it('lets the best third go on, the earlier trial where two are alike', () => {
    expect(decideRung(waiting([3, 1, 2, 2, 5, 4]), 3)).toEqual({
      goOn: ['t2', 't3'],
      outdone: ['t4', 't1', 't6', 't5'],
    })
  })

  it('waits for all, and for one that was stopped', () => {
    const trials = waiting([3, 1, 2])
    expect(decideRung([{ ...trials[0], state: 'busy' }, ...trials.slice(1)], 2)).toEqual({
      goOn: [],
      outdone: [],
    })
  })

  it('passes over those that failed, and needs not wake one that has nothing more to learn', () => {
    const [a, b, c, d] = waiting([3, null, 2, 4])
    expect(decideRung([a, { ...b, state: 'failed' }, { ...c, state: 'done' }, d], 3)).toEqual({
      goOn: ['t1'],
      outdone: ['t4'],
    })
  })

  it('is over on the last rung', () => {
    expect(decideRung(waiting([1], 2), 3)).toEqual({ goOn: [], outdone: [] })
    expect(decideRung([], 3)).toEqual({ goOn: [], outdone: [] })
  })
})
