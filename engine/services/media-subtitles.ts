// Subtitles of a recording or a clip: made of what was understood of it, and read from a file that lies beside it.
import { readFile, stat } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { EngineError } from '../domain/errors.ts'
import { pickFinding, type MediaFinding, type TranscriptFinding } from '../domain/media-finding.ts'
import type { MediaItem, SubtitleContent } from '../domain/media.ts'
import type { Language } from '../domain/project.ts'
import { decodeText } from '../text/encoding.ts'
import type { OpenProject } from './context.ts'
import type { Cue } from '../text/subtitles/cue.ts'
import { readSubtitles } from '../text/subtitles/read-subtitles.ts'

const MAX_BYTES = 4 << 20
const ENDINGS = ['.srt', '.vtt'] as const

/** What is said, as it stands in the transcript. */
const said = (findings: readonly MediaFinding[]): readonly Cue[] =>
  pickFinding(findings, 'transcript')?.lines ?? []

/** What is to be seen, for those who cannot: in brackets, as is usual. */
const shown = (findings: readonly MediaFinding[], language: Language): readonly Cue[] =>
  (pickFinding(findings, 'shots')?.shots ?? []).flatMap(({ fromMs, toMs, caption }) => {
    const text = caption?.[language] ?? ''
    return text === '' ? [] : [{ fromMs, toMs, text: language === 'zh' ? `【${text}】` : `[${text}]` }]
  })

const overlaps = (one: Cue, two: Cue): boolean => one.fromMs < two.toMs && two.fromMs < one.toMs

/** NOT_FOUND where nothing was understood that could be shown. @param findings scenes with their captions in them */
export const cuesOf = (
  findings: readonly MediaFinding[],
  content: SubtitleContent,
  language: Language,
): readonly Cue[] => {
  const words = content === 'shown' ? [] : said(findings)
  // Nobody reads two at once: what is seen gives way to what is said.
  const pictures = content === 'said' ? [] : shown(findings, language)
  const free = pictures.filter((cue) => !words.some((line) => overlaps(line, cue)))
  const cues = [...words, ...free].toSorted((a, b) => a.fromMs - b.fromMs)
  if (cues.length > 0) return cues
  throw new EngineError(
    'NOT_FOUND',
    'There is nothing to make subtitles of yet: let the file be understood, or write down what is said.',
    { content },
  )
}

/** UNSUPPORTED_FORMAT, FILE_TOO_LARGE, NOT_TEXT. */
export const transcriptFrom = (bytes: Uint8Array, name: string): TranscriptFinding => {
  if (bytes.length > MAX_BYTES)
    throw new EngineError('FILE_TOO_LARGE', 'No subtitles are as large as this. Nothing was changed.', {
      sizeBytes: bytes.length,
      limitBytes: MAX_BYTES,
    })
  return { aspect: 'transcript', confidence: 1, lines: readSubtitles(decodeText(bytes, name).text) }
}

const stemOf = (name: string): string => basename(name, extname(name))

/** `walk.srt` and `walk.en.srt` belong to `walk.mp4`. */
const belongsTo = (subtitles: Pick<MediaItem, 'name'>, clip: Pick<MediaItem, 'name'>): boolean => {
  const [stem, own] = [stemOf(subtitles.name).toLowerCase(), stemOf(clip.name).toLowerCase()]
  return (
    stem === own ||
    (stem.startsWith(`${own}.`) && /^[a-z]{2,3}(?:-[a-z0-9]+)?$/u.test(stem.slice(own.length + 1)))
  )
}

const isSubtitles = ({ mime }: Pick<MediaItem, 'mime'>): boolean =>
  mime === 'application/x-subrip' || mime === 'text/vtt'

export const hasSound = ({ kind }: Pick<MediaItem, 'kind'>): boolean => kind === 'audio' || kind === 'video'

/** Of the file of the same name in the same folder; null where none is there or it cannot be read. */
export const transcriptBeside = async (path: string): Promise<TranscriptFinding | null> => {
  for (const ending of ENDINGS) {
    const beside = join(dirname(path), `${stemOf(path)}${ending}`)
    const info = await stat(beside).catch(() => null)
    if (!info?.isFile() || info.size > MAX_BYTES) continue
    try {
      return transcriptFrom(await readFile(beside), basename(beside))
    } catch {
      // Something else of that name: the clip is worth as much without it.
    }
  }
  return null
}

/** What one subtitle file of the project says; null where it says nothing that can be read. */
const transcriptOf = ({ store }: OpenProject, item: MediaItem): TranscriptFinding | null => {
  try {
    return transcriptFrom(store.blobs.read(item.hash), item.name)
  } catch {
    return null
  }
}

/**
 * Gives recordings and clips the subtitles of the same name as their transcript, whichever of the two came first; what the
 * writer has put there already stays. Part of an act.
 * @param beside what lay on the disk beside a file that comes in
 * @returns ids of those that got one.
 */
export const takeSubtitles = (
  project: OpenProject,
  arrived: readonly MediaItem[],
  beside: ReadonlyMap<MediaItem, TranscriptFinding>,
): readonly string[] => {
  const { media, mediaFindings } = project.store
  const taken: string[] = []
  const keep = (item: MediaItem, finding: TranscriptFinding | null): void => {
    const isFree = !mediaFindings.corrections(item.id).some(({ aspect }) => aspect === 'transcript')
    if (!finding || !isFree) return
    mediaFindings.correct(item.id, finding)
    taken.push(item.id)
  }
  for (const [item, finding] of beside) if (arrived.includes(item)) keep(item, finding)
  const all = arrived.some((item) => isSubtitles(item) || hasSound(item)) ? media.list() : []
  for (const item of arrived)
    for (const other of all)
      if (isSubtitles(item) && hasSound(other) && belongsTo(item, other))
        keep(other, transcriptOf(project, item))
      else if (hasSound(item) && isSubtitles(other) && belongsTo(other, item))
        keep(item, transcriptOf(project, other))
  return taken
}
