// The analysers of media, in the order in which they run. A new one is one file and one line here.
import type { MediaKind } from '../../domain/media.ts'
import type { MediaAnalyzer } from './analyzer.ts'
import { clipsMissing } from './clip/open-clip.ts'
import { shotsAnalyzer } from './clip/shots-analyzer.ts'
import { captionAnalyzer } from './photo/caption/caption-analyzer.ts'
import { facesAnalyzer } from './photo/faces-analyzer.ts'
import { objectsAnalyzer } from './photo/objects-analyzer.ts'
import { paletteAnalyzer } from './photo/palette-analyzer.ts'
import { ratingAnalyzer } from './photo/rating-analyzer.ts'
import { textAnalyzer } from './photo/text-analyzer.ts'
import { placeAnalyzer } from './place/place-analyzer.ts'
import { soundAnalyzer } from './sound/sound-analyzer.ts'
import type { SenseSetup } from './sense-setup.ts'
import { transcriptAnalyzer } from './speech/transcript-analyzer.ts'
import { voiceAnalyzer } from './sound/voice/voice-analyzer.ts'

export const MEDIA_ANALYZERS: readonly MediaAnalyzer[] = [
  paletteAnalyzer,
  facesAnalyzer,
  objectsAnalyzer,
  textAnalyzer,
  ratingAnalyzer,
  captionAnalyzer,
  shotsAnalyzer,
  placeAnalyzer,
  soundAnalyzer,
  voiceAnalyzer,
  transcriptAnalyzer,
]

export const analyzersFor = (kind: MediaKind): readonly MediaAnalyzer[] =>
  MEDIA_ANALYZERS.filter(({ kinds }) => kinds.includes(kind))

/** Why an analyser cannot read this kind of file on this machine, as a short code; null when it can. */
export const whyMissing = (
  analyzer: Pick<MediaAnalyzer, 'missing'>,
  kind: MediaKind,
  setup: SenseSetup,
): string | null => (kind === 'video' ? clipsMissing(setup) : null) ?? analyzer.missing(setup)

/** The version under which its findings are kept. */
export const versionOf = (
  { version, versionWith }: Pick<MediaAnalyzer, 'version' | 'versionWith'>,
  setup: SenseSetup,
): string => versionWith?.(setup) ?? version

/** Throws on an id that is not in the registry. */
export const analyzerById = (id: string): MediaAnalyzer => {
  const found = MEDIA_ANALYZERS.find((analyzer) => analyzer.id === id)
  if (!found) throw new Error(`There is no media analyser ${id}.`)
  return found
}
