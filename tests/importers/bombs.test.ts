// Files that are small until they are opened: zips that unpack to gigabytes, entities that grow or reach out.
import { deflateRawSync } from 'node:zlib'
import { strFromU8 } from 'fflate'
import { describe, expect, it } from 'vitest'
import { packed } from './damage.ts'
import { everything, PACKAGES, partsOf, pathIn, readAs, withText } from './hostile-parts.ts'
import { CLEAR, outcome } from './outcome.ts'

const ZEROS_BYTES = 70 << 20
const zeros = deflateRawSync(Buffer.alloc(ZEROS_BYTES))

/** Puts sizes into the heads of a zip's entries. */
const claim = (zip: Uint8Array, of: (name: string) => { method: number; sizeBytes: number } | null): void => {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength)
  for (let at = 0; at + 46 < zip.length; at += 1) {
    const central = view.getUint32(at, true) === 0x02014b50
    if (!central && view.getUint32(at, true) !== 0x04034b50) continue
    const head = at + (central ? 10 : 8)
    const name = at + (central ? 46 : 30)
    const claimed = of(strFromU8(zip.subarray(name, name + view.getUint16(head + 18, true))))
    if (!claimed) continue
    view.setUint16(head, claimed.method, true)
    view.setUint32(head + 14, claimed.sizeBytes, true)
  }
}

const DEFLATED = 8

describe.each(PACKAGES)('a bomb in a %s', (id) => {
  it('that unpacks to gigabytes is refused before it is unpacked', async () => {
    const bombs = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`more/${i}.xml`, zeros]))
    const bomb = packed({ ...partsOf(id), ...bombs })
    claim(bomb, (name) => (name.startsWith('more/') ? { method: DEFLATED, sizeBytes: ZEROS_BYTES } : null))
    expect(bomb.length).toBeLessThan(4 << 20)
    expect(await outcome(readAs(id, bomb))).toBe('FILE_TOO_LARGE')
  })

  it('that claims to be small inside gains nothing', async () => {
    const [path = ''] = Object.keys(partsOf(id))
    const liar = packed({ ...partsOf(id), [path]: zeros })
    claim(liar, (name) => (name === path ? { method: DEFLATED, sizeBytes: 10 } : null))
    expect(await outcome(readAs(id, liar))).toMatch(CLEAR)
  })

  it('of more names than any book has is refused', async () => {
    const names = Object.fromEntries(
      Array.from({ length: 20_001 }, (_, i) => [`n/${i}`, new Uint8Array()] as const),
    )
    expect(await outcome(readAs(id, packed({ ...partsOf(id), ...names })))).toBe('FILE_TOO_LARGE')
  }, 240_000)
})

const BOMB = `<!DOCTYPE x [<!ENTITY a "${'ha'.repeat(500)}"><!ENTITY b "${'&a;'.repeat(1000)}"><!ENTITY c "${'&b;'.repeat(1000)}">]>`
const LEAK =
  '<!DOCTYPE x [<!ENTITY c SYSTEM "file:///etc/passwd"><!ENTITY % p SYSTEM "file:///etc/passwd">%p;]>'
const XML_FILES = [
  ['docx', /^word\/document\.xml$/u],
  ['docx', /^word\/comments\.xml$/u],
  ['docx', /^docProps\/core\.xml$/u],
  ['odt', /^content\.xml$/u],
  ['odt', /^meta\.xml$/u],
  ['epub', /container\.xml$/u],
  ['epub', /\.opf$/u],
  ['epub2', /\.ncx$/u],
  ['epub', /nav\.xhtml$/u],
  ['epub', /text\/c\d+\.xhtml$/u],
  ['project', /\.scrivx$/u],
  ['project', /\.comments$/u],
] as const

describe.each(XML_FILES)('entities in a file of a %s: %s', (id, pattern) => {
  it.each([
    ['that grow without end', BOMB],
    ['that name files of this machine', LEAK],
  ])('%s are never expanded', async (_, doctype) => {
    const parts = partsOf(id)
    const path = pathIn(parts, pattern)
    const hostile = withText(parts, path, (text) => {
      const body = text.replace(/^<\?xml[^>]*\?>\s*/u, '').replace(/^<!DOCTYPE[^>]*>\s*/u, '')
      // In the first text there is, whatever it says.
      return `<?xml version="1.0"?>${doctype}${body.replace(/>([^<>]*)<\//u, '>$1&c;</')}`
    })
    const work = readAs(id, packed(hostile))
    expect(await outcome(work)).toMatch(CLEAR)
    const book = await work.catch(() => undefined)
    if (!book) return
    expect(everything(book)).not.toMatch(/root:|hahaha/u)
    expect(everything(book).length).toBeLessThan(100_000)
  })
})
