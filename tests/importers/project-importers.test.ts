import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { EngineError } from '../../engine/domain/errors.ts'
import { folderImporters } from '../../engine/importers/importer-registry.ts'
import type { BookFolder, ImportedBook } from '../../engine/importers/imported-book.ts'
import { openFolder } from '../../engine/services/folder-on-disk.ts'
import { readSource } from '../../engine/services/import-source.ts'
import { readInThread } from '../../engine/services/read-in-thread.ts'
import { blockText } from '../../engine/text/plain-text.ts'
import { tempFolder } from '../helpers/temp-project.ts'
import { inZip, longform, manuskript, novelwriter, onDisk, scrivener, zipped } from './book-projects.ts'

const quiet = { signal: new AbortController().signal, progress: () => undefined }

const read = (folder: BookFolder): Promise<ImportedBook> => {
  const importer = folderImporters.find(({ fits }) => fits(folder.paths))
  if (!importer) throw new Error('nobody reads this folder')
  return importer.read(folder, quiet)
}

const outline = ({ sections }: ImportedBook) =>
  sections.map(({ kind, title, blocks, facts }) => [
    kind,
    title,
    blocks.map(blockText).join('|'),
    facts ?? {},
  ])

describe('a Scrivener project', () => {
  it('becomes parts, chapters and scenes with synopsis, label, status and point of view', async () => {
    const book = await read(inZip(scrivener(), 'Lamp.zip', 'Lamp.scriv/'))
    expect(book.title).toBe('Lamp')
    expect(outline(book)).toEqual([
      ['part', 'Part One', '', {}],
      ['chapter', 'The lamp', '', { label: 'blue', status: 'draft' }],
      [
        'scene',
        'At the door',
        'She waited at the door.|Nobody came — no one.|',
        { status: 'revised', pov: 'Mara', synopsis: 'Mara waits.' },
      ],
      ['scene', 'Inside', 'It was dark.', {}],
      ['chapter', 'Epilogue', 'Years later.', {}],
    ])
    expect(book.labels).toEqual({ blue: 'Night' })
    const [, , door] = book.sections
    expect(JSON.stringify(door.blocks)).toContain('"type":"footnote","attrs":{"text":"A note."}')
    expect(door.blocks.at(-1)).toMatchObject({ type: 'note', content: [{ text: 'Too slow?' }] })
  })

  it('brings research along beside the book, and says what stayed behind', async () => {
    const book = await read(inZip(scrivener()))
    expect(book.beside?.map(({ kind, title, depth }) => [kind, title, depth])).toEqual([
      ['folder', 'Research', 0],
      ['note', 'Oil lamps', 1],
    ])
    expect(book.remarks).toEqual([
      { code: 'trash', count: 1, sample: 'Thrown away' },
      { code: 'research-files', count: 1, sample: 'A scan' },
    ])
  })

  it('of version 2, with its numbered files, is read too', async () => {
    const files = {
      'Old.scrivx':
        '<ScrivenerProject><Binder><BinderItem ID="0" Type="DraftFolder"><Title>Draft</Title><Children><BinderItem ID="7" Type="Text"><Title>One</Title></BinderItem></Children></BinderItem></Binder></ScrivenerProject>',
      'Files/Docs/7.rtf': '{\\rtf1\\ansi Old words.}',
      'Files/Docs/7_synopsis.txt': 'Old.',
    }
    expect(outline(await read(inZip(files)))).toEqual([
      ['chapter', 'One', 'Old words.', { synopsis: 'Old.' }],
    ])
  })

  it('whose list leads out of the project reads nothing there', async () => {
    const folder = tempFolder()
    writeFileSync(join(folder, 'secret.rtf'), '{\\rtf1 SECRET}')
    const evil =
      '<ScrivenerProject><Binder><BinderItem Type="DraftFolder" ID="0"><Children><BinderItem ID="../../../secret" Type="Text"><Title>x</Title></BinderItem><BinderItem UUID="L" Type="Text"><Title>y</Title></BinderItem></Children></BinderItem></Binder></ScrivenerProject>'
    const project = onDisk(join(folder, 'Evil.scriv'), { 'Evil.scrivx': evil, 'Files/Docs/1.rtf': 'x' })
    mkdirSync(join(project, 'Files/Data/L'), { recursive: true })
    symlinkSync(join(folder, 'secret.rtf'), join(project, 'Files/Data/L/content.rtf'))
    symlinkSync(project, join(project, 'circle'))
    const book = await read(openFolder(project))
    expect(book.sections).toHaveLength(2)
    expect(JSON.stringify(book)).not.toContain('SECRET')
  })
})

describe('projects of other programs', () => {
  const expected = [
    ['scene', 'At the door', 'She waited.|Nobody came.'],
    ['scene', 'Inside', 'It was dark.'],
  ]

  it('novelWriter: headings, tags and synopses within the documents', async () => {
    const book = await read(inZip(novelwriter()))
    expect([book.title, book.author]).toEqual(['The Lamp', 'A. Writer'])
    expect(outline(book)).toEqual([
      ['part', 'Part One', '', { status: 'draft' }],
      ['chapter', 'The lamp', '', { status: 'draft' }],
      [...expected[0], { pov: 'Mara', synopsis: 'Mara waits.', status: 'draft' }],
      [...expected[1], { status: 'draft' }],
    ])
    expect(book.beside?.map(({ title }) => title)).toEqual(['Characters', 'Mara'])
    expect(book.sections[2].blocks[0]).toMatchObject({
      content: [
        { text: 'She ' },
        { text: 'waited', marks: [{ type: 'italic' }] },
        { text: '.' },
        { type: 'footnote', attrs: { text: 'By the clock.' } },
      ],
    })
    expect(book.remarks).toEqual([{ code: 'trash', count: 1, sample: 'Old' }])
  })

  it('Manuskript: outline folders in the order of their numbers', async () => {
    const book = await read(inZip(manuskript()))
    expect([book.title, book.author]).toEqual(['The Lamp', 'A. Writer'])
    expect(outline(book)).toEqual([
      ['chapter', 'The lamp', '', {}],
      [
        'scene',
        'At the door',
        'She waited.|Nobody came.|',
        { pov: 'Mara', synopsis: 'Mara waits.', label: 'blue', status: 'draft' },
      ],
      [...expected[1], {}],
      ['scene', 'Later', 'Later.', { label: 'green' }],
    ])
    // Blue is taken when the light blue label comes; grey is none of our colours.
    expect(book.labels).toEqual({ yellow: 'Idea', blue: 'Deep: sea', green: 'Research' })
    expect(book.sections[1].blocks[2]).toMatchObject({ type: 'note', content: [{ text: 'Too slow?' }] })
    expect(book.beside?.map(({ title, blocks }) => [title, ...blocks.map(blockText)])).toEqual([
      ['characters'],
      ['Mara', 'motivation: To leave.\nBy sea.'],
    ])
  })

  it('Longform: the order of the index, what it does not list beside the book', async () => {
    const book = await read(inZip(longform()))
    expect(book.title).toBe('The Lamp')
    expect(outline(book)).toEqual([
      ['chapter', 'The lamp', '', {}],
      ['scene', 'At the door', 'She waited.', { status: 'draft', pov: 'Mara', synopsis: 'Mara waits.' }],
      ['scene', 'Inside', 'It was dark.', {}],
    ])
    expect(book.beside?.map(({ title }) => title)).toEqual(['Ideas'])
  })

  it('a folder of Markdown files: folders are chapters, names and numbers give the order', async () => {
    const book = await read(
      inZip({
        'My book/1 Part/2 - The lamp.md': '# The lamp\n\nShe waited.\n\n---\n\nNobody came.\n',
        'My book/1 Part/10 - Later.md': 'Later.\n',
        'My book/2 End/a.md': '---\ntitle: "After: all"\n---\nThe end. ![A lamp](../img/lamp.png)\n',
        'My book/img/lamp.png': 'x',
      }),
    )
    expect(outline(book)).toEqual([
      ['part', 'Part', '', {}],
      ['chapter', 'The lamp', '', {}],
      ['scene', '', 'She waited.', {}],
      ['scene', '', 'Nobody came.', {}],
      ['chapter', 'Later', 'Later.', {}],
      ['chapter', 'End', '', {}],
      ['scene', 'After: all', 'The end. A lamp', {}],
    ])
  })
})

describe('a project on the disk', () => {
  it('is read in the import thread, by its folder or by the file that stands for it', async () => {
    const folder = onDisk(join(tempFolder(), 'Lamp.scriv'), scrivener())
    for (const path of [folder, join(folder, 'Lamp.scrivx')]) {
      const source = await readSource({ path }, quiet.signal)
      const book = await readInThread(source, quiet)
      expect([book.format, book.title, book.sections.length]).toEqual(['scrivener', 'Lamp', 5])
    }
    const file = new File([new Uint8Array(zipped(scrivener(), 'Lamp.scriv/'))], 'Lamp.scriv.zip')
    const book = await readInThread(await readSource({ file }, quiet.signal), quiet)
    expect(book.format).toBe('scrivener')
  })

  it('without a book in it is refused with the reason', async () => {
    const folder = onDisk(tempFolder(), { 'photo.jpg': 'x' })
    const work = readInThread(await readSource({ path: folder }, quiet.signal), quiet)
    await expect(work).rejects.toSatisfy(
      (error) => error instanceof EngineError && error.code === 'UNSUPPORTED_FORMAT',
    )
  })
})
