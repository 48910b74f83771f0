// Recovery: whatever is done to a file, what can be read of it comes into a new one, and the file itself stays as it is.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EngineError } from '../../engine/domain/errors.ts'
import { changePassphrase } from '../../engine/store/change-passphrase.ts'
import { checkProject } from '../../engine/store/check-project.ts'
import { createProjectFile } from '../../engine/store/create-project.ts'
import { openProjectStore } from '../../engine/store/open-project.ts'
import { isEncrypted, keyFor, newKey } from '../../engine/store/passphrase.ts'
import { recoverProject } from '../../engine/store/recover-project.ts'
import { FACTS, readScene, tempFolder, textOf } from '../helpers/temp-project.ts'
import { startSecondProcess } from './second-process.ts'

const PAGE = 4096
const SCENES = 12

const paragraphsOf = (scene: number): string[] =>
  Array.from(
    { length: 30 + scene * 4 },
    (_, n) => `Scene ${scene}, paragraph ${n}, with words enough to fill it. 灯还亮着。`,
  )

const newBook = (): { folder: string; path: string } => {
  const folder = tempFolder()
  const path = join(folder, 'book.arcwright')
  createProjectFile(path, FACTS, {
    fill: ({ binder, blobs }) => {
      const chapter = binder.create({ kind: 'chapter', title: 'Chapter' }, { parentId: null })
      for (let scene = 0; scene < SCENES; scene += 1)
        binder.create(
          { kind: 'scene', title: `Scene ${scene}`, text: textOf(paragraphsOf(scene), `s${scene}`) },
          { parentId: chapter.id },
        )
      blobs.putBytes(
        new Uint8Array(300_000).map((_, index) => index % 251),
        'image/png',
      )
    },
  })
  return { folder, path }
}

const hash = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex')

const recover = (path: string, folder: string) =>
  recoverProject(path, join(folder, 'new.arcwright'), join(folder, 'copies'), 1)

describe('recovery', () => {
  test('of a whole file gives all of it', () => {
    const { folder, path } = newBook()
    const report = recover(path, folder)
    expect(report).toMatchObject({
      brokenPages: 0,
      brokenRows: 0,
      saved: { nodes: SCENES + 1, scenes: SCENES },
    })
    expect(report.items.every(({ state }) => state === 'whole')).toBe(true)
    const [before, after] = [path, join(folder, 'new.arcwright')].map((each) => {
      const store = openProjectStore(each)
      const tree = store.binder.tree()
      const texts = tree.filter(({ kind }) => kind === 'scene').map(({ id }) => store.scenes.get(id).document)
      const facts = store.project.get()
      store.close()
      return { tree, texts, facts }
    })
    expect(after).toEqual(before)
    expect(checkProject(join(folder, 'new.arcwright'), join(folder, 'copies'))).toMatchObject({ whole: true })
  })

  test('finds the scenes where the first page, with all that leads to them, is noise', () => {
    const { folder, path } = newBook()
    const bytes = readFileSync(path)
    writeFileSync(path, bytes.fill(0xa5, 0, PAGE))
    const report = recover(path, folder)
    expect(report.items.filter(({ kind, state }) => kind === 'scene' && state === 'whole')).toHaveLength(
      SCENES,
    )
    const store = openProjectStore(join(folder, 'new.arcwright'))
    const scene = store.binder.tree().find(({ title }) => title === 'Scene 3')!
    expect(readScene(store, scene.id)).toEqual(paragraphsOf(3))
    store.close()
  })

  test('keeps the beginning of a scene whose end is gone, and says so', () => {
    const { folder, path } = newBook()
    const bytes = readFileSync(path)
    const at = bytes.indexOf('Scene 7, paragraph 50,')
    bytes.fill(0, at - (at % PAGE), at - (at % PAGE) + PAGE)
    writeFileSync(path, bytes)
    const report = recover(path, folder)
    expect(report.items.find(({ title }) => title === 'Scene 7')).toMatchObject({ state: 'partly' })
    expect(report.items.filter(({ state }) => state !== 'whole')).toHaveLength(1)
    const store = openProjectStore(join(folder, 'new.arcwright'))
    const scene = store.binder.tree().find(({ title }) => title === 'Scene 7')!
    expect(readScene(store, scene.id).slice(0, 20)).toEqual(paragraphsOf(7).slice(0, 20))
    store.close()
  })

  test('takes what lies in the log of a killed writer, while another process has the file', async () => {
    const { folder, path } = newBook()
    const writer = startSecondProcess('save', path)
    await writer.line(5)
    const acknowledged = writer.lines.slice(0, 6) as { id: string; count: number }[]
    const report = recover(path, folder)
    expect(report.items.filter(({ state }) => state === 'whole')).toHaveLength(SCENES)
    expect(writer.child.exitCode).toBe(null)
    const store = openProjectStore(join(folder, 'new.arcwright'))
    for (const { id } of acknowledged) expect(readScene(store, id)[0]).toMatch(/^Save \d+ of this process/)
    store.close()
  })

  test('of a file with nothing of a project in it says so and makes no file', () => {
    const folder = tempFolder()
    const path = join(folder, 'noise.arcwright')
    writeFileSync(path, Buffer.alloc(PAGE * 20, 0x5a))
    expect(() => recover(path, folder)).toThrow(expect.objectContaining({ code: 'NOT_A_PROJECT' }) as Error)
    expect(existsSync(join(folder, 'new.arcwright'))).toBe(false)
    expect(readdirSync(folder).sort()).toEqual(['copies', 'noise.arcwright'])
  })

  test('does not overwrite', () => {
    const { folder, path } = newBook()
    writeFileSync(join(folder, 'new.arcwright'), 'mine')
    expect(() => recover(path, folder)).toThrow(expect.objectContaining({ code: 'PROJECT_EXISTS' }) as Error)
    expect(readFileSync(join(folder, 'new.arcwright'), 'utf8')).toBe('mine')
  })
})

type Damage =
  | { readonly kind: 'noise' | 'zeros'; readonly at: number; readonly length: number; readonly seed: number }
  | { readonly kind: 'cut'; readonly at: number }

const damages: fc.Arbitrary<Damage> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('noise' as const, 'zeros' as const),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.integer({ min: 1, max: 3 * PAGE }),
    seed: fc.nat(255),
  }),
  fc.record({ kind: fc.constant('cut' as const), at: fc.double({ min: 0, max: 1, noNaN: true }) }),
)

test(
  'random damage of any kind never crashes it, never touches the file, and what it gives is whole',
  { timeout: 240_000 },
  () => {
    const { folder, path } = newBook()
    const good = readFileSync(path)
    let saved = 0
    fc.assert(
      fc.property(fc.array(damages, { minLength: 1, maxLength: 6 }), (list) => {
        const bytes = Buffer.from(good)
        for (const damage of list) {
          const at = Math.floor(damage.at * (bytes.length - 1))
          if (damage.kind === 'zeros') bytes.fill(0, at, Math.min(bytes.length, at + damage.length))
          if (damage.kind === 'noise')
            for (let index = at; index < Math.min(bytes.length, at + damage.length); index += 1)
              bytes[index] = (bytes[index] * 31 + index * 17 + damage.seed) % 256
        }
        const broken = join(folder, 'broken.arcwright')
        writeFileSync(broken, bytes)
        for (const damage of list)
          if (damage.kind === 'cut') truncateSync(broken, Math.floor(damage.at * bytes.length))
        const before = hash(broken)
        const to = join(folder, `new-${(saved += 1)}.arcwright`)
        try {
          recoverProject(broken, to, join(folder, 'copies'), 1)
          expect(checkProject(to, join(folder, 'copies')).problems).toEqual([])
          const store = openProjectStore(to)
          for (const { id, kind } of store.binder.tree()) if (kind === 'scene') store.scenes.get(id)
          store.close()
        } catch (error) {
          // Nothing left to find; anything else is a defect.
          if (!(error instanceof EngineError && error.code === 'NOT_A_PROJECT')) throw error
        }
        expect(hash(broken)).toBe(before)
      }),
      // A failing case is printed as it is: making it smaller takes minutes.
      { numRuns: 40, endOnFailure: true },
    )
  },
)

describe('recovery of an encrypted file', () => {
  const PASSPHRASE = 'correct horse battery'

  const encrypted = async () => {
    const { folder, path } = newBook()
    changePassphrase(path, null, await newKey(PASSPHRASE))
    const key = await keyFor(path, PASSPHRASE)
    const salvage = (by = key) =>
      recoverProject(path, join(folder, 'new.arcwright'), join(folder, 'copies'), 1, by)
    return { folder, path, key, salvage }
  }

  test('saves what is on the pages that are whole, into a file under the same passphrase, and nothing in the clear', async () => {
    const { folder, path, key, salvage } = await encrypted()
    const bytes = readFileSync(path)
    // One page overwritten, a few bytes changed in another, the end cut off.
    bytes.fill(0x55, 6 * PAGE, 7 * PAGE)
    bytes.fill(0, 9 * PAGE + 100, 9 * PAGE + 140)
    writeFileSync(path, bytes.subarray(0, bytes.length - PAGE - 100))
    const before = hash(path)
    const report = salvage()
    expect(hash(path)).toBe(before)
    const whole = report.items.filter(({ kind, state }) => kind === 'scene' && state === 'whole')
    expect(whole.length).toBeGreaterThan(SCENES / 2)
    const to = join(folder, 'new.arcwright')
    expect(isEncrypted(to)).toBe(true)
    expect(readFileSync(to).includes('with words enough')).toBe(false)
    expect(() => openProjectStore(to)).toThrow(EngineError)
    const store = openProjectStore(to, { key })
    const scene = store.binder.tree().find(({ title }) => title === whole[0]?.title)
    expect(readScene(store, scene?.id ?? '')).toEqual(paragraphsOf(Number(scene?.title.split(' ')[1])))
    store.close()
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
      if (name.endsWith('.arcwright'))
        expect(readFileSync(join(folder, name)).includes('with words enough')).toBe(false)
  })

  test('reads what stands in the log only', async () => {
    const { folder, path, key, salvage } = await encrypted()
    const store = openProjectStore(path, { key })
    const { id } = store.binder.create(
      { kind: 'scene', title: 'In the log', text: textOf(['Just written.'], 'log') },
      { parentId: null },
    )
    const kept = join(folder, 'kept')
    writeFileSync(kept, readFileSync(path))
    writeFileSync(`${kept}-wal`, readFileSync(`${path}-wal`))
    store.close()
    writeFileSync(path, readFileSync(kept))
    writeFileSync(`${path}-wal`, readFileSync(`${kept}-wal`))
    expect(salvage().items.find(({ title }) => title === 'In the log')).toMatchObject({ state: 'whole' })
    expect(id).not.toBe('')
  })

  test('is refused without the passphrase, or with another one, and nothing is made', async () => {
    const { folder, path, salvage } = await encrypted()
    const codeOf = (run: () => unknown): string => {
      try {
        run()
        return 'done'
      } catch (error) {
        return error instanceof EngineError ? error.code : String(error)
      }
    }
    expect(codeOf(() => salvage(null))).toBe('PASSPHRASE_NEEDED')
    const wrong = await keyFor(path, 'wrong horse')
    expect(codeOf(() => salvage(wrong))).toBe('PASSPHRASE_WRONG')
    expect(existsSync(join(folder, 'new.arcwright'))).toBe(false)
  })
})
