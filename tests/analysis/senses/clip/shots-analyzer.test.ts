import { expect, test, vi } from 'vitest'
import type { MediaFinding, Shot } from '../../../../engine/domain/media-finding.ts'
import { packClip, HANDED_CLIP } from '../../../../engine/analysis/senses/clip/handed-clip.ts'
import type { ClipFacts } from '../../../../engine/analysis/senses/clip/clip.ts'
import { shotsAnalyzer } from '../../../../engine/analysis/senses/clip/shots-analyzer.ts'
import { SenseFile } from '../../../../engine/analysis/senses/sense-file.ts'
import { senseSetup } from '../../../../engine/analysis/senses/sense-setup.ts'
import { soundAnalyzer } from '../../../../engine/analysis/senses/sound/sound-analyzer.ts'
import { photo } from '../../media/samples.ts'
import { senseContext } from '../sense-context.ts'
import { FFMPEG, makeClip, type MadeScene } from './made-clips.ts'

vi.setConfig({ testTimeout: 240_000 })

const setup = senseSetup('/nowhere')

const look = async (bytes: Uint8Array, mime = 'video/mp4') => {
  const frames: number[] = []
  let facts: ClipFacts | null = null
  const file = new SenseFile('video', mime, bytes, setup)
  const context = senseContext({
    setup,
    keepFrame: (atMs) => frames.push(atMs),
    learn: (learnt) => (facts = learnt),
  })
  try {
    const [finding] = await shotsAnalyzer.run(file, context)
    const heard = await soundAnalyzer.run(file, context)
    return {
      shots: finding.aspect === 'shots' ? finding.shots : [],
      frames,
      facts: facts as ClipFacts | null,
      heard,
    }
  } finally {
    await file.dispose()
  }
}

const cutsOf = (scenes: readonly MadeScene[]): readonly number[] =>
  scenes
    .slice(0, -1)
    .map((_, at) => 1000 * scenes.slice(0, at + 1).reduce((sum, { seconds }) => sum + seconds, 0))

const begins = (shots: readonly Shot[]): readonly number[] => shots.slice(1).map(({ fromMs }) => fromMs)

const near = (found: readonly number[], wanted: readonly number[], withinMs: number): boolean =>
  found.length === wanted.length && wanted.every((at, index) => Math.abs(found[index] - at) <= withinMs)

test.skipIf(FFMPEG === null)(
  'hard cuts between moving scenes are found where they are, and nowhere else',
  async () => {
    const clips: readonly (readonly MadeScene[])[] = [
      [
        { scene: 'card', seconds: 2 },
        { scene: 'blue', seconds: 3 },
        { scene: 'fractal', seconds: 1.6 },
        { scene: 'night', seconds: 2 },
      ],
      [
        { scene: 'green', seconds: 2.4 },
        { scene: 'cells', seconds: 2 },
        { scene: 'card', seconds: 1.2 },
      ],
      [{ scene: 'fractal', seconds: 5 }],
      [{ scene: 'card', seconds: 5 }],
    ]
    for (const scenes of clips) {
      const { shots } = await look(await makeClip(scenes))
      expect(begins(shots), JSON.stringify({ scenes, found: begins(shots) })).toSatisfy((found: number[]) =>
        near(found, cutsOf(scenes), 150),
      )
      expect(shots[0].fromMs).toBe(0)
      for (const { fromMs, toMs, keyMs } of shots) expect(keyMs >= fromMs && keyMs <= toMs).toBe(true)
    }
  },
)

test.skipIf(FFMPEG === null)('one scene that slowly becomes another is two scenes', async () => {
  const scenes: readonly MadeScene[] = [
    { scene: 'blue', seconds: 4 },
    { scene: 'green', seconds: 4 },
  ]
  // Where the gradients of both lie decides how even the steps of the fade are: of several such pairs none is two cuts.
  for (const seed of [1, 8, 11, 21]) {
    const { shots } = await look(await makeClip(scenes, { fadeS: 0.8, seed }))
    expect(begins(shots), `seed ${seed}`).toSatisfy((found: number[]) => near(found, [3600], 500))
  }
})

test.skipIf(FFMPEG === null)(
  'a clip says when and where it was taken, how large it is, what is heard, and gives a small picture of each scene',
  async () => {
    const scenes: readonly MadeScene[] = [
      { scene: 'blue', seconds: 3 },
      { scene: 'night', seconds: 3 },
    ]
    const clip = await makeClip(scenes, { sound: 'sine=frequency=330:sample_rate=44100' })
    const { shots, frames, facts, heard } = await look(clip)
    expect(frames).toEqual(shots.map(({ keyMs }) => keyMs))
    expect(facts).toMatchObject({
      ...{ width: 320, height: 180, hasSound: true },
      ...{ takenAt: Date.UTC(2024, 4, 6, 7, 8, 9), latitude: 48.8584, longitude: 2.2945 },
    })
    expect(Math.abs((facts?.durationMs ?? 0) - 6000)).toBeLessThan(150)
    expect(heard.map(({ aspect }) => aspect)).toEqual(['speech', 'sound'])
  },
)

test.skipIf(FFMPEG === null)('a clip without sound has nothing to hear; a webm is a clip too', async () => {
  const webm = await makeClip([{ scene: 'card', seconds: 2 }], { format: 'webm' })
  const { shots, heard } = await look(webm, 'video/webm')
  expect(shots).toHaveLength(1)
  expect(heard).toEqual([])
})

test.skipIf(FFMPEG === null)(
  'what is no clip, or breaks off at once, is damaged and nothing worse',
  async () => {
    await expect(look(new Uint8Array(5000).fill(7))).rejects.toMatchObject({ code: 'damaged' })
    const clip = await makeClip([{ scene: 'card', seconds: 2 }])
    await expect(look(clip.subarray(0, 200))).rejects.toMatchObject({ code: 'damaged' })
    await expect(look(clip, 'video/x-of-tomorrow')).rejects.toMatchObject({ code: 'not-decodable' })
    // A playlist that names other files is not followed, whatever it is called.
    const playlist = new TextEncoder().encode('#EXTM3U\n#EXTINF:9,\nfile:///etc/passwd\n')
    await expect(look(playlist)).rejects.toMatchObject({ code: 'damaged' })
  },
)

test('without a decoder of the system the clip waits for a window, and says so', async () => {
  const file = new SenseFile('video', 'video/mp4', new Uint8Array(100))
  await expect(shotsAnalyzer.run(file, senseContext())).rejects.toMatchObject({ code: 'no-clip-decoder' })
})

test('what a window decoded is understood the same way: pictures at even steps, and the sound', async () => {
  const colours = ['#c03020', '#c03020', '#c03020', '#2040c0', '#2040c0', '#2040c0', '#2040c0']
  const pictures = await Promise.all(
    colours.map((background) => photo(64, 36).flatten({ background }).tint(background).jpeg().toBuffer()),
  )
  const sound = new Int16Array(16_000).map((_, i) => 9000 * Math.sin((2 * Math.PI * 440 * i) / 16_000))
  const packed = packClip({
    ...{ durationMs: 3500, width: 640, height: 360 },
    frames: pictures.map((bytes, at) => ({ atMs: at * 500, bytes: bytes.length })),
    pictures: new Uint8Array(Buffer.concat(pictures)),
    sound: new Uint8Array(sound.buffer),
  })
  const seen: MediaFinding[] = [{ aspect: 'caption', confidence: 0.9, en: 'A red room', zh: '红房间' }]
  const file = new SenseFile('video', HANDED_CLIP, packed)
  const [finding] = await shotsAnalyzer.run(file, senseContext({ see: () => Promise.resolve(seen) }))
  if (finding.aspect !== 'shots') throw new Error('no shots')
  expect(finding.shots.map(({ fromMs, toMs }) => [fromMs, toMs])).toEqual([
    [0, 1500],
    [1500, 3500],
  ])
  expect(finding.shots[0].caption).toEqual({ en: 'A red room', zh: '红房间' })
  const [, heard] = await soundAnalyzer.run(file, senseContext())
  expect(heard).toMatchObject({ aspect: 'sound' })
})
