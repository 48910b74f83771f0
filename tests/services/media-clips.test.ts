import { File } from 'node:buffer'
import { join } from 'node:path'
import { writeFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { materialTexts } from '../../engine/services/material-pieces.ts'
import { FFMPEG, makeClip } from '../analysis/senses/clip/made-clips.ts'
import { photo } from '../analysis/media/samples.ts'
import { soundOf, toWav, voice } from '../analysis/senses/sound/sounds.ts'
import { collect, workbench } from './workbench.ts'

vi.setConfig({ testTimeout: 240_000 })

const SRT =
  '1\n00:00:00,500 --> 00:00:02,000\nDown to the water.\n\n2\n00:00:02,500 --> 00:00:04,000\nNobody came.\n'

const spoken = (seconds = 6) => new File([toWav(soundOf(seconds, voice(140)))], 'note.wav')

type Client = ReturnType<typeof workbench>['client']

const transcriptOf = async (client: Client, mediaId: string) => {
  const [{ findings }] = await client.media.understanding({ mediaIds: [mediaId] })
  return findings.find(({ finding }) => finding.aspect === 'transcript')
}

const linesOf = async (client: Client, mediaId: string) => {
  const shown = await transcriptOf(client, mediaId)
  return shown?.finding.aspect === 'transcript' ? shown.finding.lines : []
}

/** Half a second each of red, then of blue, as a window hands them. */
const handed = async () => {
  const colours = ['#b02020', '#b02020', '#b02020', '#b02020', '#2040b0', '#2040b0', '#2040b0', '#2040b0']
  const pictures = await Promise.all(colours.map((each) => photo(64, 36).tint(each).jpeg().toBuffer()))
  const sound = Int16Array.from(soundOf(4, voice(140)), (sample) => Math.round(sample * 32_000))
  return {
    ...{ durationMs: 4000, width: 1280, height: 720 },
    frames: pictures.map((bytes, at) => ({ atMs: at * 500, bytes: bytes.length })),
    pictures: new File(pictures, 'pictures'),
    sound: new File([sound], 'sound'),
  }
}

/** Nothing can decode this; whoever hands pieces has played something. */
const emptyWebm = () =>
  new File(
    [new Uint8Array([0x1a, 0x45, 0xdf, 0xa3, 0x87, 0x42, 0x82, 0x84, 0x77, 0x65, 0x62, 0x6d])],
    'walk.webm',
  )

test('a clip that a window has decoded is understood: scenes, what they show, how they feel, pictures, subtitles', async () => {
  const { client, project, sceneIds } = workbench()
  const { id, kind } = await client.media.add({ file: emptyWebm() })
  expect(kind).toBe('video')
  const events = await collect(await client.media.handClip({ mediaId: id, ...(await handed()) }))
  const last = events.at(-1)
  if (last?.kind !== 'understood') throw new Error('not understood')
  const shots = last.understanding.findings.find(({ finding }) => finding.aspect === 'shots')?.finding
  if (shots?.aspect !== 'shots') throw new Error('no scenes')
  expect(shots.shots.map(({ fromMs, toMs }) => [fromMs, toMs])).toEqual([
    [0, 2000],
    [2000, 4000],
  ])
  for (const shot of shots.shots) {
    expect(shot.caption?.en).toMatch(/light/u)
    expect(shot.caption?.zh).toMatch(/光线/u)
    expect(shot.feeling?.mix).toHaveLength(7)
  }
  expect(last.understanding.findings.map(({ finding }) => finding.aspect)).toEqual(
    expect.arrayContaining(['shots', 'sound', 'speech', 'mood', 'caption']),
  )
  const [item] = (await client.media.list()).items
  expect(item).toMatchObject({ width: 1280, height: 720, durationMs: 4000, hasThumbnail: true })
  const frame = await client.media.frame({ mediaId: id, atMs: shots.shots[1].keyMs })
  expect(frame.type).toBe('image/webp')
  expect(frame.size).toBeGreaterThan(50)
  const srt = await client.media.subtitles({ mediaId: id, format: 'srt', language: 'en' })
  expect(srt.name).toBe('walk.srt')
  expect(await srt.text()).toMatch(/1\n00:00:00,000 --> 00:00:02,000\n\[/u)
  const vtt = await client.media.subtitles({ mediaId: id, format: 'vtt', language: 'zh' })
  expect(await vtt.text()).toMatch(/^WEBVTT\n\n1\n.*\n【/u)

  // As material, each scene is known with its second.
  const [told] = materialTexts(project, sceneIds[0], [{ kind: 'media', id }])
  expect(told.lines?.map(({ fromMs }) => fromMs)).toEqual([0, 2000])

  // One scene corrected: its mood is wholly what was named, the others keep theirs.
  const corrected = await client.media.correct({
    mediaId: id,
    finding: {
      ...shots,
      shots: shots.shots.map((shot, at) =>
        at === 0
          ? {
              ...shot,
              caption: { en: 'The gate', zh: '门口' },
              feeling: { ...shot.feeling!, emotion: 'fear' as const },
            }
          : shot,
      ),
    },
  })
  const after = corrected.findings.find(({ finding }) => finding.aspect === 'shots')
  expect(after?.by).toBe('hand')
  if (after?.finding.aspect !== 'shots') throw new Error('no scenes')
  expect(after.finding.shots[0]).toMatchObject({ caption: { en: 'The gate' }, feeling: { valence: -0.6 } })
  expect(after.finding.shots[1].feeling).toEqual(shots.shots[1].feeling)
  const both = await client.media.subtitles({ mediaId: id, format: 'srt', language: 'en' })
  expect(await both.text()).toContain('[The gate]')
})

test('pieces that do not fit together are refused, and so is what is no clip', async () => {
  const { client } = workbench()
  const { id } = await client.media.add({ file: emptyWebm() })
  const pieces = await handed()
  const hand = async (more: Partial<typeof pieces>, mediaId = id) =>
    collect(await client.media.handClip({ mediaId, ...pieces, ...more }))
  await expect(hand({ frames: pieces.frames.slice(1) })).rejects.toMatchObject({ code: 'BAD_INPUT' })
  await expect(hand({ frames: pieces.frames.toReversed() })).rejects.toMatchObject({ code: 'BAD_INPUT' })
  await expect(hand({ sound: new File([new Uint8Array(3)], 'sound') })).rejects.toMatchObject({
    code: 'BAD_INPUT',
  })
  const note = await client.media.add({ file: spoken() })
  await expect(hand({}, note.id)).rejects.toMatchObject({ code: 'BAD_INPUT' })
  // Bytes that are no pictures: scenes cannot be told, and the clip says so.
  const noise = new File([new Uint8Array(pieces.pictures.size).fill(9)], 'pictures')
  const events = await collect(await client.media.handClip({ mediaId: id, ...pieces, pictures: noise }))
  const last = events.at(-1)
  if (last?.kind !== 'understood') throw new Error('not understood')
  expect(last.understanding.analyzers.find(({ analyzer }) => analyzer === 'shots')).toMatchObject({
    state: 'failed',
  })
})

test('subtitles beside a recording become what is said in it, whichever comes first, and never over what is there', async () => {
  const { client, folder } = workbench()
  writeFileSync(join(folder, 'note.wav'), toWav(soundOf(3, voice(140))))
  writeFileSync(join(folder, 'note.srt'), SRT)
  await collect(await client.media.addPaths({ paths: [join(folder, 'note.wav')] }))
  const [note] = (await client.media.list()).items
  expect((await linesOf(client, note.id)).map(({ text }) => text)).toEqual([
    'Down to the water.',
    'Nobody came.',
  ])
  expect(await transcriptOf(client, note.id)).toMatchObject({ by: 'hand' })
  await client.project.undo()
  expect((await client.media.list()).items).toHaveLength(0)

  const { id } = await client.media.add({ file: spoken() })
  expect(await linesOf(client, id)).toEqual([])
  await client.media.add({ file: new File([SRT], 'note.en.srt') })
  expect(await linesOf(client, id)).toHaveLength(2)
  await client.media.add({ file: new File([SRT.replace('Nobody', 'Everybody')], 'note.vtt') })
  expect((await linesOf(client, id))[1].text).toBe('Nobody came.')
  await client.media.add({ file: new File([SRT.replace('Nobody', 'Somebody')], 'other.srt') })
  const other = await client.media.add({ file: new File([toWav(soundOf(4, voice(190)))], 'other.wav') })
  expect(await linesOf(client, other.id)).toHaveLength(2)
})

test('subtitles are read from a file the writer names, and refused with what is wrong with it', async () => {
  const { client } = workbench()
  const { id } = await client.media.add({ file: spoken() })
  await client.media.readSubtitles({ mediaId: id, file: new File([SRT], 'a.srt') })
  expect(await linesOf(client, id)).toHaveLength(2)
  const refused = client.media.readSubtitles({ mediaId: id, file: new File(['Once upon a time.'], 'a.srt') })
  await expect(refused).rejects.toMatchObject({ code: 'UNSUPPORTED_FORMAT' })
  const text = await (await client.media.subtitles({ mediaId: id, format: 'vtt', content: 'said' })).text()
  expect(text).toContain('00:00:02.500 --> 00:00:04.000\nNobody came.')
  const empty = await client.media.add({ file: new File([toWav(soundOf(4, voice(190)))], 'b.wav') })
  await expect(client.media.subtitles({ mediaId: empty.id, format: 'srt' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
  const photoOf = await client.media.add({ file: new File([await photo().png().toBuffer()], 'a.png') })
  await expect(client.media.subtitles({ mediaId: photoOf.id, format: 'srt' })).rejects.toMatchObject({
    code: 'BAD_INPUT',
  })
})

test('what the writer writes down without times is laid along where somebody speaks', async () => {
  const { client } = workbench()
  const { id } = await client.media.add({ file: spoken() })
  await collect(await client.media.analyze({ mediaIds: [id] }))
  const lines = ['We went.', 'Nobody else was there at all.'].map((text) => ({ text, fromMs: 0, toMs: 0 }))
  await client.media.correct({ mediaId: id, finding: { aspect: 'transcript', confidence: 1, lines } })
  const [first, second] = await linesOf(client, id)
  expect(first.toMs).toBeGreaterThan(first.fromMs)
  expect(second.fromMs).toBeGreaterThanOrEqual(first.toMs)
  expect(second.toMs - second.fromMs).toBeGreaterThan(first.toMs - first.fromMs)
  expect(second.toMs).toBeLessThanOrEqual(6000)
})

test.skipIf(FFMPEG === null)(
  'where ffmpeg is installed, a clip is understood without any window',
  async () => {
    const { client, folder } = workbench()
    const clip = await makeClip([
      { scene: 'blue', seconds: 2 },
      { scene: 'night', seconds: 2 },
    ])
    writeFileSync(join(folder, 'evening.mp4'), clip)
    await collect(await client.media.addPaths({ paths: [join(folder, 'evening.mp4')] }))
    await collect(await client.media.analyze({}))
    const [{ findings, analyzers }] = await client.media.understanding({})
    expect(analyzers.filter(({ state }) => state === 'failed')).toEqual([])
    const shots = findings.find(({ finding }) => finding.aspect === 'shots')?.finding
    expect(shots?.aspect === 'shots' && shots.shots.map(({ seen }) => seen.length > 1)).toEqual([true, true])
    const [item] = (await client.media.list()).items
    expect(item).toMatchObject({ width: 320, hasThumbnail: true, takenAt: Date.UTC(2024, 4, 6, 7, 8, 9) })
  },
)
