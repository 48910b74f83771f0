// The words of a medium that can be searched: what is said, when; what can be read in it; what it is called and described by.
import { NO_SETUP } from '../analysis/senses/sense-setup.ts'
import { namesInPlace, pickFinding, type MediaFinding } from '../domain/media-finding.ts'
import type { MediaPiece } from '../domain/search.ts'
import type { ProjectStore } from '../store/project-store.ts'
import { understandingOf } from './understand-media.ts'

/** Words seen in the pictures of a clip stand at their second; the same words again are the same words. */
const seenIn = (findings: readonly MediaFinding[]): readonly MediaPiece[] => {
  const pictures = [
    { atMs: 0, text: pickFinding(findings, 'text') },
    ...(pickFinding(findings, 'shots')?.shots ?? []).map(({ keyMs, seen }) => ({
      atMs: keyMs,
      text: pickFinding(seen, 'text'),
    })),
  ]
  const known = new Set<string>()
  return pictures.flatMap(({ atMs, text }) =>
    (text?.lines ?? []).flatMap((line): MediaPiece[] => {
      if (known.has(line.text)) return []
      known.add(line.text)
      return [{ field: 'seen', atMs: Math.round(atMs), text: line.text }]
    }),
  )
}

/** Nothing of a medium that is gone. Corrections of the writer stand in for what was found. */
export const mediaPieces = (
  store: Pick<ProjectStore, 'media' | 'mediaFindings'>,
  mediaId: string,
): readonly MediaPiece[] => {
  const item = store.media.find(mediaId)
  if (!item) return []
  const findings = understandingOf(store, item, NO_SETUP).findings.map(({ finding }) => finding)
  const said = (pickFinding(findings, 'transcript')?.lines ?? []).map(({ fromMs, text }): MediaPiece => ({
    field: 'said',
    atMs: Math.round(fromMs),
    text,
  }))
  const named = pickFinding(findings, 'place')
  // In whatever language somebody looks for it, it is one place.
  const place = [...new Set([named?.en ?? '', named?.zh ?? ''].flatMap(namesInPlace))].join(', ')
  const about = [item.name, item.caption, item.alt, place]
  return [
    ...said,
    ...seenIn(findings),
    ...[...new Set(about)].map((text): MediaPiece => ({ field: 'about', atMs: 0, text })),
  ].filter(({ text }) => text.trim() !== '')
}
