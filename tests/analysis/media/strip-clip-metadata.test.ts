// Recordings that go out: what they say of place and time is gone, what is played is where it was.
import { describe, expect, it } from 'vitest'
import { stripClipMetadata } from '../../../engine/analysis/media/strip-clip-metadata.ts'

const box = (name: string, ...content: Uint8Array[]): Buffer => {
  const body = Buffer.concat(content)
  const head = Buffer.alloc(8)
  head.writeUInt32BE(8 + body.length)
  head.write(name, 4, 'latin1')
  return Buffer.concat([head, body])
}

const film = (): Buffer =>
  Buffer.concat([
    box('ftyp', Buffer.from('isom')),
    box(
      'moov',
      box('mvhd', Buffer.from([0, 0, 0, 0, 9, 9, 9, 9, 8, 8, 8, 8, 0, 0, 3, 232])),
      box('trak', box('udta', Buffer.from('SecretCam'))),
      box('udta', box('\u00a9xyz', Buffer.from('+48.8584+002.2945/'))),
    ),
    box('mdat', Buffer.from('udta is no box here: +48.8584')),
  ])

describe('a film', () => {
  it('keeps its size and its pictures, and says nothing of where, when and with what', () => {
    const before = film()
    const after = Buffer.from(stripClipMetadata(new Uint8Array(before)))
    expect(after.length).toBe(before.length)
    expect(after.toString('latin1')).not.toContain('SecretCam')
    expect(after.toString('latin1')).not.toContain('002.2945')
    expect(after.subarray(after.indexOf('mdat')).equals(before.subarray(before.indexOf('mdat')))).toBe(true)
    // When it was made goes, its time scale stays.
    const head = after.indexOf('mvhd') + 4
    expect([...after.subarray(head, head + 16)]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 232])
    expect(Buffer.from(stripClipMetadata(new Uint8Array(after))).equals(after)).toBe(true)
  })

  it('that is damaged is left as far as it can be read', () => {
    const broken = film().subarray(0, 60)
    expect(stripClipMetadata(new Uint8Array(broken))).toHaveLength(60)
    const huge = Buffer.concat([
      box('ftyp', Buffer.from('isom')),
      Buffer.from([0xff, 0xff, 0xff, 0xff]),
      Buffer.from('moov'),
    ])
    expect(Buffer.from(stripClipMetadata(new Uint8Array(huge))).equals(huge)).toBe(true)
  })
})

it('an MP3 loses its tags and nothing it plays', () => {
  const sound = Buffer.from([0xff, 0xfb, 0x90, 0, 1, 2, 3])
  const tag = Buffer.concat([Buffer.from('ID3'), Buffer.from([4, 0, 0, 0, 0, 0, 6]), Buffer.from('Kiel!!')])
  const tail = Buffer.concat([Buffer.from('TAG'), Buffer.alloc(125, 65)])
  const plain = stripClipMetadata(new Uint8Array(Buffer.concat([tag, sound, tail])))
  expect(Buffer.from(plain).equals(sound)).toBe(true)
  expect(Buffer.from(stripClipMetadata(new Uint8Array(sound))).equals(sound)).toBe(true)
  const wave = new Uint8Array(Buffer.from('RIFF....WAVE'))
  expect(stripClipMetadata(wave)).toBe(wave)
})
