// A small program stands in for whisper.cpp's command line and the JSON it writes; whisper.cpp itself is asked where it is installed,
// with a model that says what it was told to. pocketsphinx is real, where it is installed.
import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { findProgram } from '../../../../engine/analysis/senses/find-program.ts'
import { SenseFile } from '../../../../engine/analysis/senses/sense-file.ts'
import { SenseRunner } from '../../../../engine/analysis/senses/sense-runner.ts'
import {
  findPocketsphinx,
  NO_SETUP,
  type SenseSetup,
} from '../../../../engine/analysis/senses/sense-setup.ts'
import { transcriptAnalyzer } from '../../../../engine/analysis/senses/speech/transcript-analyzer.ts'
import { NO_FACTS } from '../../../../engine/domain/media.ts'
import { scriptedWhisper } from '../../../helpers/scripted-whisper.ts'
import { tempFolder } from '../../../helpers/temp-project.ts'
import { senseContext } from '../sense-context.ts'
import { soundOf, toWav, voice } from '../sound/sounds.ts'

vi.setConfig({ testTimeout: 240_000 })

/** Writes what it was asked beside its answer, as whisper.cpp's full JSON has it. */
const STAND_IN = `#!${process.execPath}
const { readFileSync, writeFileSync } = require('node:fs')
const args = process.argv.slice(2)
const of = (name) => args[args.indexOf(name) + 1]
const wav = readFileSync(of('-f'))
const mode = readFileSync(of('-m'), 'utf8').slice(4)
writeFileSync(of('-m') + '.asked', JSON.stringify({ args, env: Object.keys(process.env), head: wav.toString('latin1', 0, 4), rate: wav.readUInt32LE(24), bytes: wav.length }))
if (mode === 'fails') process.exit(3)
if (mode === 'language') { console.error("error: unknown language 'en'"); process.exit(0) }
if (mode === 'model') { console.error('error: failed to initialize whisper context'); process.exit(3) }
if (mode === 'crashes') { console.log('[00:00:00.000 --> 00:00:02.000]   We came'); process.kill(process.pid, 'SIGSEGV') }
if (mode === 'hangs') { writeFileSync(of('-m') + '.pid', String(process.pid)); console.log('[00:00:00.000 --> 00:00:02.000]   We came'); setInterval(() => 0, 1000); return }
if (mode === 'garbage') { writeFileSync(of('-of') + '.json', 'no json'); process.exit(0) }
writeFileSync(of('-of') + '.json', JSON.stringify({ result: { language: 'en' }, transcription: [
  { timestamps: {}, offsets: { from: 0, to: 900 }, text: ' [BLANK_AUDIO]', tokens: [{ text: '[_BEG_]', p: 0.99 }, { text: ' x', p: 0.1 }] },
  { timestamps: {}, offsets: { from: 900, to: 2400 }, text: ' We came down to the water.', tokens: [{ text: '[_BEG_]', p: 1 }, { text: ' We', p: 0.9 }, { text: ' came', p: 0.7 }] },
  { timestamps: {}, offsets: { from: 2400, to: 4000 }, text: ' 没有人。', tokens: [{ text: ' 没', p: 0.8 }] },
] }))
`

const whisper = (mode = '') => {
  const folder = tempFolder()
  const [program, model] = [join(folder, 'whisper-cli'), join(folder, 'ggml-tiny.bin')]
  writeFileSync(program, STAND_IN)
  chmodSync(program, 0o755)
  writeFileSync(model, `lmgg${mode}`)
  const setup: SenseSetup = { ...NO_SETUP, recognizer: { kind: 'whisper', program, model, language: 'en' } }
  return {
    setup,
    model,
    pid: () => Number(existsSync(`${model}.pid`) ? readFileSync(`${model}.pid`, 'utf8') : 0),
    asked: () => JSON.parse(readFileSync(`${model}.asked`, 'utf8')) as Record<string, unknown>,
  }
}

const note = () => new SenseFile('audio', 'audio/wav', toWav(soundOf(4, voice(150))))

const hear = (setup: SenseSetup, file = note()) => transcriptAnalyzer.run(file, senseContext({ setup }))

test('whisper.cpp gets the sound as it wants it and nothing else, and its lines keep their times', async () => {
  const { setup, asked, model } = whisper()
  const [finding] = await hear(setup)
  expect(finding).toEqual({
    aspect: 'transcript',
    confidence: expect.closeTo(0.8) as number,
    lines: [
      { fromMs: 900, toMs: 2400, text: 'We came down to the water.' },
      { fromMs: 2400, toMs: 4000, text: '没有人。' },
    ],
  })
  const { args, env, head, rate, bytes } = asked()
  expect(args).toEqual(expect.arrayContaining(['-m', model, '-l', 'en', '-ojf', '-np']))
  expect([head, rate]).toEqual(['RIFF', 16_000])
  expect(Math.abs(Number(bytes) - 4 * 32_000)).toBeLessThan(3000)
  // Nothing of the writer's environment goes along.
  expect(
    (env as string[]).filter((name) => !/^(?:PATH|TMP|TEMP|TMPDIR|LD_LIBRARY_PATH|__CF.*)$/u.test(name)),
  ).toEqual([])
})

test.each([
  ['fails', 'recognizer-failed'],
  ['garbage', 'recognizer-failed'],
  ['crashes', 'recognizer-failed'],
  ['language', 'recognizer-language'],
  ['model', 'recognizer-model'],
])('a recogniser that %s is told as %s, never as a damaged recording', async (mode, code) => {
  await expect(hear(whisper(mode).setup)).rejects.toMatchObject({ name: 'SenseProblem', code })
})

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

test('whoever stops ends the recogniser as well, and how far it was has been told', async () => {
  const { setup, pid } = whisper('hangs')
  const { bytes, mime } = note()
  const runner = new SenseRunner()
  onTestFinished(() => runner.dispose())
  const stop = new AbortController()
  const shares: number[] = []
  const work = runner.understand(
    {
      ...{ kind: 'audio' as const, mime, sizeBytes: bytes.length, pieces: () => [bytes] },
      ...{ analyzers: ['transcript'], setup, facts: NO_FACTS },
    },
    { found: () => undefined, progress: (share) => shares.push(share) },
    stop.signal,
  )
  await vi.waitUntil(() => pid() > 0 && shares.some((share) => share > 0.5), { timeout: 120_000 })
  expect(isAlive(pid())).toBe(true)
  stop.abort(new Error('enough'))
  await expect(work).rejects.toThrow('enough')
  await vi.waitUntil(() => !isAlive(pid()), { timeout: 20_000 })
})

test('a recogniser that has gone is missed', () => {
  expect(transcriptAnalyzer.missing(NO_SETUP)).toBe('no-recognizer')
  const { setup } = whisper()
  expect(transcriptAnalyzer.missing(setup)).toBeNull()
  const gone = {
    ...setup,
    recognizer: { ...setup.recognizer!, program: '/nowhere/whisper-cli' },
  } as SenseSetup
  expect(transcriptAnalyzer.missing(gone)).toBe('recognizer-gone')
})

test('another model hears again: what is kept is kept under its name', () => {
  const [one, two] = [whisper().setup, whisper().setup]
  expect(transcriptAnalyzer.versionWith?.(one)).not.toBe(transcriptAnalyzer.versionWith?.(two))
})

const SPEAKER = findProgram(['espeak-ng'])
const SPHINX = findPocketsphinx()

test.skipIf(SPHINX === null || SPEAKER === null)(
  'pocketsphinx, where it is installed, hears words at their times and is trusted little',
  async () => {
    const wav = join(tempFolder(), 'said.wav')
    const text = 'The weather is very nice today. We want to go.'
    execFileSync(SPEAKER ?? '', ['-v', 'en-us', '-s', '140', '-w', wav, text])
    const setup: SenseSetup = { ...NO_SETUP, recognizer: { kind: 'pocketsphinx', program: SPHINX ?? '' } }
    const [finding] = await hear(
      setup,
      new SenseFile('audio', 'audio/wav', new Uint8Array(readFileSync(wav))),
    )
    if (finding?.aspect !== 'transcript') throw new Error('nothing was heard')
    const words = finding.lines.flatMap((line) => line.text.split(' '))
    expect(words.length).toBeGreaterThan(2)
    expect(words.every((word) => /^[a-z'.-]+$/u.test(word))).toBe(true)
    expect(finding.confidence).toBeLessThan(0.5)
    for (const [at, { fromMs, toMs }] of finding.lines.entries()) {
      expect(toMs).toBeGreaterThan(fromMs)
      expect(fromMs).toBeGreaterThanOrEqual(finding.lines[at - 1]?.toMs ?? 0)
    }
  },
)

const WHISPER = findProgram(['whisper-cli'])

test.skipIf(WHISPER === null)(
  'whisper.cpp itself, where it is installed: its words, times and marks, letters cut in two, a language it finds or does not know, a file that is no model',
  async () => {
    const model = join(tempFolder(), 'ggml-scripted.bin')
    writeFileSync(
      model,
      scriptedWhisper('zh', [
        [0, 1.5, ' 没有人在家，龘靐。'],
        [1.5, 2.5, ' We came down to the water.'],
        [2.5, 3, ' (music)'],
        [3, 3.9, ' 明天见。'],
      ]),
    )
    const recognizer = { kind: 'whisper', program: WHISPER ?? '', model } as const
    const asks = (more: { language?: string; model?: string }) =>
      hear({ ...NO_SETUP, recognizer: { ...recognizer, language: 'auto', ...more } })
    const [found] = await asks({})
    expect(found).toMatchObject({
      aspect: 'transcript',
      lines: [
        { fromMs: 0, toMs: 1500, text: '没有人在家，龘靐。' },
        { fromMs: 1500, toMs: 2500, text: 'We came down to the water.' },
        { fromMs: 3000, toMs: 3900, text: '明天见。' },
      ],
    })
    expect(found.confidence).toBeGreaterThan(0.9)
    expect((await asks({ language: 'en' }))[0]).toMatchObject({ aspect: 'transcript' })
    await expect(asks({ language: 'xx' })).rejects.toMatchObject({ code: 'recognizer-language' })
    const none = join(tempFolder(), 'notes.bin')
    writeFileSync(none, 'These are my notes, and no model at all. '.repeat(100))
    await expect(asks({ model: none })).rejects.toMatchObject({ code: 'recognizer-model' })
  },
)
