// What stands on one page of a book as XHTML: its heading, its scenes, its notes. EPUB and HTML share it.
import { blockXhtml, notesXhtml, type PageContext } from './block-xhtml.ts'
import type { BookSnapshot, MediaMaker, SnapshotImage } from './book-snapshot.ts'
import { printableLine } from './printable.ts'
import type { BookPage } from './spread-pages.ts'
import { direction, escapeXml } from './xhtml.ts'

export const displayTitle = (snapshot: BookSnapshot): string =>
  printableLine(snapshot.title) || (snapshot.language === 'zh' ? '无题' : 'Untitled')

/** @param number of this page among those of its kind, from 1. */
export const pageTitle = (page: BookPage, number: number, snapshot: BookSnapshot): string => {
  const title = printableLine(page.title)
  if (title !== '') return title
  if (page.kind === 'loose') return displayTitle(snapshot)
  if (snapshot.language === 'zh') return `第 ${number} ${page.kind === 'part' ? '部' : '章'}`
  return `${page.kind === 'part' ? 'Part' : 'Chapter'} ${number}`
}

export interface PortableImage {
  readonly fileName: string
  readonly mime: string
  readonly bytes: Uint8Array
  readonly widthPx: number
  readonly heightPx: number
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
}

const portableOf = async (image: SnapshotImage, make: MediaMaker): Promise<PortableImage | undefined> => {
  if (image.isDamaged === true) return undefined
  const bytes = image.read()
  const drawn = await make.picture(bytes)
  const extension = drawn && EXTENSIONS[drawn.mime]
  if (!drawn || !extension) return undefined
  return { ...drawn, bytes: drawn.bytes ?? bytes, fileName: `${image.hash.slice(0, 16)}.${extension}` }
}

/** The pictures that the pages show, and these others, by media id; what cannot be read is missing. */
export const portableImages = async (
  snapshot: BookSnapshot,
  pages: readonly BookPage[],
  others: readonly string[],
  { signal, make }: { readonly signal: AbortSignal; readonly make: MediaMaker },
): Promise<ReadonlyMap<string, PortableImage>> => {
  const used = pages.flatMap(({ scenes }) =>
    scenes.flatMap(({ document }) =>
      document.content.flatMap((block) => (block.type === 'image' ? [block.attrs.mediaId] : [])),
    ),
  )
  const found = new Map<string, PortableImage>()
  for (const mediaId of new Set([...others, ...used])) {
    signal.throwIfAborted()
    const image = snapshot.images.get(mediaId)
    const portable = image && (await portableOf(image, make))
    if (portable) found.set(mediaId, portable)
  }
  return found
}

/** `hr.scene` stands between scenes, a plain `hr.break` inside one: our own files come back as they were. */
export const pageBody = (
  page: BookPage,
  withSceneTitles: boolean,
  frame: Pick<PageContext, 'imageHref' | 'clip' | 'anchors' | 'isEpub' | 'notePrefix'>,
): string => {
  const context = { ...frame, notes: [], headingBase: withSceneTitles ? 3 : 2 } satisfies PageContext
  const title = printableLine(page.title)
  const lines =
    title === '' || page.kind === 'loose' ? [] : [`<h1${direction(title)}>${escapeXml(title)}</h1>`]
  page.scenes.forEach((scene, i) => {
    const name = withSceneTitles ? printableLine(scene.title) : ''
    if (name !== '') lines.push(`<h2 class="scene-title"${direction(name)}>${escapeXml(name)}</h2>`)
    else if (i > 0) lines.push('<hr class="break scene"/>')
    for (const block of scene.document.content) lines.push(blockXhtml(block, context))
  })
  return [...lines, notesXhtml(context)].filter((line) => line !== '').join('\n')
}
