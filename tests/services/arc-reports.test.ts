// Reports on paper: each format is complete, in both languages, and the same for the same book.
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { arcDesk, type ArcDesk } from './arc-desk.ts'

const GLAD = 'They laughed all the way home, happy and full of joy.'
const SAD = 'She wept that night, sick with grief, said Anne. Anne was sad. Anne cried.'

const desk = () =>
  arcDesk([
    ['=HYPERLINK("x")', [GLAD, SAD]],
    ['Salt, <Water> & "Year"', [SAD, SAD, SAD]],
  ])

const exported = async ({ client, folder }: ArcDesk, format: string, more: object = {}): Promise<Buffer> => {
  const file = path.join(folder, `report.${format}`)
  let done
  for await (const event of await client.arc.exportReport({ format, path: file, ...more }))
    if (event.kind === 'done') done = event
  const bytes = await readFile(file)
  expect(done).toMatchObject({ path: file, sizeBytes: bytes.length, downloadId: null })
  return bytes
}

describe('a report', () => {
  it('has a line for the book, each chapter and scene, and each person', async () => {
    const { client, sceneIds } = await desk()
    const { lines, title, analyzers } = await client.arc.report({})
    expect(title).toBe('Book')
    expect(analyzers.length).toBeGreaterThan(0)
    expect(lines.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['book', 'chapter', 'scene', 'scene', 'character']),
    )
    const [glad, sad] = sceneIds.map((id) => lines.find((line) => line.id === id)!)
    expect(glad.feeling!.valence).toBeGreaterThan(sad.feeling!.valence)
    expect(sad.feeling!.emotion).toBe('sadness')
    expect(lines.find(({ title: name }) => name === 'Anne')).toMatchObject({ kind: 'character' })
  })

  it('measures the gap to a target over the book and over a scene', async () => {
    const { client, sceneIds } = await desk()
    for (const scopeId of [null, sceneIds[1]])
      await client.feeling.setTarget({ scopeId, measure: 'valence', points: [{ x: 0, y: 1 }] })
    const { lines, curve } = await client.arc.report({})
    const gaps = lines.filter(({ gap }) => gap !== null).map(({ id, gap }) => [id, gap! > 1])
    expect(gaps).toEqual([
      ['', true],
      [sceneIds[1], true],
    ])
    expect(curve.every(({ target }) => target === 1)).toBe(true)
    const scene = await client.arc.report({ scopeId: sceneIds[1], measure: 'sadness' })
    expect(scene.lines.map(({ kind }) => kind)).toEqual(expect.not.arrayContaining(['book', 'chapter']))
    expect(scene.curve.every(({ target }) => target === null)).toBe(true)
  })

  it('is a page that needs nothing from outside, in either language', async () => {
    const open = await desk()
    const html = (await exported(open, 'html')).toString()
    expect(html).toContain('Salt, &lt;Water&gt; &amp; &quot;Year&quot;')
    expect(html).toContain('<h2>Turns</h2>')
    expect(html).not.toMatch(/<script|src=|href=|url\(|@import|NaN|undefined/)
    const chinese = (await exported(open, 'html', { language: 'zh', measure: 'fear' })).toString()
    expect(chinese).toContain('<html lang="zh-CN">')
    expect(chinese).toContain('主导情绪')
    expect(chinese).toContain('恐惧')
    expect(await exported(open, 'html')).toEqual(Buffer.from(html))
  })

  it('is a table with as many cells in every row, no formulas, and the same numbers', async () => {
    const open = await desk()
    const csv = (await exported(open, 'csv')).toString()
    const rows = csv.replace('\uFEFF', '').trim().split('\r\n')
    const { lines } = await open.client.arc.report({})
    expect(rows).toHaveLength(lines.length + 1)
    expect(csv).toContain(`"'=HYPERLINK(""x"")"`)
    const commas = (row: string): number => row.replaceAll(/"(?:[^"]|"")*"/g, '').split(',').length
    for (const row of rows) expect(commas(row)).toBe(commas(rows[0]))
  })

  it('is a picture: SVG as text, PNG twice its size', async () => {
    const open = await desk()
    const svg = (await exported(open, 'svg', { voiceId: 'narration', smoothingWords: 10 })).toString()
    expect(svg).toMatch(/^<svg xmlns=/)
    expect(svg).toContain('Feelings of Narration')
    expect(svg).not.toMatch(/NaN|undefined|href/)
    const { format, width, height } = await sharp(await exported(open, 'png')).metadata()
    expect({ format, width, height }).toEqual({ format: 'png', width: 2400, height: 920 })
  })

  it('is kept for download where there is no path, and refuses a format nobody knows', async () => {
    const { client } = await desk()
    let downloadId: string | null = null
    for await (const event of await client.arc.exportReport({ format: 'csv' }))
      if (event.kind === 'done') ({ downloadId } = event)
    const file = await client.manuscript.download({ downloadId: downloadId! })
    expect(file.name).toBe('Book.csv')
    expect(file.size).toBeGreaterThan(100)
    await expect(
      (async () => {
        for await (const event of await client.arc.exportReport({ format: 'doc' })) expect(event).toBeNull()
      })(),
    ).rejects.toMatchObject({ code: 'UNSUPPORTED_FORMAT' })
  })
})
