// Damaged files of every format that comes in: read, or refused with a clear error, whatever was done to them.
import fc from 'fast-check'
import { strToU8 } from 'fflate'
import { describe, expect, it } from 'vitest'
import { folderImporters, importers } from '../../engine/importers/importer-registry.ts'
import { openZipFolder } from '../../engine/importers/zip-folder.ts'
import { damaged, mangled, packed, withOneFileDamaged } from './damage.ts'
import { CLEAR, outcome, quiet, read } from './outcome.ts'
import { entriesOf, sampleFiles, sampleFolders, type Entries } from './sample-books.ts'

/** More with `FUZZ_RUNS=2000`: so many of each kind of damage for each format. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 60)
const LIMIT_MS = 60_000 + RUNS * 200

const files = await sampleFiles()
const folders = sampleFolders()

it('there is a sample of every format', () => {
  expect(Object.keys(files).sort()).toEqual(importers.map(({ id }) => id).sort())
  expect(Object.keys(folders).sort()).toEqual(folderImporters.map(({ id }) => id).sort())
})

const survive = async (damage: fc.Arbitrary<Uint8Array>, importer: (typeof importers)[number]) =>
  fc.assert(
    fc.asyncProperty(damage, async (bytes) => {
      expect(await outcome(read(importer, bytes))).toMatch(CLEAR)
    }),
    { numRuns: RUNS },
  )

describe.each(importers.map((importer) => [importer.id, importer] as const))(
  'a damaged %s',
  (id, importer) => {
    const whole = files[id] ?? new Uint8Array()
    const isPackage = whole[0] === 0x50 && whole[1] === 0x4b
    const encoding = id === 'rtf' ? 'latin1' : 'utf8'

    it('as it should be is read', async () => {
      expect(await outcome(read(importer, whole))).toBe('read')
    })

    it(
      'cut or with other bytes is read or refused with a clear error',
      () => survive(damaged(whole), importer),
      LIMIT_MS,
    )

    it(
      'with its own signs in wrong places too',
      () =>
        survive(
          isPackage
            ? withOneFileDamaged(entriesOf(whole)).map(packed)
            : mangled(Buffer.from(whole).toString(encoding)).map(
                (text) => new Uint8Array(Buffer.from(text, encoding)),
              ),
          importer,
        ),
      LIMIT_MS,
    )
  },
)

const readPacked = async (bytes: Uint8Array): Promise<string> => {
  const open = async () => {
    const folder = openZipFolder(bytes, 'project.zip')
    const importer = folderImporters.find(({ fits }) => fits(folder.paths))
    return importer ? outcome(importer.read(folder, quiet)) : 'UNSUPPORTED_FORMAT'
  }
  return open().catch((error: unknown) => (error as { code?: string }).code ?? String(error))
}

describe.each(folderImporters.map(({ id }) => id))('a damaged project of %s', (id) => {
  const projects = (folders[id] ?? []).map((project): Entries =>
    Object.fromEntries(Object.entries(project).map(([path, text]) => [path, strToU8(text)])),
  )

  it('as it should be is read', async () => {
    for (const project of projects) expect(await readPacked(packed(project))).toBe('read')
  })

  it(
    'with one file of it damaged, gone or under another name is read or refused with a clear error',
    () =>
      fc.assert(
        fc.asyncProperty(fc.oneof(...projects.map(withOneFileDamaged)), async (entries) => {
          expect(await readPacked(packed(entries))).toMatch(CLEAR)
        }),
        { numRuns: RUNS },
      ),
    LIMIT_MS,
  )

  it(
    'in a damaged zip too',
    () =>
      fc.assert(
        fc.asyncProperty(fc.oneof(...projects.map((each) => damaged(packed(each)))), async (bytes) => {
          expect(await readPacked(bytes)).toMatch(CLEAR)
        }),
        { numRuns: RUNS },
      ),
    LIMIT_MS,
  )
})
