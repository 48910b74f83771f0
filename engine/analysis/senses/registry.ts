// The analysers of media, in the order in which they run. A new one is one file and one line here.
import type { MediaKind } from '../../domain/media.ts'
import type { MediaAnalyzer } from './analyzer.ts'
import { facesAnalyzer } from './photo/faces-analyzer.ts'
import { objectsAnalyzer } from './photo/objects-analyzer.ts'
import { paletteAnalyzer } from './photo/palette-analyzer.ts'
import { textAnalyzer } from './photo/text-analyzer.ts'
import { soundAnalyzer } from './sound/sound-analyzer.ts'
import { voiceAnalyzer } from './sound/voice/voice-analyzer.ts'

export const MEDIA_ANALYZERS: readonly MediaAnalyzer[] = [
  paletteAnalyzer,
  facesAnalyzer,
  objectsAnalyzer,
  textAnalyzer,
  soundAnalyzer,
  voiceAnalyzer,
]

export const analyzersFor = (kind: MediaKind): readonly MediaAnalyzer[] =>
  MEDIA_ANALYZERS.filter(({ kinds }) => kinds.includes(kind))

/** Throws on an id that is not in the registry. */
export const analyzerById = (id: string): MediaAnalyzer => {
  const found = MEDIA_ANALYZERS.find((analyzer) => analyzer.id === id)
  if (!found) throw new Error(`There is no media analyser ${id}.`)
  return found
}
