// What is said in a recording or a clip, by the recogniser that the writer chose; without one the writer may write it down.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { SenseProblem, type MediaAnalyzer } from '../analyzer.ts'
import { scratchFolder } from '../scratch-folder.ts'
import type { SenseSetup } from '../sense-setup.ts'
import { listen } from '../sound/listen.ts'
import { hearWithPocketsphinx } from './pocketsphinx.ts'
import { hearWithWhisper, type Recognized, type WhisperWork } from './whisper.ts'
import { writeWav } from './write-wav.ts'

const LIMIT_MS = 4 * 3_600_000
/** The recogniser is ended before the process that waits for it. */
const RECOGNIZER_MS = LIMIT_MS - 60_000
/** Of the work, until the sound is decoded; how far it is afterwards, only whisper says. */
const DECODED = 0.2
const MOST_LINES = 20_000
const SHORTEST_MS = 200

const hear = async (
  recognizer: NonNullable<SenseSetup['recognizer']>,
  work: Omit<WhisperWork, 'limitMs'>,
): Promise<Recognized> =>
  recognizer.kind === 'whisper'
    ? hearWithWhisper(recognizer, { ...work, limitMs: RECOGNIZER_MS })
    : hearWithPocketsphinx(recognizer.program, work.wav, RECOGNIZER_MS)

/** Another recogniser or model hears again. */
const nameOf = ({ recognizer }: SenseSetup): string =>
  recognizer?.kind === 'whisper'
    ? `whisper ${recognizer.model} ${recognizer.language}`
    : (recognizer?.kind ?? '')

export const transcriptAnalyzer: MediaAnalyzer = {
  id: 'transcript',
  version: '1',
  versionWith: (setup) => `1 ${nameOf(setup)}`.trim(),
  kinds: ['audio', 'video'],
  limitMs: LIMIT_MS,
  missing({ recognizer }) {
    if (recognizer === null) return 'no-recognizer'
    const files =
      recognizer.kind === 'whisper' ? [recognizer.program, recognizer.model] : [recognizer.program]
    return files.every((file) => existsSync(file)) ? null : 'recognizer-gone'
  },
  async run(file, { setup, progress }) {
    if (setup.recognizer === null) throw new SenseProblem('no-recognizer')
    const folder = scratchFolder()
    try {
      const wav = join(folder.path, 'sound.wav')
      const durationMs = await writeWav(
        wav,
        listen(file, (share) => progress(DECODED * share)),
      )
      if (durationMs < SHORTEST_MS) return []
      const { lines, confidence } = await hear(setup.recognizer, {
        ...{ wav, durationMs, folder: folder.path },
        progress: (share) => progress(DECODED + (1 - DECODED) * share),
      })
      if (lines.length === 0) return []
      return [{ aspect: 'transcript', confidence, lines: lines.slice(0, MOST_LINES) }]
    } finally {
      folder.dispose()
    }
  },
}
