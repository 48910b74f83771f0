// Undo over everything structural: what was there comes back exactly, and words typed in between are never lost.
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newId } from '../../engine/domain/ids.ts'
import type { NodeKind } from '../../engine/domain/project.ts'
import { openProjectStore } from '../../engine/store/open-project.ts'
import type { ProjectStore } from '../../engine/store/project-store.ts'
import { readScene, tempProject, textOf } from '../helpers/temp-project.ts'

const addScene = (
  store: ProjectStore,
  paragraphs: readonly string[],
  parentId: string | null = null,
): string =>
  store.journal.record('binder.create', () =>
    store.binder.create({ kind: 'scene', title: 'A scene', text: textOf(paragraphs) }, { parentId }),
  ).id

const addNode = (store: ProjectStore, kind: NodeKind, parentId: string | null = null): string =>
  store.journal.record('binder.create', () => store.binder.create({ kind, title: kind }, { parentId })).id

const type = (store: ProjectStore, sceneId: string, paragraphs: readonly string[]): void => {
  const { document, words } = textOf(paragraphs)
  store.scenes.save(sceneId, store.scenes.get(sceneId).rev, document, words)
}

const split = (
  store: ProjectStore,
  sceneId: string,
  kept: readonly string[],
  rest: readonly string[],
): string =>
  store.journal.record('binder.split', () =>
    store.binder.split(sceneId, textOf(kept), textOf(rest), 'The rest'),
  ).id

const addPhoto = (store: ProjectStore): string => {
  const { hash } = store.blobs.putBytes(Buffer.from('a photo'), 'image/png')
  const id = 'photo'
  const nothing = { thumbnailHash: null, width: null, height: null, durationMs: null, takenAt: null } as const
  const nowhere = { latitude: null, longitude: null, camera: null, problem: null } as const
  const facts = { id, hash, kind: 'image', name: 'a.png', mime: 'image/png', sizeBytes: 7 } as const
  store.media.insert({
    ...facts,
    ...nothing,
    ...nowhere,
    caption: '',
    alt: '',
    isOwnVoice: false,
    waveform: [],
    addedAt: 1,
  })
  return id
}

/** Everything structural that can be read, without the revisions, which only grow. */
const dump = (store: ProjectStore): unknown => ({
  project: store.project.get(),
  tree: store.binder.tree(),
  texts: store.binder
    .tree()
    .filter(({ kind }) => kind === 'scene')
    .map(({ id }) => ({ ...store.scenes.get(id), rev: 0 })),
  targets: store.targets.list(),
  media: store.media.list(),
  pins: store.media.pins(),
})

describe('undo', () => {
  test('brings removed scenes back with the text that was typed after they were made', () => {
    const { store } = tempProject()
    const chapter = addNode(store, 'chapter')
    const scene = addScene(store, ['Draft.'], chapter)
    type(store, scene, ['Draft, and two hundred more.'])
    const before = dump(store)
    store.journal.record('binder.remove', () => store.binder.remove([chapter]))
    expect(store.binder.tree()).toEqual([])
    expect(store.journal.undo()).toMatchObject({ label: 'binder.remove', scenes: [{ sceneId: scene }] })
    expect(dump(store)).toEqual(before)
  })

  test('of structure leaves the text of other scenes as it was typed since', () => {
    const { store } = tempProject()
    const first = addScene(store, ['One.'])
    const second = addScene(store, ['Two.'])
    store.journal.record('binder.move', () => store.binder.move([second], { parentId: null, afterId: null }))
    type(store, first, ['One, rewritten.'])
    type(store, second, ['Two, rewritten.'])
    store.journal.undo()
    expect(store.binder.tree().map(({ id }) => id)).toEqual([first, second])
    expect(readScene(store, first)).toEqual(['One, rewritten.'])
    expect(readScene(store, second)).toEqual(['Two, rewritten.'])
  })

  test('of a split joins both scenes exactly, and redo splits them again', () => {
    const { store } = tempProject()
    const scene = addScene(store, ['a', 'b', 'c'])
    const rest = split(store, scene, ['a'], ['b', 'c'])
    const after = dump(store)
    store.journal.undo()
    expect(readScene(store, scene)).toEqual(['a', 'b', 'c'])
    store.journal.redo()
    expect(dump(store)).toEqual(after)
    expect(readScene(store, rest)).toEqual(['b', 'c'])
  })

  test.each([
    ['the first', ['a, more'], ['b']],
    ['the second', ['a'], ['b, more', 'c']],
    ['both', ['a, more'], ['b, more']],
  ])('of a split keeps what was typed in %s of the scenes since', (_which, kept, rest) => {
    const { store } = tempProject()
    const scene = addScene(store, ['a', 'b'])
    const made = split(store, scene, ['a'], ['b'])
    type(store, scene, kept)
    type(store, made, rest)
    const before = dump(store)
    store.journal.undo()
    expect(readScene(store, scene)).toEqual([...kept, ...rest])
    expect(store.scenes.totals()).toEqual({ scenes: 1, words: textOf([...kept, ...rest]).words })
    store.journal.redo()
    expect(dump(store)).toEqual(before)
  })

  test('of a split moves the pins back to where they were', () => {
    const { store } = tempProject()
    const mediaId = addPhoto(store)
    const scene = addScene(store, ['one two', 'three four'])
    for (const at of [0.25, 0.75]) store.media.insertPin({ id: `pin${at}`, mediaId, sceneId: scene, at })
    const before = dump(store)
    const rest = split(store, scene, ['one two'], ['three four'])
    expect(store.media.pins()).toEqual(
      expect.arrayContaining([
        { id: 'pin0.25', mediaId, sceneId: scene, at: 0.5 },
        { id: 'pin0.75', mediaId, sceneId: rest, at: 0.5 },
      ]),
    )
    store.journal.undo()
    expect(dump(store)).toEqual(before)
  })

  test('of a split at the first line leaves no empty paragraph where words were typed since', () => {
    const { store } = tempProject()
    const scene = addScene(store, ['a'])
    type(store, split(store, scene, [''], ['a']), ['a', 'b'])
    store.journal.undo()
    expect(readScene(store, scene)).toEqual(['a', 'b'])
  })

  test('never lets a window with an old text pass for up to date', () => {
    const { store } = tempProject()
    const scene = addScene(store, ['a', 'b'])
    split(store, scene, ['a'], ['b'])
    const seen = store.scenes.get(scene).rev
    store.journal.undo()
    type(store, scene, ['a', 'b', 'c'])
    const stale = textOf(['a, from the old window'])
    expect(() => store.scenes.save(scene, seen, stale.document, stale.words)).toThrow(/another window/)
  })

  test('runs nothing that a file from elsewhere put into its journal', () => {
    const { path, store } = tempProject()
    addScene(store, ['Kept.'])
    store.close()
    const db = new Database(path)
    const step = { op: 'delete', table: 'nodes', key: { '1 = 1 OR id': 'x' } }
    db.prepare('UPDATE act_steps SET statement = ?').run(JSON.stringify(step))
    const again = (): ProjectStore => openProjectStore(path)
    db.close()
    const first = again()
    expect(() => first.journal.undo()).toThrow()
    first.close()
    const other = new Database(path)
    other.prepare('UPDATE act_steps SET statement = ?').run("ATTACH 'x.db' AS x")
    other.close()
    const second = again()
    expect(() => second.journal.undo()).toThrow(/damaged/)
    expect(second.binder.tree()).toHaveLength(1)
    second.close()
  })

  test('survives closing and opening the file', () => {
    const { path, store } = tempProject()
    addScene(store, ['Kept.'])
    store.close()
    const again = openProjectStore(path)
    expect(again.journal.labels()).toEqual({ undo: 'binder.create', redo: null })
    again.journal.undo()
    expect(again.binder.tree()).toEqual([])
    again.close()
  })
})

describe('redo', () => {
  test('is gone once something else was done', () => {
    const { store } = tempProject()
    addScene(store, ['a'])
    store.journal.undo()
    addScene(store, ['b'])
    expect(store.journal.labels().redo).toBeNull()
    expect(store.journal.redo()).toBeNull()
  })

  test('does not overwrite a text that went on after the undo', () => {
    const { store } = tempProject()
    const scene = addScene(store, ['a', 'b'])
    split(store, scene, ['a'], ['b'])
    store.journal.undo()
    type(store, scene, ['a', 'b', 'c'])
    expect(store.journal.redo()).toBeNull()
    expect(readScene(store, scene)).toEqual(['a', 'b', 'c'])
    expect(store.journal.labels().redo).toBeNull()
  })
})

describe('a recorded act', () => {
  test('that throws leaves nothing, neither rows nor an act', () => {
    const { store } = tempProject()
    const run = (): never => {
      addScene(store, ['a'])
      throw new Error('half way')
    }
    expect(() => store.journal.record('manuscript.import', run)).toThrow('half way')
    expect(store.binder.tree()).toEqual([])
    expect(store.journal.labels()).toEqual({ undo: null, redo: null })
    addScene(store, ['b'])
    expect(store.journal.labels().undo).toBe('binder.create')
  })

  test('takes acts within it into one step', () => {
    const { store } = tempProject()
    store.journal.record('manuscript.import', () => {
      addScene(store, ['a'])
      addScene(store, ['b'])
    })
    expect(store.journal.undo()?.label).toBe('manuscript.import')
    expect(store.binder.tree()).toEqual([])
  })

  test('that changes nothing is no step', () => {
    const { store } = tempProject()
    const chapter = addNode(store, 'chapter')
    store.journal.record('binder.rename', () => store.binder.rename(chapter, 'chapter'))
    store.journal.record('binder.move', () => store.binder.move([chapter], { parentId: null }))
    expect(store.journal.labels().undo).toBe('binder.create')
  })

  test('keeps text with quotes, line ends and other scripts exactly', () => {
    const { store } = tempProject({ title: `It's "so" \\ \n 雨` })
    const scene = addScene(store, [
      `O'Brien said "no"; DROP TABLE nodes; -- \\u0000`,
      '雨停了。\u2028',
      'zero\u0000byte',
    ])
    const before = dump(store)
    store.journal.record('binder.remove', () => store.binder.remove([scene]))
    store.journal.undo()
    expect(dump(store)).toEqual(before)
  })
})

const step = fc.record({
  act: fc.constantFrom(
    ...(['create', 'create', 'create', 'create', 'move', 'move', 'move', 'split', 'split'] as const),
    ...(['rename', 'remove', 'target', 'update', 'pin', 'photo'] as const),
  ),
  kind: fc.constantFrom<NodeKind>('part', 'chapter', 'scene', 'scene'),
  nodes: fc.array(fc.nat(1000), { minLength: 1, maxLength: 4 }),
  parent: fc.option(fc.nat(1000)),
  place: fc.constantFrom('last', 'first', 'after'),
  text: fc.string({ maxLength: 12 }),
  y: fc.double({ min: -1, max: 1, noNaN: true }),
})

const perform = (
  store: ProjectStore,
  { act, kind, nodes, parent, place, text, y }: typeof step extends fc.Arbitrary<infer Step> ? Step : never,
): void => {
  const tree = store.binder.tree()
  const pick = (index: number): string => tree[index % tree.length]?.id ?? 'none'
  const parentId = parent === null ? null : pick(parent)
  const sibling = tree.filter((node) => node.parentId === parentId).at(nodes[0] % 3)
  const where =
    place === 'last' ? { parentId } : { parentId, afterId: place === 'first' ? null : (sibling?.id ?? null) }
  const ids = [...new Set(nodes.map(pick))]
  const run = (): void => {
    switch (act) {
      case 'create':
        store.binder.create(
          { kind, title: text, ...(kind === 'scene' ? { text: textOf([text, 'x y']) } : {}) },
          where,
        )
        return
      case 'rename':
        return store.binder.rename(ids[0], text)
      case 'move':
        return store.binder.move(ids, where)
      case 'remove':
        return store.binder.remove(ids.slice(0, 1))
      case 'split': {
        const { document } = store.scenes.get(ids[0])
        const rest = { type: 'doc', content: document.content.slice(-1) } as const
        store.binder.split(ids[0], { document, words: 2 }, { document: rest, words: 2 }, text)
        return
      }
      case 'target':
        return store.targets.set({ scopeId: parentId, measure: 'valence', points: [{ x: 0, y }] })
      case 'pin':
        return store.media.insertPin({
          id: newId(),
          mediaId: 'photo',
          sceneId: store.scenes.get(ids[0]).sceneId,
          at: Math.abs(y),
        })
      case 'photo':
        return store.media.update('photo', { caption: text, alt: '', isOwnVoice: false })
      case 'update':
        store.project.update({ title: text })
    }
  }
  try {
    store.journal.record(`test.${act}`, run)
  } catch (error) {
    // A step that the rules refuse must leave no trace; everything else is a fault.
    if (!(
      error instanceof Error &&
      'code' in error &&
      ['BAD_INPUT', 'NOT_FOUND'].includes(error.code as string)
    ))
      throw error
  }
}

/** A tree to begin with: two parts of two chapters of two scenes. */
const plant = ({ binder }: ProjectStore): void => {
  for (const part of ['I', 'II']) {
    const { id: parentId } = binder.create({ kind: 'part', title: part }, { parentId: null })
    for (const title of ['one', 'two']) {
      const chapter = binder.create({ kind: 'chapter', title }, { parentId })
      for (const text of ['a', 'b']) {
        binder.create({ kind: 'scene', title: text, text: textOf([text]) }, { parentId: chapter.id })
      }
    }
  }
}

const positionsAreDense = (store: ProjectStore): boolean =>
  [...Map.groupBy(store.binder.tree(), ({ parentId }) => parentId).values()].every((children) =>
    children.every(({ position }, index) => position === index),
  )

test('200 random acts, all undone, leave what was before; all redone, what was after', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 200, maxLength: 200 }), (steps) => {
      const { store } = tempProject()
      addPhoto(store)
      plant(store)
      const start = dump(store)
      const states: unknown[] = []
      for (const one of steps) {
        perform(store, one)
        expect(positionsAreDense(store)).toBe(true)
      }
      const end = dump(store)
      expect(store.binder.tree().length).toBeGreaterThan(5)
      while (store.journal.undo()) states.push(dump(store))
      expect(states.at(-1)).toEqual(start)
      expect(states.length).toBeGreaterThan(100)
      for (const state of states.reverse().slice(1)) {
        store.journal.redo()
        expect(dump(store)).toEqual(state)
      }
      store.journal.redo()
      expect(dump(store)).toEqual(end)
      expect(store.journal.redo()).toBeNull()
      store.close()
    }),
    { numRuns: 3, seed: 7, endOnFailure: true },
  )
})
