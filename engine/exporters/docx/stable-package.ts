// Makes a Word package the same bytes for the same book: the library puts times and random names into it.
import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from 'fflate'
import { ZIP_TIME } from '../zip-time.ts'

const RANDOM_ID = /^(?:rId)?[\w-]{20,}$/u

/** Random names in the order in which they come: `r1`, `r2`, … over all parts. */
export const stablePackage = (bytes: Uint8Array, changedAt: number): Uint8Array => {
  const time = `${new Date(changedAt).toISOString().slice(0, 19)}Z`
  const names = new Map<string, string>()
  const rename = (text: string): string =>
    text.replace(
      /(\b(?:Id|r:id|r:embed|r:link)=")([^"]+)(")/gu,
      (whole, before: string, name: string, after: string) => {
        if (!RANDOM_ID.test(name)) return whole
        const known = names.get(name) ?? `r${names.size + 1}x`
        names.set(name, known)
        return before + known + after
      },
    )
  /** The library counts bookmarks, and what it calls them, through all the books that it has written. */
  const inOrder = (pattern: RegExp): ((text: string) => string) => {
    const known = new Map<string, string>()
    return (text) =>
      text.replace(pattern, (_, before: string, number: string) => {
        const own = known.get(number) ?? String(known.size + 1)
        known.set(number, own)
        return before + own
      })
  }
  const placeIds = inOrder(/(<w:bookmark(?:Start|End)\b[^>]*?\bw:id=")(\d+)/gu)
  const placeNames = inOrder(/(\bw:(?:name|anchor)="_Toc|>PAGEREF _Toc)(\d+)/gu)
  const files = unzipSync(bytes)
  const zip: Zippable = {}
  // The document first: names are given in reading order.
  const paths = Object.keys(files).sort(
    (a, b) => Number(b === 'word/document.xml') - Number(a === 'word/document.xml') || (a < b ? -1 : 1),
  )
  const texts = new Map(
    paths.map((path) => [
      path,
      /\.(?:xml|rels)$/u.test(path)
        ? strToU8(
            placeIds(placeNames(rename(strFromU8(files[path])))).replace(
              /(<dcterms:(?:created|modified)[^>]*>)[^<]*/gu,
              (_, tag: string) => tag + time,
            ),
          )
        : files[path],
    ]),
  )
  // The types come first in a package, as readers that stream expect.
  for (const path of [
    '[Content_Types].xml',
    ...paths.filter((path) => path !== '[Content_Types].xml').sort(),
  ]) {
    const content = texts.get(path)
    if (content) zip[path] = [content, { level: /\.(?:jpe?g|png|gif)$/u.test(path) ? 0 : 6, mtime: ZIP_TIME }]
  }
  return zipSync(zip)
}
