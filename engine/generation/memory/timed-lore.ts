// Entries of the lorebook that stay, rest or wait: SillyTavern's timed effects (docs.sillytavern.app/usage/core-concepts/worldinfo),
// counted in paragraphs. Theirs remember past answers; here the text itself is played through, as if something had been written
// after every paragraph, so that the same place always answers the same.
import type { LoreEntry } from '../../domain/lorebook.ts'
import { Random } from '../../nn/seed.ts'

export type LoreTime =
  /** Its other rules decide. */
  | { readonly kind: 'free' }
  /** Called some paragraphs ago. @property key what called it; '' for one that is always told */
  | { readonly kind: 'sticky'; readonly key: string }
  | { readonly kind: 'cooldown' }
  | { readonly kind: 'delay' }

const FREE: LoreTime = { kind: 'free' }

/**
 * What the paragraphs before a place leave of an entry's effects. Calls by other entries are not played through, only its own keys.
 * @param count paragraphs before the place
 * @param calledAfter the key by which the first `count` paragraphs call it, '' for one that needs none; null where they do not
 */
export const loreTime = (
  entry: Pick<LoreEntry, 'id' | 'sticky' | 'cooldown' | 'delay' | 'probability'>,
  count: number,
  calledAfter: (count: number) => string | null,
): LoreTime => {
  const { sticky, cooldown, delay, probability } = entry
  if (count < delay) return { kind: 'delay' }
  if (sticky === 0 && cooldown === 0) return FREE
  let [staysUntil, restsUntil, by] = [0, 0, '']
  for (let now = Math.max(1, delay); now < count; now++) {
    if (now <= restsUntil) continue
    const key = calledAfter(now)
    if (key === null) continue
    // Chance of a paragraph that is past: the same each time.
    if (probability < 100 && new Random(`${entry.id} ${now}`).next() * 100 >= probability) continue
    staysUntil = now + sticky
    restsUntil = staysUntil + cooldown
    by = key
  }
  if (count <= staysUntil) return { kind: 'sticky', key: by }
  return count <= restsUntil ? { kind: 'cooldown' } : FREE
}
