// What each scene of a clip says in short and how it feels, where nobody has said so: composed of what is seen in it and of the
// voices that are heard meanwhile.
import { type FindingOf, type MediaFinding, type Shot, pickFinding } from '../../../domain/media-finding.ts'
import { composeCaption } from './compose-caption.ts'
import { composeMood } from './compose-mood.ts'
import { composeScene } from './compose-scene.ts'
import { blendFeelings } from './feelings.ts'

const heardDuring = (
  { fromMs, toMs }: Shot,
  voice: FindingOf<'voice'> | undefined,
): readonly MediaFinding[] => {
  const stretches = (voice?.stretches ?? []).filter((each) => each.fromMs < toMs && each.toMs > fromMs)
  const feeling = blendFeelings(
    stretches.map((each) => ({
      feeling: each.feeling,
      weight: Math.min(toMs, each.toMs) - Math.max(fromMs, each.fromMs),
    })),
  )
  return feeling ? [{ aspect: 'voice', confidence: feeling.confidence, stretches, feeling }] : []
}

/** @param findings all of the clip. */
export const composeShots = (
  finding: FindingOf<'shots'>,
  findings: readonly MediaFinding[],
): FindingOf<'shots'> => {
  const voice = pickFinding(findings, 'voice')
  return {
    ...finding,
    shots: finding.shots.map((shot): Shot => {
      const place = composeScene(shot.seen)
      const composed = composeCaption(place ? [...shot.seen, place] : shot.seen)
      return {
        ...shot,
        caption:
          shot.caption || composed
            ? { en: shot.caption?.en || (composed?.en ?? ''), zh: shot.caption?.zh || (composed?.zh ?? '') }
            : null,
        feeling: shot.feeling ?? composeMood([...shot.seen, ...heardDuring(shot, voice)])?.feeling ?? null,
      }
    }),
  }
}
