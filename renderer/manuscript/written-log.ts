// What the writer wrote in one scene since the last save, told apart by how it came: typed, deleted, pasted, generated.
// Undo counts back exactly what it takes back. What the counts are for is the engine's business.
import type { Inputs } from '../../engine/contract/index.ts'

export type WrittenReport = NonNullable<Inputs['scene']['save']['written']>
type Counts = WrittenReport['words']

/** How words came into the text. `moved`: cut before and put in again, which takes the deletion back. */
export type Origin = 'typed' | 'pasted' | 'generated' | 'moved'

/** Words of scripts that have them, and Chinese or Japanese characters. */
export interface ScriptWords {
  readonly words: number
  readonly characters: number
}

const NOTHING: Counts = { typed: 0, removed: 0, pasted: 0, generated: 0 }
const EMPTY: WrittenReport = { words: NOTHING, characters: NOTHING }

const countsOf = (change: number, origin: Origin): Counts => {
  if (change < 0) return { ...NOTHING, removed: -change }
  return origin === 'moved' ? { ...NOTHING, removed: -change } : { ...NOTHING, [origin]: change }
}

const plus = (one: Counts, other: Counts, sign: 1 | -1): Counts => ({
  typed: one.typed + sign * other.typed,
  removed: one.removed + sign * other.removed,
  pasted: one.pasted + sign * other.pasted,
  generated: one.generated + sign * other.generated,
})

const add = (one: WrittenReport, other: WrittenReport, sign: 1 | -1 = 1): WrittenReport => ({
  words: plus(one.words, other.words, sign),
  characters: plus(one.characters, other.characters, sign),
})

const isNothing = ({ words, characters }: WrittenReport): boolean =>
  [...Object.values(words), ...Object.values(characters)].every((count) => count === 0)

/** As many groups as the editor's history may hold. */
const MAX_GROUPS = 500

export class WrittenLog {
  #pending: WrittenReport = EMPTY
  /** What each undoable group of edits counted, oldest first; and those that were undone. */
  #done: WrittenReport[] = []
  #undone: WrittenReport[] = []

  /** @param isNewGroup the edit begins a group of its own in the editor's history. */
  edit(before: ScriptWords, after: ScriptWords, origin: Origin, isNewGroup: boolean): void {
    const counts: WrittenReport = {
      words: countsOf(after.words - before.words, origin),
      characters: countsOf(after.characters - before.characters, origin),
    }
    this.#undone = []
    if (isNewGroup || this.#done.length === 0) this.#done = [...this.#done.slice(-MAX_GROUPS + 1), EMPTY]
    this.#done = [...this.#done.slice(0, -1), add(this.#done.at(-1) ?? EMPTY, counts)]
    this.#pending = add(this.#pending, counts)
  }

  undo(): void {
    const group = this.#done.at(-1)
    if (!group) return
    this.#done = this.#done.slice(0, -1)
    this.#undone = [...this.#undone, group]
    this.#pending = add(this.#pending, group, -1)
  }

  redo(): void {
    const group = this.#undone.at(-1)
    if (!group) return
    this.#undone = this.#undone.slice(0, -1)
    this.#done = [...this.#done, group]
    this.#pending = add(this.#pending, group)
  }

  /** What is to be told with the next save; undefined when there is nothing. Given back when the save fails. */
  take(): WrittenReport | undefined {
    const report = this.#pending
    this.#pending = EMPTY
    return isNothing(report) ? undefined : report
  }

  giveBack(report: WrittenReport | undefined): void {
    if (report) this.#pending = add(report, this.#pending)
  }
}
