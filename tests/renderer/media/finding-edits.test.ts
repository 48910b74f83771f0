// What a finding is corrected to: the engine's words are offered, each has a name in both languages, and the chosen one stands.
import { describe, expect, it } from 'vitest'
import { media as english } from '../../../renderer/locales/en/media.ts'
import { media as chinese } from '../../../renderer/locales/zh-CN/media.ts'
import { editOf, NOBODY, withChoice, withWords } from '../../../renderer/media/finding-edits.ts'
import type { Choices, Finding } from '../../../renderer/media/understanding-store.ts'
import { workbench } from '../../services/workbench.ts'

const choicesOf = (): Promise<Choices> => workbench().client.media.choices()

const LIGHT: Finding = {
  ...{ aspect: 'light', confidence: 0.4, light: 'dim' },
  ...{ brightness: 0.3, contrast: 0.2, warmth: 0, colourfulness: 0.1 },
}

const calm = {
  emotion: 'neutral',
  valence: 0,
  arousal: 0,
  mix: [0, 0, 0, 0, 0, 0, 1],
  confidence: 1,
} as const
const face = {
  confidence: 0.9,
  box: { x: 0, y: 0, width: 1, height: 1 },
  feeling: { ...calm, mix: [...calm.mix] },
}
const FACES: Finding = { aspect: 'faces', confidence: 0.9, faces: [face, face] }

describe('choices of corrections', () => {
  it('have a name in both languages', async () => {
    const choices = await choicesOf()
    for (const family of ['light', 'scene', 'rating', 'sound'] as const)
      for (const word of choices[family])
        for (const names of [english, chinese] as Readonly<Record<string, string>>[])
          expect(names[`${family}_${word}`], `${family} ${word}`).toBeTruthy()
  })

  it('are offered as the engine tells them, and the chosen one stands', async () => {
    const choices = await choicesOf()
    expect(editOf(LIGHT, false, choices)).toEqual({
      kind: 'choices',
      fields: [{ family: 'light', value: 'dim', choices: choices.light }],
    })
    expect(withChoice(LIGHT, 0, 'glaring', choices)).toMatchObject({ light: 'glaring' })
    expect(withChoice(LIGHT, 0, 'purple', choices)).toMatchObject({ light: 'dim' })
  })

  it('of a face may say that it is none', async () => {
    const choices = await choicesOf()
    const edit = editOf(FACES, true, choices)
    expect(edit?.kind === 'choices' && edit.fields.map((field) => field.choices.at(-1))).toEqual([
      NOBODY,
      NOBODY,
    ])
    expect(withChoice(FACES, 0, NOBODY, choices)).toMatchObject({ faces: [face] })
    expect(withChoice(FACES, 1, 'joy', choices)).toMatchObject({
      faces: [{}, { feeling: { emotion: 'joy' } }],
    })
  })
})

describe('words of corrections', () => {
  it('name a place in every language', async () => {
    const place: Finding = {
      ...{ aspect: 'place', confidence: 0.8, distanceKm: 2 },
      ...{ en: 'Intendente, Lisbon, Portugal', zh: 'Intendente，Lisbon，葡萄牙' },
    }
    expect(editOf(place, true, await choicesOf())).toMatchObject({ kind: 'words', value: place.zh })
    expect(withWords(place, ' 格拉萨 ', true)).toMatchObject({ en: '格拉萨', zh: '格拉萨' })
  })
})
