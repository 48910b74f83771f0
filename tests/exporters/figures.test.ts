// Pictures at their size, pull quotes, sounds and clips in every format that can hold them; what one cannot is told beforehand.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EpubCheck } from '@likecoin/epubcheck-ts'
import { strFromU8, unzipSync } from 'fflate'
import sharp from 'sharp'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Block, FigureSize } from '../../engine/domain/document.ts'
import type { BookSnapshot, SnapshotClip } from '../../engine/exporters/book-snapshot.ts'
import { docxExporter } from '../../engine/exporters/docx/docx-exporter.ts'
import { epubExporter } from '../../engine/exporters/epub/epub-exporter.ts'
import { countFeatures } from '../../engine/exporters/features.ts'
import { htmlExporter } from '../../engine/exporters/html/html-exporter.ts'
import { markdownExporter } from '../../engine/exporters/markdown/markdown-exporter.ts'
import { txtExporter } from '../../engine/exporters/txt/txt-exporter.ts'
import { docxImporter } from '../../engine/importers/docx/docx-importer.ts'
import { epubImporter } from '../../engine/importers/epub/epub-importer.ts'
import { htmlImporter } from '../../engine/importers/html/html-importer.ts'
import { soundOf, tone, toWav } from '../analysis/senses/sound/sounds.ts'
import { book, chapter, exported, paragraph, picture, scene } from './snapshots.ts'

const JAVA = 'java'
const JAR = '/usr/share/java/epubcheck.jar'

const figure = (mediaId: string, caption: string, size?: FigureSize): Block => ({
  type: 'image',
  attrs: { id: `i${mediaId}`, mediaId, alt: `About ${caption}`, caption, ...(size ? { size } : {}) },
})

const READ = 'The ferry came in late that evening, and nobody on the pier said a word.'

const clip = (mediaId: string, facts: Partial<SnapshotClip> = {}): [string, SnapshotClip] => [
  mediaId,
  {
    mediaId,
    hash: `${mediaId}23456789abcdef0123456789abcdef`,
    mime: 'audio/mpeg',
    kind: 'audio',
    name: `${mediaId}.mp3`,
    durationMs: 65_000,
    lines: [],
    read: () => Uint8Array.from([0xff, 0xfb, 0x90, 0, 1, 2, 3, 4]),
    ...facts,
  },
]

const wide = async (): Promise<Uint8Array> =>
  sharp({ create: { width: 900, height: 300, channels: 3, background: '#3d4a5c' } })
    .png()
    .toBuffer()

const album = async (): Promise<BookSnapshot> => {
  const pixels = await wide()
  const spoken = paragraph(READ)
  const quote: Block = {
    type: 'blockquote',
    attrs: { id: 'pq', pull: true },
    content: [paragraph('nobody said a word') as never],
  }
  return book(
    [
      chapter(
        'The pier',
        scene(
          '',
          figure('m1', 'The pier & the sea', 'half'),
          paragraph('It had been a long day.'),
          spoken,
          quote,
          figure('a1', 'My voice', 'full'),
          figure('v1', 'The ferry'),
          figure('w1', 'A note spoken into the phone', 'small'),
          figure('w2', 'A tape nobody can play'),
        ),
      ),
    ],
    {
      images: new Map([picture('m1', { read: () => pixels })]),
      clips: new Map([
        clip('a1', {
          lines: [
            { fromMs: 1000, toMs: 4000, text: 'the ferry came in late that evening' },
            { fromMs: 4200, toMs: 7000, text: 'and nobody on the pier said a word' },
          ],
        }),
        clip('v1', {
          kind: 'video',
          mime: 'video/mp4',
          lines: [{ fromMs: 500, toMs: 2500, text: 'Look <there> & wave!' }],
        }),
        clip('w1', {
          mime: 'audio/wav',
          isDecodable: true,
          read: () => new Uint8Array(toWav(soundOf(1, tone(440)))),
        }),
        clip('w2', { mime: 'audio/x-tape' }),
      ]),
    },
  )
}

const filesOf = (bytes: Uint8Array): Record<string, string> =>
  Object.fromEntries(Object.entries(unzipSync(bytes)).map(([path, content]) => [path, strFromU8(content)]))

describe('figures in an EPUB', () => {
  it('are pictures at their size, sounds and films with subtitles, and pass epubcheck', async () => {
    const { bytes } = await exported(epubExporter, await album())
    const result = await EpubCheck.validate(bytes)
    expect(result.messages.filter(({ severity }) => severity !== 'info' && severity !== 'usage')).toEqual([])
    const files = filesOf(bytes)
    const page = files['OEBPS/text/c0001.xhtml']
    expect(page).toContain('<figure class="half">')
    expect(page).toContain('alt="About The pier &amp; the sea"')
    expect(page).toMatch(/<aside class="pull-quote" role="doc-pullquote">\s*<p>nobody said a word<\/p>/u)
    expect(page).toMatch(/<audio controls="controls" [^>]*src="\.\.\/media\/a1[0-9a-f]+\.mp3"/u)
    expect(page).toMatch(/<video [^>]*><track kind="captions" src="[^"]+\.vtt" srclang="en"/u)
    // A recording of one's own is in it, in a form that every reader plays; what cannot be is its caption alone.
    expect(page).toMatch(/<audio controls="controls" [^>]*src="\.\.\/media\/w1[0-9a-f]+\.ogg"/u)
    expect(files['OEBPS/content.opf']).toMatch(
      /media\/w1[0-9a-f]+\.ogg" media-type="audio\/ogg; codecs=opus"/u,
    )
    expect(page).toContain('<p class="caption">A tape nobody can play</p>')
    expect(Object.values(files).join('\n')).toContain('Look &lt;there&gt; &amp; wave!')
    expect(files['OEBPS/style.css']).toContain('figure.half img')
  })

  it('read the words aloud that they say: an overlay names the paragraph and the seconds', async () => {
    const files = filesOf((await exported(epubExporter, await album())).bytes)
    const smil = files['OEBPS/text/c0001.smil']
    expect(smil).toMatch(
      /<text src="c0001\.xhtml#s1"\/><audio src="\.\.\/media\/a1[0-9a-f]+\.mp3" clipBegin="1\.000s" clipEnd="7\.000s"\/>/u,
    )
    expect(smil?.match(/<par /gu)).toHaveLength(1)
    expect(files['OEBPS/text/c0001.xhtml']).toContain(`<p id="s1">${READ}</p>`)
    expect(files['OEBPS/content.opf']).toMatch(/<item id="c0001"[^>]* media-overlay="c0001-overlay"\/>/u)
    expect(files['OEBPS/content.opf']).toContain('<meta property="media:duration">6.000s</meta>')
    const silent = await exported(epubExporter, await album(), { readAloud: false, transcripts: false })
    expect(Object.keys(filesOf(silent.bytes)).filter((path) => path.endsWith('.smil'))).toEqual([])
    expect(filesOf(silent.bytes)['OEBPS/text/c0001.xhtml']).not.toContain('<details')
  })

  it.skipIf(!existsSync(JAR))('passes the reference epubcheck too', async () => {
    // Debian's is of EPUB 3.2, which had no Opus among the forms that every reader plays; 3.3 has.
    const whole = await album()
    const clips = new Map([...(whole.clips ?? [])].filter(([id]) => id !== 'w1'))
    const folder = mkdtempSync(join(tmpdir(), 'arcwright-epub-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const path = join(folder, 'book.epub')
    writeFileSync(path, (await exported(epubExporter, { ...whole, clips })).bytes)
    const run = () =>
      execFileSync(JAVA, ['-jar', JAR, path, '--failonwarnings', '-q'], { encoding: 'utf8', stdio: 'pipe' })
    expect(run).not.toThrow()
  })
})

describe('figures elsewhere', () => {
  it('play in a page, long ones from beside it', async () => {
    const snapshot = await album()
    const small = await exported(htmlExporter, snapshot)
    const html = new TextDecoder().decode(small.bytes)
    expect(html.match(/<audio [^>]*src="data:audio\/(?:mpeg|wav);base64,/gu)).toHaveLength(2)
    expect(html).toContain('media-src data:;')
    expect(small.companions).toEqual([])
    const [id, long] = clip('v1', {
      kind: 'video',
      mime: 'video/mp4',
      read: () => new Uint8Array(13_000_000),
    })
    const large = await exported(htmlExporter, { ...snapshot, clips: new Map([[id, long]]) })
    expect(large.companions.map(({ path }) => path)).toEqual([`media/${long.hash.slice(0, 16)}.mp4`])
    expect(new TextDecoder().decode(large.bytes)).toContain(`src="media/${long.hash.slice(0, 16)}.mp4"`)
  })

  it('stand in a Word file at their width, sounds as links with what is said', async () => {
    const { bytes, companions } = await exported(docxExporter, await album())
    const files = filesOf(bytes)
    const text = files['word/document.xml'] ?? ''
    // 280 of 560 pixels, in English Metric Units.
    expect(text).toContain(`<wp:extent cx="${280 * 9525}"`)
    expect(text).toContain('descr="About The pier &amp; the sea"')
    expect(text).toContain('PullQuote')
    expect(text).toContain('♪ My voice (1:05)')
    expect(text).toContain('and nobody on the pier said a word')
    expect(files['word/_rels/document.xml.rels']).toMatch(/Target="media\/a1[0-9a-f]+\.mp3"[^>]*External/u)
    expect(companions.map(({ path }) => path)).toHaveLength(4)
  })

  it('are links in Markdown', async () => {
    const { bytes, companions } = await exported(markdownExporter, await album())
    expect(new TextDecoder().decode(bytes)).toMatch(/\[My voice\]\(media\/a1[0-9a-f]+\.mp3\)/u)
    expect(companions.map(({ path }) => path.split('/')[0]).toSorted()).toEqual([
      'images',
      'media',
      'media',
      'media',
      'media',
    ])
  })

  it('are counted, so that the writer hears what a format leaves out', async () => {
    const counts = new Map(countFeatures(await album()).map(({ feature, count }) => [feature, count]))
    expect(Object.fromEntries(counts)).toMatchObject({
      image: 1,
      clip: 4,
      clipForm: 1,
      figureSize: 2,
      pullQuote: 1,
    })
    expect(epubExporter.loses).toContain('clipForm')
    expect(txtExporter.loses).toContain('clip')
    expect(markdownExporter.loses).toContain('figureSize')
  })
})

describe('our own files coming back', () => {
  it.each([
    ['html', htmlExporter, htmlImporter],
    ['epub', epubExporter, epubImporter],
    ['docx', docxExporter, docxImporter],
  ] as const)(
    'as %s keep pull quotes, and pages the width; what is said is no text',
    async (name, out, back) => {
      const { bytes } = await exported(out, await album())
      const book = await back.read(
        { name: `book.${back.extensions[0]}`, bytes },
        { signal: new AbortController().signal, progress: () => undefined },
      )
      const blocks = book.sections.flatMap((section) => section.blocks)
      expect(blocks.filter((block) => block.type === 'blockquote' && block.attrs.pull)).toHaveLength(1)
      if (name === 'docx') return
      expect(blocks.find((block) => block.type === 'image')).toMatchObject({ attrs: { size: 'half' } })
      expect(JSON.stringify(blocks)).not.toContain('Look <there>')
    },
  )
})
