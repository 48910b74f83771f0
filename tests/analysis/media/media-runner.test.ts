import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest'
import { MediaRunner } from '../../../engine/analysis/media/media-runner.ts'
import { Random } from '../../../engine/nn/seed.ts'
import { phonePhoto, photo, pngBomb, wav } from './samples.ts'

const runner = new MediaRunner()
const folder = mkdtempSync(join(tmpdir(), 'arcwright-media-'))
afterAll(() => {
  runner.dispose()
  rmSync(folder, { recursive: true })
})

const read = (bytes: Uint8Array | string, name = 'file') =>
  runner.read({ name, content: new Blob([bytes as Uint8Array<ArrayBuffer>]) })

describe('photos', () => {
  test('give time, place, camera and the size as seen', async () => {
    const { type, facts } = await read(await phonePhoto(), 'a.jpg')
    expect(type).toEqual({ kind: 'image', mime: 'image/jpeg' })
    expect(facts).toMatchObject({
      width: 400,
      height: 640,
      takenAt: Date.UTC(2024, 4, 6, 5, 8, 9),
      camera: 'Acme One',
      problem: null,
    })
    expect(facts.latitude).toBeCloseTo(48.858333, 5)
    expect(facts.longitude).toBeCloseTo(-2.283333, 5)
  })

  test('give a thumbnail of at most 320 pixels, turned upright', async () => {
    const { thumbnail } = await read(await phonePhoto())
    const image = sharp(thumbnail!)
    expect(await image.metadata()).toMatchObject({ format: 'webp', width: 200, height: 320 })
    // Turned by 90° clockwise, what was left (red) is now on top.
    const { data } = await image.raw().toBuffer({ resolveWithObject: true })
    expect(data[0]).toBeGreaterThan(150)
    expect(data[data.length - 1]).toBeGreaterThan(150)
  })

  test('smaller than a thumbnail are not blown up', async () => {
    const { thumbnail } = await read(await photo(60, 40).png().toBuffer())
    expect(await sharp(thumbnail!).metadata()).toMatchObject({ width: 60, height: 40 })
  })

  test('are known by content, whatever their name says', async () => {
    const { type, facts } = await read(await photo().png().toBuffer(), 'letter.txt')
    expect(type).toEqual({ kind: 'image', mime: 'image/png' })
    expect(facts.width).toBe(640)
  })

  test.each(['webp', 'gif', 'tiff', 'avif'] as const)('are read as %s', async (format) => {
    const { type, facts, thumbnail } = await read(await photo(100, 50).toFormat(format).toBuffer())
    expect(type?.mime).toBe(`image/${format}`)
    expect(facts).toMatchObject({ width: 100, height: 50, problem: null })
    expect(thumbnail).not.toBeNull()
  })
})

describe('sounds', () => {
  test('give duration and waveform', async () => {
    const { type, facts } = await read(wav(4), 'note.wav')
    expect(type).toMatchObject({ kind: 'audio' })
    expect(facts).toMatchObject({ durationMs: 4000, problem: null })
    expect(facts.waveform).toHaveLength(200)
    expect(Math.max(...facts.waveform.slice(0, 95))).toBe(0)
    expect(Math.min(...facts.waveform.slice(105))).toBeCloseTo(0.5, 1)
  })

  test('that broke off give what could be heard', async () => {
    const { facts } = await read(wav(4).subarray(0, 44 + 3 * 16_000))
    expect(facts.durationMs).toBe(3000)
  })

  test('with nothing in them are told as damaged', async () => {
    const { facts } = await read(wav(0))
    expect(facts).toMatchObject({ durationMs: null, waveform: [], problem: 'damaged' })
  })
})

describe('documents', () => {
  test('of plain text are told apart by their names only', async () => {
    expect((await read('# Title\n\ntext', 'a.md')).type?.mime).toBe('text/markdown')
    expect((await read('one\ttwo', 'a')).type?.mime).toBe('text/plain')
    expect((await read('%PDF-1.7\n%âãÏÓ', 'a.pdf')).type).toEqual({
      kind: 'document',
      mime: 'application/pdf',
    })
  })

  test('in Chinese are text in UTF-8 and in GB18030', async () => {
    expect((await read('他站在门口。')).type?.mime).toBe('text/plain')
    const gb18030 = Buffer.from('cbfbd5bed4dac3c5bfdaa1a3', 'hex')
    expect((await read(gb18030)).type?.mime).toBe('text/plain')
  })
})

describe('hostile files', () => {
  test('a photo that broke off midway keeps its upper part and says so', async () => {
    const whole = await photo(2000, 1500).jpeg().toBuffer()
    const { facts, thumbnail } = await read(whole.subarray(0, whole.length >> 1))
    expect(facts).toMatchObject({ width: 2000, problem: 'damaged' })
    expect(thumbnail).not.toBeNull()
  })

  test('a picture that promises billions of pixels is not decoded', async () => {
    const { type, facts, thumbnail } = await read(pngBomb())
    expect(type?.kind).toBe('image')
    expect(facts.problem).toBe('too-large-to-decode')
    expect(thumbnail).toBeNull()
  })

  test('a few bytes of header and noise are damaged, not a crash', async () => {
    const random = new Random('noise')
    const noise = Buffer.from(Array.from({ length: 5000 }, () => random.integer(256)))
    const { facts } = await read(Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), noise]))
    expect(facts.problem).toBe('damaged')
  })

  test('unknown binary data has no type, whatever its name says', async () => {
    const random = new Random('binary')
    const bytes = Buffer.from(Array.from({ length: 5000 }, () => random.integer(256)))
    expect((await read(bytes, 'song.mp3')).type).toBeNull()
  })

  test('every cut of a photo and of a sound gives an answer', async () => {
    const random = new Random('cuts')
    const files = [await phonePhoto(), wav(1), await photo(50, 50).webp().toBuffer()]
    for (let i = 0; i < 60; i++) {
      const file = Buffer.from(files[i % files.length])
      for (let hit = 0; hit < 20; hit++) file[random.integer(file.length)] = random.integer(256)
      const found = await read(file.subarray(0, random.integer(file.length) + 1))
      expect(found.facts.waveform.every((peak) => peak >= 0 && peak <= 1)).toBe(true)
    }
  })
})

describe('the process', () => {
  const impatient = new MediaRunner(undefined, { limitMs: 0 })
  afterEach(() => impatient.dispose())

  test('is ended when a file takes too long, and the next file gets a new one', async () => {
    const slow = await impatient.read({
      name: 'a.wav',
      content: new Blob([wav(600) as Uint8Array<ArrayBuffer>]),
    })
    expect(slow.facts.problem).toBe('timed-out')
    expect((await read(wav(1))).facts.problem).toBeNull()
  })

  test('reads files from paths, and names the one that is missing', async () => {
    writeFileSync(join(folder, 'a.wav'), wav(1))
    const found = await runner.read({ name: 'a.wav', content: join(folder, 'a.wav') })
    expect(found.facts.durationMs).toBe(1000)
    await expect(runner.read({ name: 'b', content: join(folder, 'b') })).rejects.toMatchObject({
      code: 'ENOENT',
    })
  })

  test('stops when told to and goes on with the next file', async () => {
    const controller = new AbortController()
    const stopped = runner.read(
      { name: 'a.wav', content: new Blob([wav(1200) as Uint8Array<ArrayBuffer>]) },
      { signal: controller.signal },
    )
    controller.abort()
    await expect(stopped).rejects.toThrow('aborted')
    expect((await read(wav(1))).facts.durationMs).toBe(1000)
  })

  test('that dies under a file leaves its type, and the next file gets another', async () => {
    let starts = 0
    const dying = new MediaRunner((events) => {
      starts++
      return {
        send: ({ type, id }) => {
          if (type !== 'end') return
          const mediaType = { kind: 'image', mime: 'image/png' } as const
          events.message({ type: 'type', id, mediaType, limitMs: 1000 })
          setImmediate(() => events.exit(null))
        },
        kill: () => undefined,
        memoryBytes: () => null,
      }
    })
    for (const name of ['a', 'b']) {
      const found = await dying.read({ name, content: new Blob(['x']) })
      expect(found).toMatchObject({ type: { kind: 'image' }, facts: { problem: 'damaged' }, thumbnail: null })
    }
    expect(starts).toBe(2)
    dying.dispose()
  })

  test('that takes more memory than a picture needs is ended', async () => {
    const killed = vi.fn()
    const fat = new MediaRunner(() => ({ send: () => undefined, kill: killed, memoryBytes: () => 4e9 }))
    await expect(fat.read({ name: 'a', content: new Blob(['x']) })).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
    })
    expect(killed).toHaveBeenCalled()
  })

  test('makes pictures that everybody can show and sounds that everybody can play; hostile ones come to nothing', async () => {
    const webp = new Uint8Array(await photo(60, 40).webp().toBuffer())
    expect(await runner.make({ make: 'portable' }, webp)).toMatchObject({ mime: 'image/png', widthPx: 60 })
    const jpeg = new Uint8Array(await photo(60, 40).jpeg().toBuffer())
    expect(await runner.make({ make: 'portable' }, jpeg)).toEqual({
      ...{ bytes: null, mime: 'image/jpeg', widthPx: 60, heightPx: 40 },
    })
    const sound = await runner.make({ make: 'opus', mime: 'audio/wav' }, new Uint8Array(wav(1)))
    expect(Buffer.from(sound?.bytes?.subarray(0, 4) ?? []).toString()).toBe('OggS')
    const face = { x: 0.2, y: 0.2, width: 0.5, height: 0.5 }
    const shared = await runner.make({ make: 'shared', faces: [face] }, jpeg)
    expect((await sharp(shared?.bytes ?? undefined).metadata()).width).toBe(60)
    for (const order of [{ make: 'portable' }, { make: 'shared', faces: [] }] as const)
      expect(await runner.make(order, Uint8Array.from([1, 2, 3]))).toBeNull()
  })

  test('that dies while it makes something has made nothing, and the next order gets another', async () => {
    let starts = 0
    const dying = new MediaRunner((events) => {
      starts++
      return {
        send: ({ type }) => {
          if (type === 'end') setImmediate(() => events.exit(null))
        },
        kill: () => undefined,
        memoryBytes: () => null,
      }
    })
    for (let i = 0; i < 2; i++)
      expect(await dying.make({ make: 'portable' }, Uint8Array.from([1]))).toBeNull()
    expect(starts).toBe(2)
    dying.dispose()
  })

  test('is stopped at any moment of a picture without a word from native code', async () => {
    const picture = await photo(3000, 2000).jpeg().toBuffer()
    for (let i = 0; i < 8; i++) {
      const stop = new AbortController()
      const reading = runner.read({ name: 'a.jpg', content: new Blob([picture]) }, { signal: stop.signal })
      setTimeout(() => stop.abort(new Error('enough')), i * 40)
      await reading.catch((error: unknown) => expect(error).toMatchObject({ message: 'enough' }))
    }
    expect((await read(picture)).facts).toMatchObject({ width: 3000, problem: null })
  })
})
