// What somebody remembers of a long conversation, and what of it comes to mind: recency, importance and relevance, after
// Park et al. 2023 ("Generative Agents"). Bounded: what is over the limit is forgotten, the weakest first.
import { KEPT_TURNS, MOST_MEMORIES, type NpcMemory, type NpcTurn } from '../../domain/npc-session.ts'
import { wordSpans } from '../../text/words.ts'

/** Minutes in which a memory loses half of its freshness. */
const HALF_LIFE_MINUTES = 1440
/** Below it a line leaves nothing behind. */
const FORGETTABLE = 0.12
const LONGEST = 300

const freshness = (memory: NpcMemory, atMinutes: number): number =>
  2 ** (-Math.max(0, atMinutes - memory.atMinutes) / HALF_LIFE_MINUTES)

const wordsOf = (text: string): ReadonlySet<string> =>
  new Set(
    wordSpans(text)
      .map(({ from, to }) => text.slice(from, to).toLowerCase())
      // A short word of an alphabet says little; one Chinese character may say all.
      .filter((word) => word.length > 3 || /\p{sc=Han}/u.test(word)),
  )

/** Share of the memory's words that are in question, 0 … 1. */
const relevance = (memory: NpcMemory, asked: ReadonlySet<string>): number => {
  const words = wordsOf(memory.text)
  if (words.size === 0 || asked.size === 0) return 0
  let shared = 0
  for (const word of words) if (asked.has(word)) shared++
  return shared / Math.sqrt(words.size * asked.size)
}

/** How much a line moves whoever hears or says it: strong feeling of either sign. */
export const importanceOf = ({ feeling, role }: Pick<NpcTurn, 'feeling' | 'role'>): number => {
  const moved = Math.abs(feeling.valence) * (0.5 + 0.5 * feeling.arousal)
  return Math.min(1, role === 'event' ? 0.4 + moved : moved)
}

/** What is left of a line once its words are forgotten; null: nothing. */
const memoryOf = (
  turn: NpcTurn,
  names: { readonly npc: string; readonly player: string },
): NpcMemory | null => {
  const importance = importanceOf(turn)
  if (importance < FORGETTABLE) return null
  const text = turn.text.replaceAll(/\s+/gu, ' ').slice(0, LONGEST)
  const told = turn.role === 'event' ? text : `${turn.role === 'npc' ? names.npc : names.player}: ${text}`
  return { text: told, importance, atMinutes: turn.atMinutes }
}

/** Within the limit: the least of importance and freshness goes first. In the order in which they were made. */
export const keptMemories = (memories: readonly NpcMemory[], atMinutes: number): readonly NpcMemory[] => {
  if (memories.length <= MOST_MEMORIES) return memories
  const strength = (memory: NpcMemory): number => memory.importance + 0.5 * freshness(memory, atMinutes)
  const kept = new Set(memories.toSorted((a, b) => strength(b) - strength(a)).slice(0, MOST_MEMORIES))
  return memories.filter((memory) => kept.has(memory))
}

/** The conversation after more was said: the newest lines word for word, of those before them what moved. */
export const afterTurns = (
  before: { readonly turns: readonly NpcTurn[]; readonly memories: readonly NpcMemory[] },
  added: readonly NpcTurn[],
  names: { readonly npc: string; readonly player: string },
): { readonly turns: readonly NpcTurn[]; readonly memories: readonly NpcMemory[] } => {
  const all = [...before.turns, ...added]
  const gone = all.slice(0, Math.max(0, all.length - KEPT_TURNS))
  const made = gone.flatMap((turn) => memoryOf(turn, names) ?? [])
  const now = all.at(-1)?.atMinutes ?? 0
  return { turns: all.slice(gone.length), memories: keptMemories([...before.memories, ...made], now) }
}

/** What comes to mind at a remark: the strongest `most`, oldest first. */
export const recalled = (
  memories: readonly NpcMemory[],
  remark: string,
  atMinutes: number,
  most: number,
): readonly NpcMemory[] => {
  const asked = wordsOf(remark)
  const score = (memory: NpcMemory): number =>
    memory.importance + freshness(memory, atMinutes) + 2 * relevance(memory, asked)
  const best = new Set(memories.toSorted((a, b) => score(b) - score(a)).slice(0, most))
  return memories.filter((memory) => best.has(memory))
}
