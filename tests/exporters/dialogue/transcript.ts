// What is said and offered along one way through a dialogue: by our own player, to compare the readers of formats with.
import type { Dialogue } from '../../../engine/domain/dialogue/dialogue.ts'
import { emotionTags } from '../../../engine/domain/dialogue/emotion-tags.ts'
import { createPlayer, type PlayState } from '../../../engine/domain/dialogue/play-dialogue.ts'

export type Heard =
  | { readonly say: string; readonly who: string; readonly tags: readonly string[] }
  | { readonly offer: readonly { readonly text: string; readonly tags: readonly string[] }[] }

/** The transcript when at every offer the named place of it is taken; ends when they run out. */
export type Reader = (picks: readonly number[]) => Heard[]

/** Long enough for every test; a way that circles is cut here, in every reader alike. */
export const LONGEST = 400

const tagsOf = (dialogue: Dialogue) =>
  new Map(
    dialogue.nodes.flatMap((node) => {
      if (node.kind === 'line') return [[node.id, [...emotionTags(node.emotion), ...node.tags]] as const]
      if (node.kind !== 'choice') return []
      return node.options.map(({ id, emotion, tags }) => [id, [...emotionTags(emotion), ...tags]] as const)
    }),
  )

export const readSource =
  (dialogue: Dialogue): Reader =>
  (picks) => {
    const player = createPlayer(dialogue, () => 1)
    const tags = tagsOf(dialogue)
    const heard: Heard[] = []
    const left = [...picks]
    let state: PlayState = player.begin()
    while (heard.length < LONGEST) {
      const step = player.advance(state)
      state = step.state
      if (step.kind === 'end') return heard
      if (step.kind === 'line') {
        const { id, text, speaker } = step.line
        heard.push({ say: text, who: speaker?.name ?? '', tags: tags.get(id) ?? [] })
        continue
      }
      heard.push({ offer: step.options.map(({ id, text }) => ({ text, tags: tags.get(id) ?? [] })) })
      const pick = left.shift()
      const option = pick === undefined ? undefined : step.options[pick]
      if (!option) return heard
      state = player.choose(state, option.id)!
    }
    return heard
  }

/** Every way through a dialogue, as picks; where it circles, as far as `depth` choices. */
export const everyWay = (dialogue: Dialogue, depth: number): number[][] => {
  const read = readSource(dialogue)
  const ways: number[][] = []
  const walk = (picks: number[]): void => {
    const last = read(picks).at(-1)
    const isOpen = last !== undefined && 'offer' in last
    if (!isOpen || picks.length >= depth || ways.length > 2000) {
      ways.push(picks)
      return
    }
    last.offer.forEach((_option, index) => walk([...picks, index]))
  }
  walk([])
  return ways
}
