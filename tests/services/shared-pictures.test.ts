// Pictures of a book that goes out: without what a phone wrote into them, and with faces no one can know, in the file itself.
import { unzipSync } from 'fflate'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { makeFile } from '../../engine/analysis/media/make-file.ts'
import { TYPICAL_FEELING } from '../../engine/domain/emotion-label.ts'
import type { KeptFindings } from '../../engine/domain/media-finding.ts'
import { epubExporter } from '../../engine/exporters/epub/epub-exporter.ts'
import { withSharedPictures } from '../../engine/services/shared-pictures.ts'
import { phonePhoto } from '../analysis/media/samples.ts'
import { book, chapter, exported, picture, scene } from '../exporters/snapshots.ts'

const [valence, arousal] = TYPICAL_FEELING.joy
const BOX = { x: 0.25, y: 0.25, width: 0.5, height: 0.5 }

/** What an analyser would have found: a face in the middle. Nothing else stands in for anything. */
const found: KeptFindings = {
  hash: '',
  analyzer: 'faces',
  version: '1',
  problem: null,
  tookMs: 1,
  foundAt: 0,
  findings: [
    {
      aspect: 'faces',
      confidence: 0.9,
      faces: [
        {
          confidence: 0.9,
          box: BOX,
          feeling: { valence, arousal, mix: [1, 0, 0, 0, 0, 0, 0], emotion: 'joy', confidence: 0.9 },
        },
      ],
    },
  ],
}

const shown = async (
  photo: Uint8Array,
  options: Record<string, boolean>,
  findings: readonly KeptFindings[] = [],
): Promise<Uint8Array> => {
  const snapshot = book(
    [chapter('One', scene('', { type: 'image', attrs: { id: 'i', mediaId: 'm1', alt: 'Us', caption: '' } }))],
    { images: new Map([picture('m1', { mime: 'image/jpeg', read: () => photo })]) },
  )
  const shared = await withSharedPictures(
    snapshot,
    { mediaFindings: { read: () => findings } as never },
    options,
    { media: { make: makeFile }, signal: new AbortController().signal },
  )
  const files = unzipSync((await exported(epubExporter, shared)).bytes)
  const path = Object.keys(files).find((name) => /images\/[0-9a-f]+\.(?:jpg|png)$/u.test(name))
  if (path === undefined) throw new Error('the picture is not in the book')
  return files[path]
}

/** How much detail is left in a part of a picture: the number of its colours. */
const coloursIn = async (bytes: Uint8Array): Promise<number> => {
  const { data, info } = await sharp(bytes).autoOrient().raw().toBuffer({ resolveWithObject: true })
  const colours = new Set<number>()
  for (let y = Math.floor(info.height * 0.3); y < info.height * 0.7; y++)
    for (let x = Math.floor(info.width * 0.3); x < info.width * 0.7; x++) {
      const at = (y * info.width + x) * info.channels
      colours.add((data[at] << 16) + (data[at + 1] << 8) + data[at + 2])
    }
  return colours.size
}

/** Fine detail everywhere, turned by a tag as phones do. */
const detailed = async (): Promise<Buffer> => {
  const side = 256
  const pixels = Uint8Array.from(
    { length: side * side * 3 },
    (_, at) => (at * 7919 + (at >> 5) * 104_729) % 256,
  )
  return sharp(pixels, { raw: { width: side, height: side, channels: 3 } })
    .jpeg({ quality: 95 })
    .withExif({ IFD0: { Make: 'SecretCam' } })
    .withMetadata({ orientation: 6 })
    .toBuffer()
}

describe('a photo in a book', () => {
  it('says nothing of where, when and with what, unless that is asked for', async () => {
    const photo = new Uint8Array(await phonePhoto())
    const said = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')
    expect(said(photo)).toContain('Acme One')
    const plain = await shown(photo, {})
    expect(said(plain)).not.toContain('Acme')
    expect(said(plain)).not.toContain('2024:05:06')
    // Which way is up is no secret, and stays.
    expect((await sharp(plain).metadata()).orientation).toBe(6)
    expect(Buffer.from(await shown(photo, { photoData: true })).equals(photo)).toBe(true)
    expect(Buffer.from(await shown(photo, { photoData: true, hideFaces: true })).equals(photo)).toBe(true)
  })

  it('shows large squares where a face was found, and nothing of its data', async () => {
    const photo = new Uint8Array(await detailed())
    const hidden = await shown(photo, { hideFaces: true }, [found])
    expect(await coloursIn(photo)).toBeGreaterThan(2000)
    expect(await coloursIn(hidden)).toBeLessThan(200)
    expect(Buffer.from(hidden).toString('latin1')).not.toContain('SecretCam')
    expect(await coloursIn(await shown(photo, {}, [found]))).toBeGreaterThan(2000)
  })
})
