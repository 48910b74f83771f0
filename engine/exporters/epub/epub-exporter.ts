// Writes the book as EPUB 3: one content document a chapter, pictures, notes, cover and navigation, in a stable zip.
import { writeSubtitles } from '../../text/subtitles/write-subtitles.ts'
import { zipSync, type Zippable } from 'fflate'
import { createTurnTaker } from '../../domain/turn-taking.ts'
import {
  bookOptions,
  FACT_OPTIONS,
  FRONT_OPTIONS,
  separatorOf,
  themeOf,
  TITLE_OPTIONS,
} from '../book-options.ts'
import type { PageClip } from '../block-xhtml.ts'
import type { Exporter, MediaMaker, SnapshotClip } from '../book-snapshot.ts'
import { asOpus, clipFiles, isCore, packageMime, type ClipFile } from '../clip-files.ts'
import { frontPages } from '../front-pages.ts'
import { frontXhtml } from '../front-xhtml.ts'
import { displayTitle, pageBody, pageTitle, portableImages } from '../page-body.ts'
import { spreadPages, type BookPage } from '../spread-pages.ts'
import { escapeXml } from '../xhtml.ts'
import { coverSvg } from './cover-svg.ts'
import type { ManifestItem, NavigationEntry } from './package-files.ts'
import { CONTAINER, navigation, packageDocument } from './package-files.ts'
import { overlay, readAloud, type SpokenParagraph } from './read-aloud.ts'
import { stylesheet } from './theme-css.ts'
import { xhtmlPage } from './xhtml-page.ts'
import { ZIP_TIME } from '../zip-time.ts'

const FRONT_TYPES = {
  title: 'titlepage',
  copyright: 'copyright-page',
  dedication: 'dedication',
  epigraph: 'epigraph',
} as const

const captionsOf = (href: string): string => `${href}.vtt`

/** Sounds that stand on a page. */
const recordings = (page: BookPage, clips: ReadonlyMap<string, ClipFile>): readonly SnapshotClip[] =>
  page.scenes.flatMap(({ document }) =>
    document.content.flatMap((block) => {
      const file = block.type === 'image' ? clips.get(block.attrs.mediaId) : undefined
      return file?.clip.kind === 'audio' ? [file.clip] : []
    }),
  )

const overlayFor = (
  spoken: readonly SpokenParagraph[],
  page: string,
  anchors: ReadonlyMap<string, string>,
  clips: ReadonlyMap<string, ClipFile>,
): { readonly durationMs: number; readonly document: string } => ({
  durationMs: spoken.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0),
  document: overlay(spoken, page, {
    anchor: (blockId) => anchors.get(blockId) ?? '',
    audio: (mediaId) => `../media/${clips.get(mediaId)?.fileName ?? ''}`,
  }),
})

/** Each in a form that every reader plays; what cannot be had in one is missing. */
const playable = async (
  all: ReadonlyMap<string, ClipFile>,
  make: MediaMaker,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ClipFile>> => {
  const found = new Map<string, ClipFile>()
  for (const [id, file] of all) {
    signal.throwIfAborted()
    const ready = isCore(file.clip) ? file : await asOpus(file.clip, make)
    if (ready) found.set(id, ready)
  }
  return found
}

const EMPTY_PAGE: BookPage = { kind: 'loose', title: '', scenes: [], depth: 0 }

export const epubExporter: Exporter = {
  id: 'epub',
  version: '2',
  title: 'EPUB 3',
  extension: 'epub',
  mime: 'application/epub+zip',
  // Sounds that nobody here can bring into a form that every reader plays; their captions stay.
  loses: ['unreadable', 'clipForm'],
  // Reading systems show the cover first: a title page is the writer's wish.
  options: bookOptions(
    [
      'theme',
      'separator',
      ...TITLE_OPTIONS,
      'selfNotes',
      'transcripts',
      'readAloud',
      'photoData',
      'hideFaces',
      'cover',
      ...FRONT_OPTIONS,
      ...FACT_OPTIONS,
    ],
    { titlePage: false },
  ),
  run: async (snapshot, { signal, progress, make, options }) => {
    signal.throwIfAborted()
    const giveTurn = createTurnTaker(signal)
    const spread = spreadPages(snapshot.nodes)
    const pages = spread.length > 0 ? spread : [EMPTY_PAGE]
    const coverId = typeof options['cover'] === 'string' ? options['cover'] : ''
    const pictures = await portableImages(snapshot, pages, [coverId], { signal, make })
    const cover = pictures.get(coverId)
    const coverHref = cover ? `images/${cover.fileName}` : 'images/cover.svg'
    const files = new Map<string, string | Uint8Array>()
    const items: ManifestItem[] = [
      { id: 'nav', href: 'nav.xhtml', mime: 'application/xhtml+xml', properties: 'nav' },
      { id: 'style', href: 'style.css', mime: 'text/css' },
      { id: 'cover', href: 'cover.xhtml', mime: 'application/xhtml+xml', isInSpine: true },
    ]
    const byFile = new Map([...pictures.values()].map((picture) => [picture.fileName, picture]))
    for (const [fileName, { mime, bytes }] of [...byFile].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const href = `images/${fileName}`
      files.set(href, bytes)
      items.push({
        id: `i-${fileName.replace('.', '-')}`,
        href,
        mime,
        ...(href === coverHref ? { properties: 'cover-image' } : {}),
      })
    }
    if (!cover) {
      files.set(coverHref, coverSvg(snapshot))
      items.push({ id: 'cover-image', href: coverHref, mime: 'image/svg+xml', properties: 'cover-image' })
    }
    const { language } = snapshot
    const clips = await playable(clipFiles(snapshot), make, signal)
    const readsAloud = options['readAloud'] === true
    const showsLines = options['transcripts'] === true
    for (const [id, file] of new Map([...clips.values()].map((each) => [each.fileName, each]))) {
      const href = `media/${id}`
      files.set(href, file.clip.read())
      items.push({ id: `m-${id.replace('.', '-')}`, href, mime: packageMime(file) })
      if (file.clip.lines.length === 0) continue
      files.set(captionsOf(href), writeSubtitles(file.clip.lines, 'vtt'))
      items.push({ id: `t-${id.replace('.', '-')}`, href: captionsOf(href), mime: 'text/vtt' })
    }
    const clip = (mediaId: string): PageClip | undefined => {
      const file = clips.get(mediaId)
      if (!file) return undefined
      const { kind, lines } = file.clip
      const href = `../media/${file.fileName}`
      const captions = lines.length > 0 ? { captionsHref: captionsOf(href) } : {}
      return { kind, lines, href, language, showsLines, ...captions }
    }
    const coverBody = `<section epub:type="cover"><img src="${coverHref}" alt="${escapeXml(displayTitle(snapshot))}"/></section>`
    files.set(
      'cover.xhtml',
      xhtmlPage({
        title: displayTitle(snapshot),
        language,
        stylesheet: 'style.css',
        body: coverBody,
        bodyAttributes: ' class="cover"',
      }),
    )
    for (const [i, page] of frontPages(snapshot, options).entries()) {
      const href = `text/front-${i + 1}.xhtml`
      files.set(
        href,
        xhtmlPage({
          title: displayTitle(snapshot),
          language,
          stylesheet: '../style.css',
          bodyAttributes: ` class="front ${page.kind}"`,
          body: `<section epub:type="${FRONT_TYPES[page.kind]}">\n${frontXhtml(page)}\n</section>`,
        }),
      )
      items.push({ id: `front-${i + 1}`, href, mime: 'application/xhtml+xml', isInSpine: true })
    }
    const entries: NavigationEntry[] = []
    const counts = { part: 0, chapter: 0, loose: 0 }
    for (const [i, page] of pages.entries()) {
      await giveTurn()
      const title = pageTitle(page, (counts[page.kind] += 1), snapshot)
      const id = `c${String(i + 1).padStart(4, '0')}`
      const href = `text/${id}.xhtml`
      const imageHref = (mediaId: string): string | undefined => {
        const picture = pictures.get(mediaId)
        return picture ? `../images/${picture.fileName}` : undefined
      }
      const spoken = readsAloud ? readAloud(page, recordings(page, clips)) : []
      const anchors = new Map(spoken.map(({ blockId }, at) => [blockId, `s${at + 1}`]))
      const type = page.kind === 'part' ? 'part' : page.kind === 'chapter' ? 'chapter' : 'bodymatter'
      const body = pageBody(page, options['sceneTitles'] === true, {
        imageHref,
        clip,
        anchors,
        isEpub: true,
        notePrefix: '',
      })
      files.set(
        href,
        xhtmlPage({
          title,
          language,
          stylesheet: '../style.css',
          bodyAttributes: ` class="${page.kind}"`,
          body: `<section epub:type="${type}">\n${body || `<p>\u00A0</p>`}\n</section>`,
        }),
      )
      if (spoken.length > 0) {
        const overlayHref = `text/${id}.smil`
        const { durationMs, document } = overlayFor(spoken, `${id}.xhtml`, anchors, clips)
        files.set(overlayHref, document)
        items.push({ id: `${id}-overlay`, href: overlayHref, mime: 'application/smil+xml', durationMs })
      }
      const overlayId = spoken.length > 0 ? { overlayId: `${id}-overlay` } : {}
      items.push({ id, href, mime: 'application/xhtml+xml', isInSpine: true, ...overlayId })
      entries.push({ title, href, depth: page.depth, isPart: page.kind === 'part' })
      progress('write', i + 1, pages.length)
    }
    files.set('content.opf', packageDocument(snapshot, items, options))
    files.set('nav.xhtml', navigation(snapshot, entries))
    files.set('style.css', stylesheet(themeOf(options), language, separatorOf(options)))
    await giveTurn()
    return { bytes: zipEpub(files), companions: [] }
  },
}

const zipEpub = (files: ReadonlyMap<string, string | Uint8Array>): Uint8Array => {
  const encoder = new TextEncoder()
  const zip: Zippable = {
    // First and stored, so that the type can be read at a fixed place.
    mimetype: [encoder.encode('application/epub+zip'), { level: 0, mtime: ZIP_TIME }],
    'META-INF/container.xml': [encoder.encode(CONTAINER), { level: 6, mtime: ZIP_TIME }],
  }
  for (const [path, content] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const isPacked = /^media\/[^.]+\.[^.]+$|\.(?:jpg|png|gif)$/u.test(path)
    zip[`OEBPS/${path}`] = [
      typeof content === 'string' ? encoder.encode(content) : content,
      { level: isPacked ? 0 : 6, mtime: ZIP_TIME },
    ]
  }
  return zipSync(zip)
}
