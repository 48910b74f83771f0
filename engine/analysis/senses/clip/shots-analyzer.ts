// The scenes of a clip: where each begins, and what the picture that stands for it shows, seen as a photo would be.
import sharp from 'sharp'
import type { SeenAspect, Shot } from '../../../domain/media-finding.ts'
import { pickFinding } from '../../../domain/media-finding.ts'
import { SenseProblem, type MediaAnalyzer, type SenseContext } from '../analyzer.ts'
import type { Picture } from '../decode-picture.ts'
import type { Clip, Sample } from './clip.ts'
import { scenesOf, type Scene } from './scene-cuts.ts'

/** Of the strip under a clip. */
const FRAME_PX = 240
/** Of the work, until the scenes are known. */
const SAMPLING_SHARE = 0.4
/** Hard cuts are seen for certain; that slow ones were all found is a guess. */
const CONFIDENCE = 0.8

const SEEN = new Set<string>([
  'palette',
  'light',
  'text',
  'faces',
  'objects',
  'rating',
] satisfies SeenAspect['aspect'][])

const smallOf = async ({ width, height, pixels }: Picture): Promise<Uint8Array> =>
  sharp(pixels, { raw: { width, height, channels: 3 } })
    .resize({ width: FRAME_PX, height: FRAME_PX, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 70 })
    .toBuffer()

const shotOf = async (clip: Clip, { fromMs, toMs, keyMs }: Scene, context: SenseContext): Promise<Shot> => {
  const picture = await clip.pictureAt(keyMs)
  context.keepFrame(keyMs, await smallOf(picture))
  const findings = await context.see(picture)
  const caption = pickFinding(findings, 'caption')
  return {
    fromMs,
    toMs,
    keyMs,
    seen: findings.filter((finding): finding is SeenAspect => SEEN.has(finding.aspect)),
    caption: caption ? { en: caption.en, zh: caption.zh } : null,
    feeling: null,
  }
}

const samplesOf = async (clip: Clip, progress: (share: number) => void): Promise<readonly Sample[]> => {
  const samples: Sample[] = []
  for await (const sample of clip.samples()) {
    samples.push(sample)
    progress((SAMPLING_SHARE * sample.atMs) / clip.facts.durationMs)
  }
  return samples
}

export const shotsAnalyzer: MediaAnalyzer = {
  id: 'shots',
  version: '2',
  kinds: ['video'],
  limitMs: 2_700_000,
  missing: () => null,
  async run(file, context) {
    const clip = await file.clip()
    context.learn(clip.facts)
    const scenes = scenesOf(await samplesOf(clip, context.progress), clip.facts.durationMs)
    if (scenes.length === 0) throw new SenseProblem('damaged')
    const shots: Shot[] = []
    for (const [index, scene] of scenes.entries()) {
      try {
        shots.push(await shotOf(clip, scene, context))
      } catch (error) {
        // A scene that cannot be looked into is still a scene.
        if (!(error instanceof SenseProblem)) throw error
        shots.push({ ...scene, seen: [], caption: null, feeling: null })
      }
      context.progress(SAMPLING_SHARE + ((1 - SAMPLING_SHARE) * (index + 1)) / scenes.length)
    }
    return [{ aspect: 'shots', confidence: CONFIDENCE, shots }]
  },
}
