import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { bookFile, codeOf, last, preview, start, TEXT } from './manuscript-desk.ts'

describe('a book going out', () => {
  it('keeps how it is to be printed in the project, for every format', async () => {
    const bench = start()
    const { previewId, outline } = await preview(bench, bookFile(TEXT))
    await last(await bench.client.commitImport({ previewId, outline }))
    expect(await bench.client.exportSettings()).toEqual({ format: '', options: {}, leaveOut: [] })
    const [, , second] = bench.store.binder.tree()
    await bench.client.updateExportSettings({
      format: 'html',
      options: { chapterTitles: 'number', dedication: 'For M.', theme: 'modern' },
      leaveOut: [second.id],
    })
    await bench.client.updateExportSettings({ options: { theme: null } })
    expect(await bench.client.exportSettings()).toEqual({
      format: 'html',
      options: { chapterTitles: 'number', dedication: 'For M.' },
      leaveOut: [second.id],
    })
    expect(await codeOf(bench.client.updateExportSettings({ options: { nothing: true } }))).toBe('BAD_INPUT')
    for (const format of ['html', 'docx']) {
      const { html } = await bench.client.exportSample({ format })
      expect(html).toContain('For M.')
      expect(html).toContain('<h1>Chapter 1</h1>')
      expect(html).not.toContain('second scene')
    }
    const { text } = await bench.client.exportSample({
      format: 'txt',
      options: { dedication: 'For N.' },
      leaveOut: [],
    })
    expect(text).toContain('For N.')
    expect(text).toContain('second scene')
  })

  it('becomes a folder where nothing is yet, or a zip, whole or not at all', async () => {
    const bench = start()
    const { previewId, outline } = await preview(bench, bookFile(TEXT))
    await last(await bench.client.commitImport({ previewId, outline }))
    const to = (path: string) => bench.client.export({ format: 'markdown-folder', path }).then(last)
    const folder = join(bench.folder, 'files')
    await to(folder)
    expect(readdirSync(folder).sort()).toEqual(['01 One', '02 Two', 'book.md'])
    expect(readdirSync(join(folder, '01 One')).sort()).toEqual(['01 scene.md', '02 scene.md', '_index.md'])
    expect(await codeOf(to(folder))).toBe('BAD_INPUT')
    const zip = join(bench.folder, 'files.zip')
    await to(zip)
    expect(Object.keys(unzipSync(readFileSync(zip)))).toContain('files/01 One/02 scene.md')
    const shown = await preview(bench, { path: folder })
    expect([shown.format, shown.outline.length]).toEqual(['markdown-folder', 5])
    expect(readdirSync(bench.folder).filter((name) => name.endsWith('.tmp'))).toEqual([])
  })
})
