// With voices made of formulas: two speakers, one feeling high and hurried, the other low and slow.
import { writeFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { SenseFile } from '../../../../engine/analysis/senses/sense-file.ts'
import { senseSetup } from '../../../../engine/analysis/senses/sense-setup.ts'
import { voiceAnalyzer } from '../../../../engine/analysis/senses/sound/voice/voice-analyzer.ts'
import { trainVoiceModel } from '../../../../engine/evals/senses/train-voice-model.ts'
import { evaluateVoices } from '../../../../engine/evals/senses/evaluate-voices.ts'
import { tempFolder } from '../../../helpers/temp-project.ts'
import { senseContext } from '../sense-context.ts'
import { emodbLike, recording } from './made-voices.ts'

// Processes and networks take their time to start on a busy machine.
vi.setConfig({ testTimeout: 240_000 })

const quiet = {
  say: () => undefined,
  signal: new AbortController().signal,
  data: undefined,
  model: undefined,
}

test('feelings are told apart in the voice of somebody who was never heard', async () => {
  const scores = await evaluateVoices({ ...quiet, set: emodbLike() })
  expect(scores).toMatchObject({
    protocol: 'each speaker left out in turn, single recordings of an unknown voice',
    uarScaled: 1,
    uarScaledByFew: 1,
    count: 12,
    unreadable: 1,
    uar: 1,
    speakers: 2,
    perClass: { anger: { count: 6, recall: 1 }, sadness: { count: 6, recall: 1 } },
  })
})

test('a model made here hears the feeling of each phrase; without one the analyser says what is missing', async () => {
  const dataDir = tempFolder()
  const setup = senseSetup(dataDir)
  expect(voiceAnalyzer.missing(setup)).toBe('no-voice-model')
  const folder = emodbLike()
  const made = await trainVoiceModel(folder, { dataDir, seed: 1, progress: () => undefined })
  expect(made).toMatchObject({ file: setup.voiceModel, recordings: 12, speakers: 2, unreadable: 1 })
  expect(voiceAnalyzer.missing(setup)).toBeNull()
  const file = new SenseFile('audio', 'audio/wav', recording(0.5, false, 1))
  const [finding] = await voiceAnalyzer.run(file, senseContext({ setup }))
  if (finding.aspect !== 'voice') throw new Error('no voice')
  expect(finding.stretches.length).toBeGreaterThan(0)
  expect(finding.stretches.every((stretch) => stretch.voice === 'sadness')).toBe(true)
  expect(finding.feeling).toMatchObject({ emotion: 'sadness' })
  expect(await evaluateVoices({ ...quiet, set: folder, model: setup.voiceModel })).toMatchObject({ uar: 1 })

  writeFileSync(setup.voiceModel, 'not weights')
  const other = senseSetup(tempFolder()).voiceModel
  await expect(
    voiceAnalyzer.run(file, senseContext({ setup: { ...setup, voiceModel: other } })),
  ).rejects.toMatchObject({ code: 'model-unreadable' })
})

test('a folder without labelled recordings is refused with what it should hold', async () => {
  await expect(evaluateVoices({ ...quiet, set: tempFolder() })).rejects.toThrow('folders named by emotion')
})
