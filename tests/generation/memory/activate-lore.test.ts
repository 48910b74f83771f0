// A lorebook of twenty entries activates what SillyTavern's published rules activate; each expectation names its rule.
import { describe, expect, it } from 'vitest'
import {
  NEW_LORE_ENTRY,
  USUAL_LORE_SETTINGS,
  type LoreEntry,
  type LoreSettings,
  type LoreMiss,
} from '../../../engine/domain/lorebook.ts'
import { activateLore } from '../../../engine/generation/memory/activate-lore.ts'
import { loreTime } from '../../../engine/generation/memory/timed-lore.ts'
import { keyMatches } from '../../../engine/generation/memory/match-keys.ts'

const entry = (id: string, more: Partial<LoreEntry>): LoreEntry => ({
  ...NEW_LORE_ENTRY,
  id,
  content: `About ${id}.`,
  ...more,
})

const PARAGRAPHS = [
  'Long ago there was a Drowned Bell.',
  'Bessie stood in the meadow.',
  'The king rode to Harrow with the queen.',
  'A rose lay by the well, and a song was sung.',
]

const run = (
  entries: readonly LoreEntry[],
  more: Partial<LoreSettings & { budget: number; seed: number; scenes: string[]; paragraphs: string[] }> = {},
) => {
  const { budget = 1000, seed = 1, scenes = ['one', 'two'], paragraphs = PARAGRAPHS, ...settings } = more
  return activateLore({
    entries,
    paragraphs,
    settings: { ...USUAL_LORE_SETTINGS, scanDepth: 3, ...settings },
    budget,
    count: (text) => text.split(/\s+/u).length,
    seed,
    scenes,
  })
}

/** What is expected of each entry: null is in, else why it is out; and the rule of the documentation that says so. */
const FIXTURE: readonly (readonly [LoreEntry, LoreMiss | null, string])[] = [
  [entry('bessie', { keys: ['Bessie'], content: 'Bessie is a cow and a friend of Rufus.' }), null, 'Key'],
  [
    entry('rufus', { keys: ['rufus'], content: 'Rufus is a dog who knows the Miller.' }),
    null,
    'Recursive scanning: an entry activates another by mentioning it',
  ],
  [
    entry('miller', { keys: ['Miller'], excludeRecursion: true }),
    'no-key',
    'Non-recursable: not activated by other entries',
  ],
  [entry('always', { constant: true, keys: [] }), null, 'Strategy: constant entries are always present'],
  [entry('off', { keys: ['Bessie'], enabled: false }), 'off', 'Strategy: each entry can be disabled'],
  [
    entry('bell', { keys: ['Drowned Bell'] }),
    'no-key',
    'Scan depth: the bell is four paragraphs back, three are looked at',
  ],
  [
    entry('deep-bell', { keys: ['Drowned Bell'], scanDepth: 4 }),
    null,
    'Scan depth can be overridden on an entry',
  ],
  [
    entry('any', { keys: ['king'], secondaryKeys: ['pope', 'queen'] }),
    null,
    'Optional filter, AND ANY: one is enough',
  ],
  [
    entry('all', { keys: ['king'], secondaryKeys: ['pope', 'queen'], logic: 'and-all' }),
    'secondary-keys',
    'Optional filter, AND ALL: every one is needed',
  ],
  [
    entry('not-any', { keys: ['king'], secondaryKeys: ['pope', 'queen'], logic: 'not-any' }),
    'secondary-keys',
    'Optional filter, NOT ANY: none may be there',
  ],
  [
    entry('not-all', { keys: ['king'], secondaryKeys: ['pope', 'queen'], logic: 'not-all' }),
    null,
    'Optional filter, NOT ALL: not all of them may be there',
  ],
  [
    entry('regex', { keys: ['/rode to (harrow|york)/i'] }),
    null,
    'Regular expression between slashes, with flags',
  ],
  [entry('part', { keys: ['row'] }), 'no-key', 'Match whole words: Harrow is not row'],
  [
    entry('part-allowed', { keys: ['row'], wholeWords: false }),
    null,
    'Match whole words can be overridden on an entry',
  ],
  [entry('case', { keys: ['Rose'], caseSensitive: true }), 'no-key', 'Case-sensitive keys: rose is not Rose'],
  [entry('never', { keys: ['rose'], probability: 0 }), 'chance', 'Probability 0 is never inserted'],
  [
    entry('song-one', { keys: ['song'], groups: ['songs'], groupPriority: true, order: 50 }),
    'group',
    'Prioritize inclusion: the highest order of the group wins',
  ],
  [
    entry('song-two', { keys: ['song'], groups: ['songs'], groupPriority: true, order: 60 }),
    null,
    'Prioritize inclusion: the highest order of the group wins',
  ],
  [
    entry('silent', { keys: ['well'], content: 'Under it sleeps the Wyrm.', preventRecursion: true }),
    null,
    'Prevent further recursion: it is in, and calls nobody',
  ],
  [entry('wyrm', { keys: ['Wyrm'] }), 'no-key', 'Prevent further recursion: only that entry names the Wyrm'],
]

describe('twenty entries', () => {
  const report = run(FIXTURE.map(([each]) => each))
  const missed = new Map(report.left.map(({ entry: each, why }) => [each.id, why]))
  it.each(FIXTURE.map(([{ id }, why, rule]) => [id, why, rule] as const))('%s: %s (%s)', (id, why) => {
    expect(missed.get(id) ?? null).toBe(why)
    expect(report.active.some((each) => each.entry.id === id)).toBe(why === null)
  })

  it('come in with the constant ones first, and those found by others last', () => {
    const order = report.active.map((each) => each.entry.id)
    expect(order[0]).toBe('always')
    expect(order.at(-1)).toBe('rufus')
    expect(report.active.at(-1)!.cause).toEqual({ kind: 'recursion', key: 'rufus' })
  })
})

describe('a lorebook', () => {
  it('stops at its budget: constant ones and higher orders first, then nothing more', () => {
    const words = (count: number) => Array.from({ length: count }, () => 'word').join(' ')
    const { active, left } = run(
      [
        entry('low', { keys: ['king'], order: 10, content: words(2) }),
        entry('high', { keys: ['king'], order: 90, content: words(5) }),
        entry('base', { constant: true, order: 1, content: words(4) }),
        entry('middle', { keys: ['king'], order: 50, content: words(4) }),
      ],
      { budget: 11 },
    )
    expect(active.map((each) => each.entry.id)).toEqual(['base', 'high'])
    expect(left.map(({ entry: { id }, why }) => [id, why])).toEqual([
      ['low', 'budget'],
      ['middle', 'budget'],
    ])
  })

  it('with one step does not recurse, with two recurses once', () => {
    const chain = [
      entry('a', { keys: ['Bessie'], content: 'Knows beta.' }),
      entry('b', { keys: ['beta'], content: 'Knows gamma.' }),
      entry('c', { keys: ['gamma'] }),
    ]
    const ids = (maxSteps: number) => run(chain, { maxSteps }).active.map((each) => each.entry.id)
    expect([1, 2, 3].map(ids)).toEqual([['a'], ['a', 'b'], ['a', 'b', 'c']])
    expect(run(chain, { recursive: false }).active).toHaveLength(1)
  })

  it('that names itself in a circle comes to an end', () => {
    const { active } = run([
      entry('a', { keys: ['Bessie', 'beta'], content: 'beta' }),
      entry('b', { keys: ['beta'], content: 'Bessie' }),
    ])
    expect(active).toHaveLength(2)
  })

  it('opens delayed entries level by level', () => {
    const { active } = run([
      entry('now', { keys: ['Bessie'], content: 'Speaks of omens.' }),
      entry('second', { keys: ['Bessie'], delayLevel: 2 }),
      entry('first', { keys: ['omens'], delayLevel: 1 }),
    ])
    expect(active.map((each) => each.entry.id)).toEqual(['now', 'first', 'second'])
  })

  it('draws one of a group by weight, the same for the same seed', () => {
    const songs = [
      entry('rare', { keys: ['song'], groups: ['g'], groupWeight: 1 }),
      entry('usual', { keys: ['song'], groups: ['g'], groupWeight: 99 }),
    ]
    const chosen = Array.from({ length: 200 }, (_, seed) =>
      run(songs, { seed }).active.map((each) => each.entry.id),
    )
    expect(chosen.every((ids) => ids.length === 1)).toBe(true)
    const usual = chosen.filter(([id]) => id === 'usual').length
    expect(usual).toBeGreaterThan(180)
    expect(run(songs, { seed: 5 }).active).toEqual(run(songs, { seed: 5 }).active)
  })

  it('scores a group by the keys found where it is asked to', () => {
    const songs = [
      entry('cat', { keys: ['song', 'cat'], groups: ['g'], groupScoring: true, groupWeight: 1000 }),
      entry('rose', { keys: ['song', 'rose'], groups: ['g'], groupScoring: true, groupWeight: 1 }),
    ]
    expect(run(songs).active.map((each) => each.entry.id)).toEqual(['rose'])
  })

  it('holds facts from a scene on and until another', () => {
    const facts = [
      entry('alive', { constant: true, untilSceneId: 'two' }),
      entry('dead', { constant: true, fromSceneId: 'two' }),
    ]
    expect(run(facts, { scenes: ['one'] }).active.map((each) => each.entry.id)).toEqual(['alive'])
    expect(run(facts, { scenes: ['one', 'two'] }).active.map((each) => each.entry.id)).toEqual(['dead'])
  })
})

describe('an entry with a time of its own', () => {
  const told = (count: number): string[] =>
    Array.from({ length: count }, (_, at) => (at === 1 ? 'The bell rang.' : 'It snowed.'))
  const bell = entry('bell', { keys: ['bell'], scanDepth: 1, sticky: 3, cooldown: 2, delay: 2 })
  const stateAfter = (count: number, each: LoreEntry): string => {
    const { active, left } = run([each], { paragraphs: told(count) })
    return active[0]?.cause.kind ?? left[0].why
  }

  it('waits, is called, stays, rests and can be called again, as the published example has it', () => {
    // Sticky 3, cooldown 2, delay 2, from one paragraph to nine.
    expect(Array.from({ length: 9 }, (_, at) => stateAfter(at + 1, bell))).toEqual([
      'delay',
      'key',
      'sticky',
      'sticky',
      'sticky',
      'cooldown',
      'cooldown',
      'no-key',
      'no-key',
    ])
  })

  it('that only rests is out although its key is in sight, and comes back while it still is', () => {
    const resting = { ...bell, scanDepth: 9, sticky: 0, delay: 0 }
    expect([2, 3, 4, 5, 6].map((count) => stateAfter(count, resting))).toEqual([
      'key',
      'cooldown',
      'cooldown',
      'key',
      'cooldown',
    ])
  })

  it('does not stay for a paragraph in which chance was against it', () => {
    const effects = { id: 'bell', sticky: 2, cooldown: 0, delay: 0, probability: 100 }
    const called = (): string => 'bell'
    expect(loreTime(effects, 5, called)).toEqual({ kind: 'sticky', key: 'bell' })
    expect(loreTime({ ...effects, probability: 0 }, 5, called)).toEqual({ kind: 'free' })
  })

  it('needs neither chance nor its level while it stays, and keeps its group', () => {
    const group = { groups: ['g'], order: 1 }
    const staying = { ...bell, ...group, delay: 0, cooldown: 0, excludeRecursion: true }
    const rival = entry('rival', { constant: true, groups: ['g'], groupPriority: true, order: 900 })
    const { active, left } = run([staying, rival], { paragraphs: told(4) })
    expect(active.map((each) => [each.entry.id, each.cause])).toEqual([
      ['bell', { kind: 'sticky', key: 'bell' }],
    ])
    expect(left).toMatchObject([{ entry: { id: 'rival' }, why: 'group' }])
  })
})

describe('a lorebook that wants a least number of entries', () => {
  const near = entry('near', { keys: ['song'] })
  const bell = entry('bell', { keys: ['Drowned Bell'], content: 'The miller hung it.' })
  const miller = entry('miller', { keys: ['miller'] })
  const ids = (more: Parameters<typeof run>[1]): string[] =>
    run([near, bell, miller], { scanDepth: 1, ...more }).active.map((each) => each.entry.id)

  it('looks further back until there are enough, and what it finds calls others', () => {
    expect(ids({})).toEqual(['near'])
    expect(ids({ leastEntries: 1 })).toEqual(['near'])
    expect(ids({ leastEntries: 2 })).toEqual(['near', 'bell', 'miller'])
  })

  it('looks no further than it may', () => {
    expect(ids({ leastEntries: 2, mostDepth: 3 })).toEqual(['near'])
    expect(ids({ leastEntries: 2, mostDepth: 0 })).toEqual(['near', 'bell', 'miller'])
  })

  it('leaves entries with a scan depth of their own where they look', () => {
    const own = entry('own', { keys: ['Drowned Bell'], scanDepth: 2 })
    expect(run([own], { leastEntries: 1, scanDepth: 1 }).active).toEqual([])
  })
})

it('an entry that only others call waits for somebody to speak', () => {
  const waiting = entry('waiting', { keys: ['Bessie'], delayLevel: 1 })
  expect(run([waiting]).left).toMatchObject([{ why: 'only-by-others' }])
  expect(run([waiting, entry('speaker', { constant: true })]).active).toHaveLength(2)
})

it('an entry that needs no room comes in though the budget is used up', () => {
  const words = (count: number): string => Array.from({ length: count }, () => 'word').join(' ')
  const { active, left } = run(
    [
      entry('large', { keys: ['king'], order: 90, content: words(20) }),
      entry('free', { keys: ['king'], order: 50, content: words(9), ignoresBudget: true }),
      entry('small', { keys: ['king'], order: 10, content: words(1) }),
    ],
    { budget: 10 },
  )
  expect(active.map((each) => each.entry.id)).toEqual(['free'])
  expect(left.map(({ entry: { id } }) => id)).toEqual(['large', 'small'])
})

describe('a key', () => {
  const loose = { caseSensitive: false, wholeWords: true }
  it('is found in Chinese, which has no gaps between words', () => {
    expect(keyMatches('小雨', '昨天小雨来了', loose)).toBe(true)
    expect(keyMatches('king', '他对king说', loose)).toBe(true)
  })
  it('that is no expression is its own text, whatever signs it has', () => {
    expect(keyMatches('/unclosed(', 'an /unclosed( bracket', loose)).toBe(true)
    expect(keyMatches('C++', 'she learnt C++ early', loose)).toBe(true)
    expect(keyMatches('a.c', 'abc', loose)).toBe(false)
  })
})
