// Which entries of a lorebook a text calls up, in what order, and why the others stay out: the published rules of
// SillyTavern's World Info (docs.sillytavern.app/usage/core-concepts/worldinfo), paragraphs standing for messages.
import type { LoreEntry, LoreMiss, LoreSettings } from '../../domain/lorebook.ts'
import { Random } from '../../nn/seed.ts'
import { keyMatches, type Matching } from './match-keys.ts'
import { loreTime, type LoreTime } from './timed-lore.ts'

/** What brought an entry in. */
export type LoreCause =
  | { readonly kind: 'constant' }
  | { readonly kind: 'key'; readonly key: string }
  /** Found in the content of other entries. */
  | { readonly kind: 'recursion'; readonly key: string }
  /** Called some paragraphs ago, and stays. @property key '' for one that is always told */
  | { readonly kind: 'sticky'; readonly key: string }

export interface LoreReport {
  /** In the order in which they came in. */
  readonly active: readonly {
    readonly entry: LoreEntry
    readonly cause: LoreCause
    readonly tokens: number
  }[]
  readonly left: readonly { readonly entry: LoreEntry; readonly why: LoreMiss }[]
}

export interface LoreQuestion {
  readonly entries: readonly LoreEntry[]
  /** Paragraphs before the cursor, the last one nearest to it. */
  readonly paragraphs: readonly string[]
  readonly settings: LoreSettings
  /** Tokens for all entries together. */
  readonly budget: number
  readonly count: (text: string) => number
  readonly seed: number
  /** Scenes in reading order up to the one that is written, that one last; facts of other times stay out. */
  readonly scenes: readonly string[]
}

interface Found {
  readonly entry: LoreEntry
  readonly cause: LoreCause
  /** Keys found, for scoring in groups. */
  readonly score: number
}

/** More passes would be a circle that something else should have ended. */
const MOST_STEPS = 50

/** At the text; at what other entries say too; at paragraphs further back, because too few came in. */
type Sweep = 'text' | 'others' | 'further'

/** Nothing before its first scene, nothing from the scene on that ends it. */
const holds = ({ fromSceneId, untilSceneId }: LoreEntry, scenes: ReadonlySet<string>): boolean =>
  (fromSceneId === null || scenes.has(fromSceneId)) && (untilSceneId === null || !scenes.has(untilSceneId))

const matchingOf = (entry: LoreEntry, settings: LoreSettings): Matching => ({
  caseSensitive: entry.caseSensitive ?? settings.caseSensitive,
  wholeWords: entry.wholeWords ?? settings.wholeWords,
})

/** The keys found, and whether the secondary ones agree. */
const look = (entry: LoreEntry, text: string, matching: Matching) => {
  const primary = entry.keys.filter((key) => keyMatches(key, text, matching))
  const wanted = entry.secondaryKeys.filter((key) => key.trim() !== '')
  const secondary = wanted.filter((key) => keyMatches(key, text, matching))
  const all = secondary.length === wanted.length
  const agrees =
    wanted.length === 0 ||
    {
      'and-any': secondary.length > 0,
      'and-all': all,
      'not-any': secondary.length === 0,
      'not-all': !all,
    }[entry.logic]
  const counted =
    entry.logic === 'and-any' ? secondary.length : entry.logic === 'and-all' && all ? wanted.length : 0
  return { key: primary[0], agrees, score: primary.length + counted }
}

export const activateLore = (question: LoreQuestion): LoreReport => {
  const { entries, paragraphs, settings, budget, count, seed } = question
  const scenes = new Set(question.scenes)
  const random = new Random(seed)
  const misses = new Map<string, LoreMiss>()
  const active: { entry: LoreEntry; cause: LoreCause; tokens: number }[] = []
  const decided = new Set<string>()
  const told: string[] = []
  let spent = 0
  let isFull = false

  const usable = entries
    .filter((entry) => {
      const why =
        !entry.enabled || entry.content.trim() === '' ? 'off' : holds(entry, scenes) ? null : 'other-scene'
      if (why !== null) misses.set(entry.id, why)
      return why === null
    })
    // Constant ones first, then by order; among equals as they stand in the book.
    .toSorted((a, b) => Number(b.constant) - Number(a.constant) || b.order - a.order)
  const levels = [...new Set(usable.map(({ delayLevel }) => delayLevel))]
    .filter((level) => level > 0)
    .toSorted((a, b) => a - b)

  const times = new Map<string, LoreTime>(
    usable.map((entry) => {
      const depth = entry.scanDepth ?? settings.scanDepth
      const calledAfter = (upTo: number): string | null => {
        if (entry.constant) return ''
        const text = paragraphs.slice(Math.max(0, upTo - depth), upTo).join('\n')
        const { key, agrees } = look(entry, text, matchingOf(entry, settings))
        return agrees ? (key ?? null) : null
      }
      return [entry.id, loreTime(entry, paragraphs.length, calledAfter)]
    }),
  )
  const stays = ({ id }: LoreEntry): boolean => times.get(id)?.kind === 'sticky'

  const find = (entry: LoreEntry, sweep: Sweep, level: number, further: number): Found | LoreMiss => {
    const byOthers = sweep === 'others'
    const time = times.get(entry.id)
    if (time?.kind === 'delay' || time?.kind === 'cooldown') return time.kind
    if (time?.kind === 'sticky') return { entry, cause: time, score: 0 }
    if (entry.delayLevel > 0 && (!byOthers || entry.delayLevel > level)) return 'only-by-others'
    if (byOthers && entry.excludeRecursion) return misses.get(entry.id) ?? 'not-by-others'
    if (entry.constant) return { entry, cause: { kind: 'constant' }, score: 0 }
    const depth = entry.scanDepth ?? settings.scanDepth + further
    const own = depth === 0 ? '' : paragraphs.slice(-depth).join('\n')
    const matching = matchingOf(entry, settings)
    const direct = look(entry, own, matching)
    const whole = byOthers ? look(entry, [own, ...told].join('\n'), matching) : direct
    if (whole.key === undefined) return 'no-key'
    if (!whole.agrees) return 'secondary-keys'
    const kind = direct.key === undefined ? 'recursion' : 'key'
    return { entry, cause: { kind, key: direct.key ?? whole.key }, score: whole.score }
  }

  /** Of every group one is left; who was in before keeps the others out. */
  const chooseInGroups = (found: readonly Found[]): readonly Found[] => {
    let left = [...found]
    const drop = (out: readonly Found[]): void => {
      for (const { entry } of out) {
        misses.set(entry.id, 'group')
        decided.add(entry.id)
      }
      left = left.filter((each) => !out.includes(each))
    }
    for (const group of new Set(found.flatMap(({ entry }) => entry.groups))) {
      let members = left.filter(({ entry }) => entry.groups.includes(group))
      if (members.length === 0) continue
      if (members.some(({ entry }) => stays(entry))) {
        drop(members.filter(({ entry }) => !stays(entry)))
        continue
      }
      if (active.some(({ entry }) => entry.groups.includes(group))) {
        drop(members)
        continue
      }
      if (members.some(({ entry }) => entry.groupScoring ?? settings.groupScoring)) {
        const best = Math.max(...members.map(({ score }) => score))
        drop(
          members.filter(({ entry, score }) => score < best && (entry.groupScoring ?? settings.groupScoring)),
        )
        members = left.filter(({ entry }) => entry.groups.includes(group))
      }
      if (members.length < 2) continue
      const first = members
        .filter(({ entry }) => entry.groupPriority)
        .toSorted((a, b) => b.entry.order - a.entry.order)[0]
      const winner = first ?? drawByWeight(members, random)
      drop(members.filter((each) => each !== winner))
    }
    return left
  }

  let level = levels[0] ?? 0
  let sweep: Sweep = 'text'
  let further = 0
  const mayLookFurther = (): boolean => {
    const depth = settings.scanDepth + further
    const most =
      settings.mostDepth === 0 ? paragraphs.length : Math.min(settings.mostDepth, paragraphs.length)
    return active.length < settings.leastEntries && depth < most
  }
  const steps = settings.leastEntries > 0 ? MOST_STEPS + paragraphs.length : settings.maxSteps || MOST_STEPS
  for (let step = 1; step <= steps && !isFull; step++) {
    const found: Found[] = []
    for (const entry of usable) {
      if (decided.has(entry.id)) continue
      const result = find(entry, sweep, level, further)
      if (typeof result === 'string') misses.set(entry.id, result)
      else found.push(result)
    }
    const fresh: LoreEntry[] = []
    for (const { entry, cause } of chooseInGroups(found)) {
      decided.add(entry.id)
      if (!stays(entry) && entry.probability < 100 && random.next() * 100 >= entry.probability) {
        misses.set(entry.id, 'chance')
        continue
      }
      const tokens = count(entry.content)
      // Once it is full, nothing more comes in, not even what would still fit.
      if (!entry.ignoresBudget) isFull ||= spent + tokens > budget
      if (isFull && !entry.ignoresBudget) {
        misses.set(entry.id, 'budget')
        continue
      }
      spent += tokens
      misses.delete(entry.id)
      active.push({ entry, cause, tokens })
      fresh.push(entry)
    }
    const speaking = fresh.filter(({ preventRecursion }) => !preventRecursion)
    told.push(...speaking.map(({ content }) => content))
    const next = levels.find((each) => each > level)
    // What came in from further back has others to call before more is looked for.
    if (settings.recursive && (speaking.length > 0 || (sweep === 'further' && told.length > 0)))
      sweep = 'others'
    else if (mayLookFurther()) {
      sweep = 'further'
      further++
    } else if (settings.recursive && next !== undefined) {
      sweep = 'others'
      level = next
    } else break
  }
  return {
    active,
    left: entries.flatMap((entry) => {
      const why = misses.get(entry.id)
      return why === undefined ? [] : [{ entry, why }]
    }),
  }
}

const drawByWeight = (members: readonly Found[], random: Random): Found => {
  const total = members.reduce((sum, { entry }) => sum + Math.max(0, entry.groupWeight), 0)
  let left = random.next() * total
  return members.find(({ entry }) => (left -= Math.max(0, entry.groupWeight)) < 0) ?? members[0]
}
