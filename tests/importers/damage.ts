// Ways in which files are damaged: cut, changed bytes, and the signs that formats fear in wrong places.
import fc from 'fast-check'
import { strFromU8, strToU8, zipSync } from 'fflate'
import type { Entries } from './sample-books.ts'

const place = fc.double({ min: 0, max: 1, noNaN: true })

/** Cut, changed, doubled: bytes that know nothing of the format. */
export const damaged = (whole: Uint8Array): fc.Arbitrary<Uint8Array> =>
  fc
    .record({
      cut: fc.option(place),
      flips: fc.array(fc.tuple(place, fc.nat(255)), { maxLength: 12 }),
      twice: fc.option(fc.tuple(place, place)),
    })
    .map(({ cut, flips, twice }) => {
      let bytes = whole.slice(0, cut === null ? whole.length : Math.max(1, Math.floor(cut * whole.length)))
      for (const [at, value] of flips) bytes[Math.floor(at * (bytes.length - 1))] = value
      if (twice !== null) {
        const [from, to] = twice.map((at) => Math.floor(at * bytes.length)).sort((a, b) => a - b)
        bytes = Uint8Array.from([...bytes.subarray(0, to), ...bytes.subarray(from)])
      }
      return bytes
    })

const SIGNS = [
  ...['<', '>', '</x>', '<x>', '&', '&amp;', '"', "'", '<!--', ']]>', '<![CDATA[', '<!DOCTYPE x>', '\u0000'],
  ...[
    '{',
    '}',
    '\\',
    '\\*',
    "\\'f",
    '\\u-1?',
    '\\bin9999999999 ',
    '\\pict ',
    '\\trowd\\cell\\row',
    '\\listtext',
  ],
  ...['\\annotation', '\\atrfstart ', '\\Scrv_annot', '\\text=', '\\end_Scrv_annot}', '<$Scr_Ps::0>'],
  ...[
    '---\n',
    '%%~',
    '\n\n',
    '../../',
    '!!',
    '*a &a',
    '[^1]: ',
    '| a |\n| - |\n',
    '    ',
    '> ',
    '1. ',
    '```\n',
    '# ',
  ],
  ...['999999999', '-1', 'NaN', 'null', '\uD800', '\u202E', '\uFEFF', 'javascript:', 'file:///etc/passwd'],
]

/** Their own signs in wrong places. */
export const mangled = (source: string): fc.Arbitrary<string> =>
  fc.array(fc.tuple(place, fc.constantFrom(...SIGNS), fc.nat(60)), { maxLength: 8 }).map((cuts) =>
    cuts.reduce((text, [at, sign, dropped]) => {
      const from = Math.floor(at * text.length)
      return text.slice(0, from) + sign + text.slice(from + dropped)
    }, source),
  )

const isWords = (path: string): boolean =>
  /\.(?:xml|rels|x?html|opf|ncx|css|scrivx|nwx|nwd|md|txt|rtf|comments)$/u.test(path)

/** A package that is whole with one file in it that is not: mangled, damaged, gone, or under another's name. */
export const withOneFileDamaged = (entries: Entries): fc.Arbitrary<Entries> => {
  const paths = Object.keys(entries)
  return fc
    .tuple(fc.constantFrom(...paths), fc.constantFrom(...paths), fc.nat(9))
    .chain(([path, other, way]): fc.Arbitrary<Entries> => {
      const { [path]: bytes = new Uint8Array(), ...rest } = entries
      if (way === 0) return fc.constant(rest)
      if (way === 1) return fc.constant({ ...rest, [other]: bytes })
      if (way < 5 || !isWords(path)) return damaged(bytes).map((changed) => ({ ...rest, [path]: changed }))
      return mangled(strFromU8(bytes)).map((text) => ({ ...rest, [path]: strToU8(text) }))
    })
}

export const packed = (entries: Entries): Uint8Array => zipSync({ ...entries }, { level: 0 })
