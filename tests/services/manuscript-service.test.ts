import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { Block, SceneDocument } from '../../engine/domain/document.ts'
import { folderImporters, importers } from '../../engine/importers/importer-registry.ts'
import { longBook } from '../helpers/novel.ts'
import { onDisk, scrivener } from '../importers/book-projects.ts'
import { png } from '../exporters/snapshots.ts'
import { bookFile, codeOf, last, preview, start, TEXT, tree, type Bench } from './manuscript-desk.ts'

const MAKE_PIPE = 'mkfifo'

describe('importing', () => {
  it('shows the split, then takes the book in as one undo step with title and language', async () => {
    const bench = start()
    const shown = await preview(bench, bookFile(`---\ntitle: The Lamp\nauthor: A. Writer\n---\n\n${TEXT}`))
    expect(shown).toMatchObject({
      format: 'markdown',
      title: 'The Lamp',
      words: 7,
      language: 'en',
      encoding: 'utf-8',
    })
    expect(shown.outline.map(({ kind, title, words, excerpt }) => [kind, title, words, excerpt])).toEqual([
      ['chapter', 'One', 2, 'first words'],
      ['scene', '', 2, 'second scene'],
      ['chapter', 'Two', 3, 'third words here'],
    ])
    expect(tree(bench)).toEqual([])
    const done = await last(
      await bench.client.commitImport({ previewId: shown.previewId, outline: shown.outline }),
    )
    const scenes = bench.store.binder.tree().filter(({ kind }) => kind === 'scene')
    expect(done).toEqual({ kind: 'done', scenes: 3, words: 7, firstSceneId: scenes[0].id })
    expect(tree(bench)).toEqual(['chapter One 4', 'scene  2', 'scene  2', 'chapter Two 3', 'scene  3'])
    expect(bench.store.project.get()).toMatchObject({ title: 'The Lamp', author: 'A. Writer' })
    bench.store.journal.undo()
    expect(tree(bench)).toEqual([])
    expect(bench.store.project.get()).toMatchObject({ title: 'Untitled', author: 'Me' })
    bench.store.journal.redo()
    expect(tree(bench)).toHaveLength(5)
    expect(
      await codeOf(
        bench.client.commitImport({ previewId: shown.previewId, outline: shown.outline }).then(last),
      ),
    ).toBe('NOT_FOUND')
  })

  it('follows the corrected outline: other kinds, other titles, lines merged with their headings', async () => {
    const bench = start()
    const { previewId, outline } = await preview(bench, bookFile(TEXT))
    const corrected = [
      { ...outline[0], kind: 'part' as const, title: 'Part' },
      { ...outline[1], kind: 'chapter' as const, title: 'Only' },
    ]
    await last(await bench.client.commitImport({ previewId, outline: corrected, adoptTitle: false }))
    expect(tree(bench)).toEqual(['part Part 8', 'scene  2', 'chapter Only 6', 'scene  6'])
    expect(bench.store.project.get().title).toBe('Untitled')
    const [, second] = bench.store.binder.tree().filter(({ kind }) => kind === 'scene')
    expect(bench.store.scenes.get(second.id).document.content.map(({ type }) => type)).toEqual([
      'paragraph',
      'heading',
      'paragraph',
    ])
  })

  it('appends to what is there and leaves the title of a book with words alone', async () => {
    const bench = start()
    for (const text of [TEXT, '# Three\n\nmore']) {
      const { previewId, outline } = await preview(bench, bookFile(text, 'named.md'))
      await last(await bench.client.commitImport({ previewId, outline }))
    }
    expect(
      bench.store.binder
        .tree()
        .filter(({ parentId }) => parentId === null)
        .map(({ title, position }) => [title, position]),
    ).toEqual([
      ['One', 0],
      ['Two', 1],
      ['Three', 2],
    ])
    expect(bench.store.project.get().title).toBe('named')
  })

  it('takes the language of the book and leaves a title that was chosen', async () => {
    const bench = start()
    const file = bookFile('# 一\n\n窗前立着一盏灯，没有人来把它吹灭。潮水退去了。', 'named.md')
    const { previewId, outline } = await preview(bench, file)
    await last(await bench.client.commitImport({ previewId, outline, keepTitle: true }))
    expect(bench.store.project.get()).toMatchObject({ title: 'Untitled', language: 'zh' })
  })

  it('refuses an outline of another book and keeps the project as it was', async () => {
    const bench = start()
    const { previewId, outline } = await preview(bench, bookFile(TEXT))
    for (const wrong of [
      [{ ...outline[0], key: '9' }],
      [outline[1], outline[0]],
      [outline[0], outline[0]],
      [{ ...outline[0], key: 'x' }],
    ])
      expect(await codeOf(bench.client.commitImport({ previewId, outline: wrong }).then(last))).toBe(
        'BAD_INPUT',
      )
    expect(tree(bench)).toEqual([])
  })

  it('forgets previews that were discarded or pushed out, and never shows them to another window', async () => {
    const bench = start()
    const ids: string[] = []
    for (let i = 0; i < 4; i += 1) ids.push((await preview(bench, bookFile(TEXT))).previewId)
    await bench.client.discardImport({ previewId: ids[3] })
    const outline = [{ key: '0', kind: 'chapter' as const, title: 'x' }]
    for (const previewId of [ids[0], ids[3]])
      expect(await codeOf(bench.client.commitImport({ previewId, outline }).then(last))).toBe('NOT_FOUND')
    const other = bench.window({ id: 'other', project: bench.session.project })
    expect(await codeOf(other.commitImport({ previewId: ids[2], outline }).then(last))).toBe('NOT_FOUND')
    expect((await last(await bench.client.commitImport({ previewId: ids[2], outline })))?.kind).toBe('done')
  })

  it('says what is wrong with a file, and touches nothing', async () => {
    const bench = start()
    const at = (name: string, bytes: string | Uint8Array = ''): string => {
      writeFileSync(join(bench.folder, name), bytes)
      return join(bench.folder, name)
    }
    const large = at('large.txt', 'x')
    truncateSync(large, 200 * 1024 * 1024)
    const pipe = join(bench.folder, 'pipe.txt')
    execFileSync(MAKE_PIPE, [pipe])
    mkdirSync(join(bench.folder, 'folder.txt'))
    const cases: [string, string][] = [
      [at('empty.txt'), 'EMPTY_FILE'],
      [at('blank.md', ' \n\n---\n'), 'EMPTY_FILE'],
      [
        at(
          'binary.txt',
          Uint8Array.from({ length: 4000 }, (_, i) => (i * 73 + (i >> 3)) & 0xff),
        ),
        'NOT_TEXT',
      ],
      [at('picture.png', png()), 'NOT_TEXT'],
      [at('draft.docx', 'PK'), 'FILE_UNREADABLE'],
      [at('draft.odt', 'PK'), 'FILE_UNREADABLE'],
      [at('draft.pages', 'PK'), 'UNSUPPORTED_FORMAT'],
      [large, 'FILE_TOO_LARGE'],
      [join(bench.folder, 'nowhere.txt'), 'FILE_NOT_FOUND'],
      [pipe, 'FILE_UNREADABLE'],
      [join(bench.folder, 'folder.txt'), 'UNSUPPORTED_FORMAT'],
      ['/dev/zero', 'FILE_UNREADABLE'],
    ]
    for (const [path, code] of cases)
      expect([path, await codeOf(preview(bench, { path }))]).toEqual([path, code])
    expect(await codeOf(preview(bench, bookFile('', 'empty.txt')))).toBe('EMPTY_FILE')
    expect(tree(bench)).toEqual([])
    expect(bench.jobs.list()).toEqual([])
  })

  it('reports progress on a long book and stops from the job board without an end event', async () => {
    const bench = start()
    const kinds: string[] = []
    for await (const event of await bench.client.previewImport({ source: bookFile(longBook(150_000, 60)) })) {
      kinds.push(event.kind)
      for (const { id } of bench.jobs.list()) bench.jobs.stop(id)
    }
    expect(kinds).toContain('progress')
    expect(kinds).not.toContain('preview')
    expect(bench.jobs.list()).toEqual([])
  })

  it('stops when the caller goes away', async () => {
    const bench = start()
    const controller = new AbortController()
    const stream = await bench.client.previewImport(
      { source: bookFile(longBook(150_000, 60)) },
      { signal: controller.signal },
    )
    const reading = codeOf(last(stream))
    controller.abort()
    await reading
    expect(bench.jobs.list()).toEqual([])
    expect(tree(bench)).toEqual([])
  })

  it('takes a project in with what is known of its scenes, its notes and its labels', async () => {
    const bench = start()
    const path = onDisk(join(bench.folder, 'Lamp.scriv'), scrivener())
    const { previewId, outline, notes } = await preview(bench, { path })
    expect(notes).toBe(1)
    await last(await bench.client.commitImport({ previewId, outline }))
    const found = bench.store.binder.tree()
    expect(found.map(({ kind, title }) => `${kind} ${title}`)).toEqual([
      'part Part One',
      'chapter The lamp',
      'scene At the door',
      'scene Inside',
      'chapter Epilogue',
      'scene ',
      'folder Research',
      'note Oil lamps',
    ])
    expect(found[2]).toMatchObject({ status: 'revised', pov: 'Mara', synopsis: 'Mara waits.' })
    expect(found[7].parentId).toBe(found[6].id)
    expect(bench.store.binder.labels()).toEqual([{ color: 'blue', name: 'Night' }])
    bench.store.journal.undo()
    expect(bench.store.binder.tree()).toEqual([])
  })

  it('names every format it reads', async () => {
    const known = [...importers, ...folderImporters].map(({ id }) => id)
    expect((await start().client.importFormats()).map(({ id }) => id)).toEqual(known)
  })
})

const finish = async (stream: AsyncIterator<unknown, { file: File | null }>) => {
  const events: unknown[] = []
  for (;;) {
    const step = await stream.next()
    if (step.done) return { events, file: step.value.file }
    events.push(step.value)
  }
}

const withPicture = (bench: Bench): void => {
  const { hash } = bench.store.blobs.putBytes(png(), 'image/png')
  bench.store.media.insert({
    id: 'm1', hash, thumbnailHash: null, kind: 'image', name: 'lamp.png', mime: 'image/png', sizeBytes: 1, width: 2, height: 2, durationMs: null, takenAt: null, latitude: null, longitude: null, camera: null, caption: '', alt: '', isOwnVoice: false, waveform: [], problem: null, addedAt: 1,
  }) // prettier-ignore
  const image: Block = { type: 'image', attrs: { id: 'i', mediaId: 'm1', alt: 'lamp', caption: '' } }
  const document: SceneDocument = {
    type: 'doc',
    content: [
      image,
      { type: 'paragraph', attrs: { id: 'p' }, content: [{ type: 'text', text: 'By the lamp.' }] },
    ],
  }
  bench.store.binder.create({ kind: 'scene', title: 'S', text: { document, words: 3 } }, { parentId: null })
}

describe('exporting', () => {
  it('gives a file to download: one file, or a zip where pictures belong beside it', async () => {
    const bench = start()
    const { previewId, outline } = await preview(bench, bookFile(TEXT, 'The: Lamp?.md'))
    await last(await bench.client.commitImport({ previewId, outline }))
    const plain = await finish(await bench.client.export({ format: 'markdown' }))
    expect(plain.file?.name).toBe('The Lamp.md')
    expect(await plain.file?.text()).toContain('# One'.padStart(6, '#'))
    const done = plain.events.at(-1) as { downloadId: string }
    expect(done).toEqual({
      kind: 'done',
      path: null,
      sizeBytes: plain.file?.size,
      words: 7,
      downloadId: expect.any(String) as string,
    })
    const fetched = await bench.client.download({ downloadId: done.downloadId })
    expect(await fetched.text()).toBe(await plain.file?.text())
    await expect(bench.client.download({ downloadId: done.downloadId })).rejects.toThrow('no longer kept')
    withPicture(bench)
    const zipped = await finish(await bench.client.export({ format: 'markdown' }))
    expect(zipped.file?.name).toBe('The Lamp.zip')
    const names = Object.keys(
      unzipSync(new Uint8Array((await zipped.file?.arrayBuffer()) ?? new ArrayBuffer(0))),
    )
    expect(names).toEqual(['The Lamp.md', expect.stringMatching(/^images\/[0-9a-f]{16}\.png$/u)])
  })

  it('writes to a path whole, pictures beside it, and leaves no trace of having tried', async () => {
    const bench = start()
    withPicture(bench)
    const folder = join(bench.folder, 'out')
    mkdirSync(folder)
    const path = join(folder, 'book.md')
    writeFileSync(path, 'old')
    const { events, file } = await finish(await bench.client.export({ format: 'markdown', path }))
    expect(file).toBeNull()
    expect(events.at(-1)).toMatchObject({
      kind: 'done',
      path,
      sizeBytes: readFileSync(path).length,
      words: 3,
      downloadId: null,
    })
    expect(readdirSync(folder).sort()).toEqual(['book.md', 'images'])
    const epub = join(folder, 'book.epub')
    await finish(await bench.client.export({ format: 'epub', path: epub, options: { cover: 'm1' } }))
    expect(Object.keys(unzipSync(readFileSync(epub)))[0]).toBe('mimetype')
    const again = join(folder, 'again.epub')
    await finish(await bench.client.export({ format: 'epub', path: again, options: { cover: 'm1' } }))
    expect(readFileSync(again).equals(readFileSync(epub))).toBe(true)
  })

  it('says what is wrong with a target before it begins', async () => {
    const bench = start()
    const to = (path: string, format = 'epub'): Promise<string> =>
      codeOf(bench.client.export({ format, path }).then(finish))
    expect(await to(join(bench.folder, 'no', 'such', 'x.epub'))).toBe('FILE_NOT_FOUND')
    expect(await to(bench.folder)).toBe('BAD_INPUT')
    expect(await to(join(bench.folder, 'x.xyz'), 'xyz')).toBe('UNSUPPORTED_FORMAT')
    expect(existsSync(join(bench.folder, 'x.xyz'))).toBe(false)
  })
})
