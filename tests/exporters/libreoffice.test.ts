import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { docxExporter } from '../../engine/exporters/docx/docx-exporter.ts'
import { odtImporter } from '../../engine/importers/odt/odt-importer.ts'
import { rtfImporter } from '../../engine/importers/rtf/rtf-importer.ts'
import type { CommentThread } from '../../engine/domain/comment.ts'
import type { Block, Table } from '../../engine/domain/document.ts'
import type { ImportedBook } from '../../engine/importers/imported-book.ts'
import { commentPlaces } from '../../engine/text/comments/comment-places.ts'
import { blockText } from '../../engine/text/plain-text.ts'
import { book, chapter, exported, paragraph, part, picture, scene } from './snapshots.ts'

const OFFICE = [
  '/usr/bin/soffice',
  '/usr/bin/libreoffice',
  '/Applications/LibreOffice.app/Contents/MacOS/soffice',
].find((path) => existsSync(path))

const cell = (words: string) => ({ type: 'tableCell' as const, content: [paragraph(words) as never] })
const table: Table = {
  type: 'table',
  attrs: { id: 't' },
  content: [{ type: 'tableRow', content: [cell('left cell'), cell('right cell')] }],
}
const list: Block = {
  type: 'orderedList',
  attrs: { id: 'l' },
  content: [{ type: 'listItem', content: [paragraph('first item') as never] }],
}

const said = (author: string, text: string, at: number) => ({ id: text, author, text, at, editedAt: null })
const thread: CommentThread = {
  id: 'c1',
  sceneId: 's',
  quote: '',
  createdAt: Date.UTC(2026, 2, 1),
  resolvedAt: null,
  messages: [
    said('Ed', 'Which lamp?', Date.UTC(2026, 2, 1)),
    said('Ida', 'The green one.', Date.UTC(2026, 2, 2)),
  ],
}

const whole = () =>
  book(
    [
      part(
        'Part One',
        chapter(
          'The lamp',
          scene(
            '',
            paragraph(
              'She ',
              { type: 'text', text: 'waited', marks: [{ type: 'italic' }, { type: 'bold' }] },
              ' — 灯 שלום 👩‍👩‍👧.',
            ),
            paragraph('The ', { type: 'text', text: 'lamp', comments: ['c1'] }, ' was lit.'),
            paragraph('A note', { type: 'footnote', attrs: { text: 'See there.' } }, ' here.'),
            list,
            table,
            { type: 'image', attrs: { id: 'i', mediaId: 'm1', alt: 'lamp', caption: 'By night' } },
          ),
          scene('', paragraph('It was dark.')),
        ),
      ),
    ],
    { images: new Map([picture('m1')]), comments: new Map([[thread.id, thread]]) },
  )

const convert = (bytes: Uint8Array, to: string): Uint8Array => {
  const folder = mkdtempSync(join(tmpdir(), 'arcwright-office-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, 'book.docx'), bytes)
  const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`
  execFileSync(
    OFFICE ?? '',
    [profile, '--headless', '--convert-to', to, '--outdir', folder, join(folder, 'book.docx')],
    { stdio: 'pipe', timeout: 150_000 },
  )
  return new Uint8Array(readFileSync(join(folder, `book.${to.replace(/:.*$/u, '')}`)))
}

const words = (text: string): string[] => text.match(/[\p{L}\p{N}]+/gu) ?? []

const texts = ({ sections }: ImportedBook): string[] =>
  sections
    .flatMap(({ title, blocks }) => [
      title,
      ...blocks.map((block) => (block.type === 'image' ? block.attrs.caption : blockText(block))),
    ])
    .filter((text) => text !== '')

describe.skipIf(OFFICE === undefined)('LibreOffice (skipped where it is not installed)', () => {
  it('opens the Word file with every word in it, in every look', async () => {
    for (const theme of ['manuscript', 'modern']) {
      const { bytes } = await exported(docxExporter, whole(), { theme, dedication: 'For M.' })
      const text = new TextDecoder().decode(convert(bytes, 'txt:Text (encoded):UTF8'))
      for (const line of [
        'Part One',
        'The lamp',
        'For M.',
        'She waited — 灯 שלום 👩‍👩‍👧.',
        'first item',
        'left cell',
        'By night',
        'It was dark.',
      ])
        expect(words(text).join(' ')).toContain(words(line).join(' '))
    }
  }, 400_000)

  it.each([
    ['odt', odtImporter],
    ['rtf', rtfImporter],
  ] as const)(
    'writes %s that comes back with the same words and marks',
    async (extension, importer) => {
      const { bytes } = await exported(docxExporter, whole(), { titlePage: false })
      const back = await importer.read(
        { name: `book.${extension}`, bytes: convert(bytes, extension) },
        { signal: new AbortController().signal, progress: () => undefined },
      )
      expect(back.sections.map(({ kind, title }) => `${kind} ${title}`)).toEqual([
        'part Part One',
        'chapter The lamp',
        'scene ',
      ])
      expect(words(texts(back).join(' '))).toEqual(
        words(
          'Part One The lamp She waited — 灯 שלום 👩‍👩‍👧. The lamp was lit. A note here. first item left cell right cell By night It was dark.',
        ),
      )
      const json = JSON.stringify(back.sections)
      expect(json).toContain('"type":"table"')
      expect(json).toContain('"type":"orderedList"')
      expect(json).toMatch(/"text":"waited","marks":\[\{"type":"bold"\},\{"type":"italic"\}\]/u)
      expect(json).toMatch(/"type":"footnote","attrs":\{"text":"[\s\d]*See there\."\}/u)
      expect(back.pictures.length).toBeGreaterThan(0)
      // RTF has no captions that a program could tell from paragraphs.
      if (extension === 'odt') expect(json).toContain('"caption":"By night"')
      // Which answer belongs to which comment, LibreOffice 7 does not write into these.
      const places = commentPlaces({ type: 'doc', content: back.sections.flatMap(({ blocks }) => blocks) })
      const messages = back.comments?.flatMap((each) => each.messages) ?? []
      expect(messages.map(({ author, text }) => `${author}: ${text}`).sort()).toEqual([
        'Ed: Which lamp?',
        'Ida: The green one.',
      ])
      for (const { key } of back.comments ?? []) expect(places.get(key)?.quote).toBe('lamp')
    },
    400_000,
  )
})
