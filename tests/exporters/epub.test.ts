import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EpubCheck } from '@likecoin/epubcheck-ts'
import { strFromU8, unzipSync } from 'fflate'
import sharp from 'sharp'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Block } from '../../engine/domain/document.ts'
import type { BookSnapshot } from '../../engine/exporters/book-snapshot.ts'
import { epubExporter } from '../../engine/exporters/epub/epub-exporter.ts'
import { book, chapter, exported, inHere, paragraph, part, picture, scene } from './snapshots.ts'

const JAVA = 'java'
const JAR = '/usr/share/java/epubcheck.jar'

const show = (mediaId: string, alt = '', caption = ''): Block => ({
  type: 'image',
  attrs: { id: `i${mediaId}`, mediaId, alt, caption },
})

/** Everything a book can hold, and much that it should not. */
const hostileBook = (): BookSnapshot =>
  book(
    [
      scene('Loose at the front', paragraph('Before & after <all>.')),
      part(
        'Part "One" & <Two>',
        scene('', paragraph('On the page of the part.')),
        chapter(
          '第一章　<风> & 雪',
          scene(
            'Night',
            {
              type: 'heading',
              attrs: { id: 'h', level: 1 },
              content: [{ type: 'text', text: 'A <letter>' }],
            },
            paragraph('control \u0001\u0008 \uD800 chars \uFFFF and ]]> &amp; 𠮷 👩‍👩‍👧', {
              type: 'footnote',
              attrs: { text: 'A note & <more>\nsecond line' },
            }),
            paragraph({
              type: 'text',
              text: 'all',
              marks: ['bold', 'italic', 'underline', 'strike', 'code'].map((type) => ({
                type: type as 'bold',
              })),
            }),
            paragraph({
              type: 'text',
              text: 'good link',
              marks: [{ type: 'link', attrs: { href: 'https://a.example/ü x?a=1&b="2"|^`{}#f' } }],
            }),
            paragraph({
              type: 'text',
              text: 'bad link',
              marks: [{ type: 'link', attrs: { href: 'javascript:alert(1)' } }],
            }),
            paragraph({
              type: 'text',
              text: 'worse link',
              marks: [{ type: 'link', attrs: { href: 'http://[broken' } }],
            }),
            paragraph('שלום עולם'),
            { type: 'note', attrs: { id: 'n' }, content: [{ type: 'text', text: 'SECRET NOTE' }] },
            show('m1', 'A "lamp" <lit>', 'The lamp & the sea'),
            show('webp'),
            show('broken', '', 'no picture here'),
            show('gone'),
          ),
          scene(
            '',
            {
              type: 'orderedList',
              attrs: { id: 'l' },
              content: [
                {
                  type: 'listItem',
                  content: [
                    paragraph('one') as never,
                    {
                      type: 'bulletList',
                      attrs: { id: 'm' },
                      content: [{ type: 'listItem', content: [paragraph('deep') as never] }],
                    },
                  ],
                },
              ],
            },
            { type: 'blockquote', attrs: { id: 'q' }, content: [paragraph('quoted') as never] },
            { type: 'sceneBreak', attrs: { id: 's' } },
            paragraph('again', { type: 'hardBreak' }, 'here', {
              type: 'footnote',
              attrs: { text: 'Second' },
            }),
          ),
        ),
        chapter(''),
      ),
      part('Empty part'),
      chapter('Empty chapter', scene('')),
    ],
    { title: 'Q&A <of> "Lamps" 灯', author: 'A & B', language: 'zh' },
  )

const withPictures = async (): Promise<BookSnapshot> => {
  const webp = await sharp({ create: { width: 4, height: 4, channels: 3, background: '#b4532a' } })
    .webp()
    .toBuffer()
  return {
    ...hostileBook(),
    images: new Map([
      picture('m1'),
      picture('webp', { hash: 'fedcba9876543210fedcba9876543210', mime: 'image/webp', read: () => webp }),
      picture('broken', { hash: '00000000000000000000000000000000', read: () => new Uint8Array([1, 2, 3]) }),
    ]),
  }
}

const complaints = async (bytes: Uint8Array): Promise<string[]> => {
  const result = await EpubCheck.validate(bytes)
  return result.messages
    .filter(({ severity }) => ['fatal', 'error', 'warning'].includes(severity))
    .map(({ id, message, location }) => `${id} ${message} ${JSON.stringify(location)}`)
}

const javaComplaints = (bytes: Uint8Array): string => {
  const folder = mkdtempSync(join(tmpdir(), 'arcwright-epub-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'book.epub')
  writeFileSync(path, bytes)
  try {
    execFileSync(JAVA, ['-jar', JAR, path, '--failonwarnings', '-q'], { encoding: 'utf8', stdio: 'pipe' })
    return ''
  } catch (error) {
    return (error as { stderr: string }).stderr || String(error)
  }
}

const filesOf = (bytes: Uint8Array): Record<string, string> =>
  Object.fromEntries(Object.entries(unzipSync(bytes)).map(([path, content]) => [path, strFromU8(content)]))

describe('EPUB', () => {
  it('passes epubcheck without an error or a warning, whatever is in the book', async () => {
    const snapshot = await withPictures()
    expect(await complaints((await exported(epubExporter, snapshot)).bytes)).toEqual([])
    expect(
      await complaints((await exported(epubExporter, snapshot, { cover: 'm1', sceneTitles: true })).bytes),
    ).toEqual([])
    expect(
      await complaints((await exported(epubExporter, book([], { title: '', author: '' }))).bytes),
    ).toEqual([])
  })

  it.skipIf(!existsSync(JAR))('passes the reference epubcheck too', async () => {
    const snapshot = await withPictures()
    expect(
      javaComplaints((await exported(epubExporter, snapshot, { cover: 'webp', sceneTitles: true })).bytes),
    ).toBe('')
  })

  it('begins with the stored media type and is the same for the same book', async () => {
    const [first, second] = [
      await exported(epubExporter, await withPictures()),
      await exported(epubExporter, await withPictures()),
    ]
    expect(Buffer.from(first.bytes).equals(Buffer.from(second.bytes))).toBe(true)
    expect(strFromU8(first.bytes.subarray(30, 58))).toBe('mimetypeapplication/epub+zip')
  })

  it('holds every word, with notes as pop-ups, and never a note to self', async () => {
    const files = filesOf((await exported(epubExporter, await withPictures())).bytes)
    const text = Object.values(files).join('\n')
    expect(text).not.toContain('SECRET')
    expect(text).not.toContain('javascript:')
    expect(text).toContain('Before &amp; after &lt;all&gt;.')
    expect(text).toContain('<p dir="auto">שלום עולם</p>')
    expect(text).toContain('<img src="../images/0123456789abcdef.png" alt="A &quot;lamp&quot; &lt;lit&gt;"/>')
    expect(text).toContain('<figcaption>The lamp &amp; the sea</figcaption>')
    expect(text).toMatch(/epub:type="noteref"[^>]*href="#n2"/u)
    expect(text).toMatch(/<aside epub:type="footnote"[^>]*id="n2"/u)
    expect(files['OEBPS/content.opf']).toContain(
      '<dc:title>Q&amp;A &lt;of&gt; &quot;Lamps&quot; 灯</dc:title>',
    )
    expect(files['OEBPS/content.opf']).toContain(
      '<meta property="dcterms:modified">2026-01-02T03:04:05Z</meta>',
    )
    expect(files['OEBPS/nav.xhtml']).toContain('第一章\u3000&lt;风&gt; &amp; 雪')
  })

  it('takes the chosen picture for a cover, and makes one of the title otherwise', async () => {
    const chosen = filesOf((await exported(epubExporter, await withPictures(), { cover: 'm1' })).bytes)
    expect(chosen['OEBPS/content.opf']).toMatch(
      /href="images\/0123456789abcdef\.png"[^>]*properties="cover-image"/u,
    )
    const made = filesOf((await exported(epubExporter, await withPictures())).bytes)
    expect(made['OEBPS/content.opf']).toMatch(/href="images\/cover\.svg"[^>]*properties="cover-image"/u)
    expect(made['OEBPS/images/cover.svg']).toContain('A &amp; B')
  })

  it('stops when told to', async () => {
    const controller = new AbortController()
    controller.abort(new Error('stopped'))
    await expect(
      epubExporter.run(hostileBook(), {
        signal: controller.signal,
        progress: () => undefined,
        make: inHere,
        options: {},
      }),
    ).rejects.toThrow('stopped')
  })
})
