// Files made to do harm, one kind of harm at a time, in every format that could carry it.
import { mkdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { folderImporters, importers, PACKED_FOLDER } from '../../engine/importers/importer-registry.ts'
import { openZipFolder } from '../../engine/importers/zip-folder.ts'
import { openFolder } from '../../engine/services/folder-on-disk.ts'
import { readSource } from '../../engine/services/import-source.ts'
import { readBook } from '../../engine/services/read-book.ts'
import { readInThread } from '../../engine/services/read-in-thread.ts'
import { tempFolder } from '../helpers/temp-project.ts'
import { inZip, onDisk, rtf, scrivener } from './book-projects.ts'
import { packed } from './damage.ts'
import { everything, extensionOf, partsOf, pathIn, readAs, sample, withText } from './hostile-parts.ts'
import { CLEAR, outcome, quiet } from './outcome.ts'

/** A file that is there and must not be met anywhere in what was read. */
const SECRET = 'the contents of a secret file'
const secretFile = (): { folder: string; path: string } => {
  const folder = tempFolder()
  const path = join(folder, 'secret.png')
  writeFileSync(path, SECRET)
  return { folder, path }
}

describe('a book that leads out of itself', () => {
  const leads = (path: string): [string, Uint8Array][] => {
    const docx = partsOf('docx')
    const relations = pathIn(docx, /word\/_rels\/document\.xml\.rels$/u)
    const epub = partsOf('epub')
    const opf = pathIn(epub, /\.opf$/u)
    return [
      [
        'docx',
        packed(
          withText(docx, relations, (text) =>
            text.replace(/Target="media\/[^"]*"/gu, `Target="file://${path}" TargetMode="External"`),
          ),
        ),
      ],
      ['docx', packed(withText(docx, relations, (text) => text.replaceAll('media/', `../../../..${path}?`)))],
      [
        'odt',
        packed(
          withText(partsOf('odt'), 'content.xml', (text) =>
            text.replace('Pictures/1.png', `../../..${path}`),
          ),
        ),
      ],
      [
        'odt',
        packed(
          withText(partsOf('odt'), 'content.xml', (text) => text.replace('Pictures/1.png', `file://${path}`)),
        ),
      ],
      [
        'epub',
        packed(
          withText(epub, 'META-INF/container.xml', (text) =>
            text.replace(/full-path="[^"]*"/u, `full-path="../../..${path}"`),
          ),
        ),
      ],
      [
        'epub',
        packed(
          withText(epub, opf, (text) => text.replace(/href="[^"]*\.xhtml"/gu, `href="../../..${path}"`)),
        ),
      ],
      [
        'epub',
        packed(
          withText(epub, pathIn(epub, /text\/c\d+\.xhtml$/u), (text) =>
            text.replace('</body>', `<p><img src="../../..${path}"/><img src="file://${path}"/></p></body>`),
          ),
        ),
      ],
      [
        'html',
        strToU8(
          `<body><p>words</p><img src="file://${path}"><img src="${path}"><iframe src="file://${path}"></iframe><object data="file://${path}"></object></body>`,
        ),
      ],
      [
        'rtf',
        new Uint8Array(
          Buffer.from(
            rtf(
              `words {\\field{\\*\\fldinst INCLUDEPICTURE "${path}"}{\\fldrslt x}}{\\*\\template ${path}}\\par`,
            ),
            'latin1',
          ),
        ),
      ],
      ['markdown', strToU8(`words ![a](${path}) ![b](file://${path}) ![c](../../..${path})\n`)],
    ]
  }

  it.each(leads('').map(([id], i) => [i, id] as const))(
    'is read without what lies there (%i: %s)',
    async (i) => {
      const { path } = secretFile()
      const [id, bytes] = leads(path)[i] ?? ['', new Uint8Array()]
      const work = readAs(id, bytes)
      expect(await outcome(work)).toMatch(CLEAR)
      const book = await work.catch(() => undefined)
      for (const { bytes: picture } of book?.pictures ?? [])
        expect(strFromU8(picture, true)).not.toContain(SECRET)
      expect(book ? everything(book) : '').not.toContain(SECRET)
    },
  )

  it('as a packed project finds only what is inside', async () => {
    const folder = inZip({
      'a.md': '![x](../../../etc/passwd.png) ![y](/etc/hosts.png)\n\n![z](file:///etc/hosts.png)',
      'b.md': 'words',
      '../outside.md': SECRET,
      '..\\other.md': SECRET,
      '/absolute.md': 'kept under its name',
    })
    const importer = folderImporters.find(({ fits }) => fits(folder.paths))
    const book = await importer?.read(folder, quiet)
    expect(book?.pictures).toEqual([])
    expect(book ? everything(book) : '').not.toContain(SECRET)
  })

  it('as a folder on the disk does too', async () => {
    const { folder: outside } = secretFile()
    writeFileSync(join(outside, 'secret.md'), SECRET)
    const project = onDisk(join(outside, 'book'), {
      'Index.md':
        '---\nlongform:\n  title: T\n  sceneFolder: ../\n  scenes:\n    - secret\n    - ../secret\n    - One\n---\n',
      'One.md': '![a](../secret.png) words\n',
    })
    const folder = openFolder(project)
    expect(folder.read('../secret.md')).toBeUndefined()
    const importer = folderImporters.find(({ fits }) => fits(folder.paths))
    const book = await importer?.read(folder, quiet)
    expect(book ? everything(book) : '').not.toContain(SECRET)
    expect(book?.pictures).toEqual([])
  })
})

const SCRIPT = 'javascript:alert(document.domain)'

describe('a book with a program in it', () => {
  const programs = (): [string, Uint8Array][] => {
    const docx = partsOf('docx')
    const epub = partsOf('epub')
    return [
      [
        'docx',
        packed(
          withText(docx, pathIn(docx, /document\.xml\.rels$/u), (text) =>
            text.replaceAll('https://a.example/', SCRIPT),
          ),
        ),
      ],
      [
        'odt',
        packed(
          withText(partsOf('odt'), 'content.xml', (text) => text.replaceAll('https://a.example/', SCRIPT)),
        ),
      ],
      [
        'epub',
        packed(
          withText(epub, pathIn(epub, /text\/c\d+\.xhtml$/u), (text) =>
            text
              .replaceAll('https://a.example/', SCRIPT)
              .replace(
                '</body>',
                `<p onclick="alert(1)">after<script>alert(1)</script><svg onload="alert(1)"/></p></body>`,
              ),
          ),
        ),
      ],
      [
        'html',
        strToU8(
          `<body><h1>One</h1><p onclick="x()">Text <script>alert(1)</script><a href="${SCRIPT}">link</a><a href=" JaVaScRiPt:alert(1)">x</a><a href="data:text/html,<script>1</script>">y</a>
          <img src="https://tracker.example/p.png" alt="dot"> <svg><script>alert(1)</script></svg> end</p><iframe src="x"></iframe></body>`,
        ),
      ],
      [
        'rtf',
        new Uint8Array(
          Buffer.from(
            rtf(
              `words {\\field{\\*\\fldinst{HYPERLINK "${SCRIPT}"}}{\\fldrslt x}}{\\object\\objdata 0102}\\par`,
            ),
            'latin1',
          ),
        ),
      ],
      [
        'markdown',
        strToU8(`words [x](${SCRIPT}) <script>alert(1)</script> <img src=x onerror=alert(1)> <${SCRIPT}>\n`),
      ],
      ['txt', strToU8(`words <script>alert(1)</script> ${SCRIPT}\n`)],
    ]
  }

  it.each(programs().map(([id], i) => [id, i] as const))('(%s) is words and nothing else', async (_, i) => {
    const [id, bytes] = programs()[i] ?? ['', new Uint8Array()]
    const book = await readAs(id, bytes)
    expect(await outcome(Promise.resolve(book))).toBe('read')
    const links = [...everything(book).matchAll(/"href":"([^"]*)"/gu)].map(([, href]) => href)
    for (const href of links) expect(href).toMatch(/^(?:https?:|mailto:)/u)
    // In plain text and Markdown such signs are what somebody wrote; nothing ever runs them.
    if (id !== 'txt' && id !== 'markdown')
      expect(everything(book)).not.toMatch(/alert\(1\)|tracker\.example\/p\.png"?[^}]*mediaId/u)
    expect(book.pictures.every(({ name }) => !name.includes('tracker'))).toBe(true)
  })
})

describe('a document of a gigabyte', () => {
  const names = [...importers.flatMap(({ extensions }) => extensions), PACKED_FOLDER]

  it.each(names)('(%s) is refused before a byte of it is read', async (extension) => {
    const path = join(tempFolder(), `huge.${extension}`)
    writeFileSync(path, 'PK')
    truncateSync(path, 1 << 30)
    await expect(readSource({ path }, quiet.signal)).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' })
  })

  it('within a project is refused too', async () => {
    const project = onDisk(join(tempFolder(), 'Lamp.scriv'), scrivener())
    truncateSync(join(project, 'Files/Data/S2/content.rtf'), 1 << 30)
    expect(await outcome(readBook({ name: 'Lamp.scriv', folder: project }, quiet))).toBe('FILE_TOO_LARGE')
    const notes = tempFolder()
    mkdirSync(join(notes, 'b'))
    writeFileSync(join(notes, 'a.md'), 'words')
    writeFileSync(join(notes, 'b/huge.md'), 'x')
    truncateSync(join(notes, 'b/huge.md'), 1 << 30)
    expect(await outcome(readBook({ name: 'notes', folder: notes }, quiet))).toBe('FILE_TOO_LARGE')
  })
})

describe('a file that was cut short', () => {
  it.each(importers.map(({ id }) => id))(
    '(%s) at any twentieth is read or refused with a clear error',
    async (id) => {
      const whole = sample(id)
      for (let part = 0; part < 20; part += 1) {
        const bytes = whole.slice(0, Math.floor((whole.length * part) / 20))
        expect(await outcome(readAs(id, bytes))).toMatch(CLEAR)
      }
    },
  )
})

describe('text that nests or claims without end', () => {
  const deep = (open: string): string => open.repeat(100_000)
  it.each([
    ['html', `<body>${'<div>'.repeat(200_000)}x`],
    ['rtf', `{\\rtf1 ${deep('{\\b ')}x`],
    ['rtf', '{\\rtf1 \\bin2000000000 x}'],
    ['rtf', `{\\rtf1 ${'\\trowd'.repeat(50_000)}\\cell\\row}`],
    ['rtf', `{\\rtf1 ${'{\\listtext 1.}\\ilvl999999 x\\par'.repeat(2000)}}`],
    [
      'rtf',
      `{\\rtf1 ${Array.from({ length: 20_000 }, (_, i) => `{\\*\\atrfstart ${i}}x{\\*\\annotation{\\*\\atnref ${i}}y}`).join('')}}`,
    ],
    ['markdown', `${'> '.repeat(2000)}x\n`],
    ['markdown', `${'['.repeat(1000)}x${']()'.repeat(1000)}\n`],
    ['markdown', `${Array.from({ length: 100 }, (_, i) => `${'  '.repeat(i)}- x`).join('\n')}\n`],
    ['markdown', `${'*_'.repeat(1000)}x\n`],
    ['markdown', `${'['.repeat(50_000)}x${']'.repeat(50_000)}\n`],
    ['markdown', `${'!['.repeat(33_000)}x${']'.repeat(33_000)}\n`],
    ['markdown', `${'*'.repeat(50_000)}x${'*'.repeat(50_000)}\n`],
    ['markdown', `${'a* '.repeat(33_000)}\n`],
    ['markdown', `${'*a _b '.repeat(8000)}${' c_ d*'.repeat(8000)}\n`],
    ['markdown', `${'>'.repeat(100_000)}\n`],
    ['markdown', `${'1. '.repeat(33_000)}\n`],
    ['markdown', 'a\n=\n'.repeat(25_000)],
    ['markdown', '> # a\nb\n'.repeat(12_000)],
    ['txt', `${'\u0300'.repeat(1_000_000)}x`],
  ])(
    '(%s, case %#) breaks at most its own thread',
    async (id, text) => {
      const bytes = new Uint8Array(Buffer.from(text, 'latin1'))
      const work = readInThread({ name: `deep.${extensionOf(id)}`, bytes }, quiet)
      expect(await outcome(work)).toMatch(CLEAR)
    },
    120_000,
  )

  it('in OpenDocument: depth is refused, claimed spaces and spans stay small', async () => {
    const odt = (body: string): Uint8Array =>
      zipSync({
        'content.xml': strToU8(
          `<d xmlns:t="t" xmlns:o="o" xmlns:b="b"><o:body><o:text><t:h t:outline-level="1">One</t:h>${body}</o:text></o:body></d>`,
        ),
      })
    expect(await outcome(readAs('odt', odt('<t:p>'.repeat(5000))))).toBe('FILE_UNREADABLE')
    const book = await readAs(
      'odt',
      odt(
        `<t:p>x<t:s t:c="999999999"/>y</t:p><b:table><b:table-row><b:table-cell b:number-columns-spanned="999999999" b:number-rows-spanned="-5"><t:p>c</t:p></b:table-cell></b:table-row></b:table>`,
      ),
    )
    expect(await outcome(Promise.resolve(book))).toBe('read')
    expect(everything(book).length).toBeLessThan(10_000)
  })

  it('in front matter: references to references are read as they stand', async () => {
    const bomb = `---\na: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]\nd: [*c, *c, *c, *c, *c, *c]\ntitle: T\n---\nwords\n`
    const folder = inZip({ 'a.md': bomb, 'b.md': 'more' })
    const importer = folderImporters.find(({ fits }) => fits(folder.paths))
    const book = await importer?.read(folder, quiet)
    expect(book?.sections.map(({ title }) => title)).toEqual(['T', 'b'])
  })
})

it('a zip whose folder is a file and whose file is a folder opens', () => {
  const folder = openZipFolder(
    zipSync({ 'a.md': strToU8('x'), 'a.md/b.md': strToU8('y'), '__proto__/c.md': strToU8('z') }),
    'odd.zip',
  )
  expect(folder.read('a.md/b.md')).toEqual(strToU8('y'))
  expect(folder.read('constructor')).toBeUndefined()
})
