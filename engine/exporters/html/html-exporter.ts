// Writes the book as one HTML file: style, pictures and sounds inside, no script, ready to print. Only long clips stand beside it.
import { writeSubtitles } from '../../text/subtitles/write-subtitles.ts'
import { createTurnTaker } from '../../domain/turn-taking.ts'
import {
  bookOptions,
  FACT_OPTIONS,
  FRONT_OPTIONS,
  separatorOf,
  textOption,
  themeOf,
  TITLE_OPTIONS,
} from '../book-options.ts'
import type { PageClip } from '../block-xhtml.ts'
import type { Exporter } from '../book-snapshot.ts'
import { clipFiles } from '../clip-files.ts'
import { frontPages } from '../front-pages.ts'
import { frontXhtml } from '../front-xhtml.ts'
import { displayTitle, pageBody, pageTitle, portableImages } from '../page-body.ts'
import { printableLine } from '../printable.ts'
import { spreadPages } from '../spread-pages.ts'
import { escapeXml } from '../xhtml.ts'
import { themeCss } from './theme-css.ts'

const dataUri = (mime: string, bytes: Uint8Array): string =>
  `data:${mime};base64,${Buffer.from(bytes).toString('base64')}`

/** Larger sounds and clips stand in a folder beside the file: browsers load a page of any size only with patience. */
const MOST_INSIDE = 12 * 2 ** 20

export const htmlExporter: Exporter = {
  id: 'html',
  version: '2',
  title: 'HTML',
  extension: 'html',
  mime: 'text/html',
  loses: ['unreadable'],
  options: bookOptions([
    'theme',
    'separator',
    ...TITLE_OPTIONS,
    'selfNotes',
    'transcripts',
    'photoData',
    'hideFaces',
    ...FRONT_OPTIONS,
    'contents',
    ...FACT_OPTIONS,
  ]),
  run: async (snapshot, { signal, progress, make, options }) => {
    signal.throwIfAborted()
    const giveTurn = createTurnTaker(signal)
    const { language } = snapshot
    const pages = spreadPages(snapshot.nodes)
    const pictures = await portableImages(snapshot, pages, [], { signal, make })
    const imageHref = (mediaId: string): string | undefined => {
      const picture = pictures.get(mediaId)
      return picture && dataUri(picture.mime, picture.bytes)
    }
    const companions: { readonly path: string; readonly bytes: Uint8Array }[] = []
    const clips = new Map(
      [...clipFiles(snapshot)].map(([id, { clip, mime, fileName }]) => {
        const bytes = clip.read()
        const path = `media/${fileName}`
        const isInside = bytes.length <= MOST_INSIDE
        if (!isInside && !companions.some((each) => each.path === path)) companions.push({ path, bytes })
        return [id, { clip, href: isInside ? dataUri(mime, bytes) : path }] as const
      }),
    )
    const clip = (mediaId: string): PageClip | undefined => {
      const found = clips.get(mediaId)
      if (!found) return undefined
      const { kind, lines } = found.clip
      const captions = new TextEncoder().encode(writeSubtitles(lines, 'vtt'))
      return {
        kind,
        lines,
        href: found.href,
        language,
        showsLines: options['transcripts'] === true,
        ...(lines.length > 0 ? { captionsHref: dataUri('text/vtt', captions) } : {}),
      }
    }
    const counts = { part: 0, chapter: 0, loose: 0 }
    const contents: string[] = []
    const sections: string[] = []
    for (const [i, page] of pages.entries()) {
      await giveTurn()
      const name = pageTitle(page, (counts[page.kind] += 1), snapshot)
      if (page.kind !== 'loose')
        contents.push(`<li class="${page.kind}"><a href="#p${i + 1}">${escapeXml(name)}</a></li>`)
      const body = pageBody(page, options['sceneTitles'] === true, {
        imageHref,
        clip,
        isEpub: false,
        notePrefix: `${i + 1}-`,
      })
      sections.push(`<section class="${page.kind}" id="p${i + 1}">\n${body}\n</section>`)
      progress('write', i + 1, pages.length)
    }
    const title = displayTitle(snapshot)
    const author = printableLine(snapshot.author)
    const theme = themeOf(options)
    const front = frontPages(snapshot, options)
      .map((page) => `<header class="front ${page.kind}">\n${frontXhtml(page)}\n</header>\n`)
      .join('')
    const meta = ([key, name]: readonly [(typeof FACT_OPTIONS)[number], string]): string => {
      const value = printableLine(textOption(options, key))
      return value === '' ? '' : `<meta name="${name}" content="${escapeXml(value)}">\n`
    }
    const facts = (
      [
        ['description', 'description'],
        ['subjects', 'keywords'],
        ['publisher', 'dcterms.publisher'],
        ['isbn', 'dcterms.identifier'],
      ] as const
    )
      .map(meta)
      .join('')
    const toc =
      options['contents'] === false || contents.length < 2
        ? ''
        : `<nav class="contents">\n<ul>\n${contents.join('\n')}\n</ul>\n</nav>\n`
    const html = `<!DOCTYPE html>
<html lang="${language === 'zh' ? 'zh-Hans' : language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; media-src data:${companions.length > 0 ? " 'self' file:" : ''}; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Arcwright">
${author === '' ? '' : `<meta name="author" content="${escapeXml(author)}">\n`}${facts}<title>${escapeXml(title)}</title>
<style>
${themeCss(theme, language, separatorOf(options, theme))}
</style>
</head>
<body class="${theme}">
${front}${toc}<main>
${sections.join('\n')}
</main>
</body>
</html>
`
    return { bytes: new TextEncoder().encode(html), companions }
  },
}
