// Plays exported Yarn with yarn-bound, a runtime for Yarn 2 that others wrote. It leaves the space before hashtags on the
// text, which Yarn Spinner's own compiler trims.
import YarnBound from 'yarn-bound'
import { LONGEST, type Heard, type Reader } from '../transcript.ts'

type Line = NonNullable<NonNullable<YarnBound['currentResult']>['options']>[number]

/** It takes only names without spaces for speakers; others it leaves before the text, where they are found here. */
const speakerOf = ({ text, markup }: Pick<Line, 'text' | 'markup'>, names: readonly string[]) => {
  const character = markup?.find(({ name }) => name === 'character')?.properties.name
  if (character !== undefined) return { who: character, say: text }
  const who = names.find((name) => name.includes(' ') && text.startsWith(`${name}: `)) ?? ''
  return { who, say: who === '' ? text : text.slice(who.length + 2) }
}

const ownTags = (hashtags: readonly string[] = []): string[] =>
  hashtags.map((tag) => tag.trim()).filter((tag) => !tag.startsWith('line:'))

export const readYarn =
  (source: string, startAt: string, names: readonly string[]): Reader =>
  (picks) => {
    const heard: Heard[] = []
    const left = [...picks]
    const play = new YarnBound({ dialogue: source, startAt, functions: { dice: () => 1 } })
    while (heard.length < LONGEST) {
      const result = play.currentResult
      if (!result) return heard
      if (result.options) {
        const open = result.options
          .map((option, index) => ({ option, index }))
          .filter(({ option }) => option.isAvailable)
        heard.push({
          offer: open.map(({ option }) => ({ text: option.text.trimEnd(), tags: ownTags(option.hashtags) })),
        })
        const pick = left.shift()
        if (pick === undefined) return heard
        play.advance(open[pick]?.index)
        continue
      }
      if (result.text !== undefined) {
        const { who, say } = speakerOf(
          { text: result.text, ...(result.markup ? { markup: result.markup } : {}) },
          names,
        )
        heard.push({ say: say.trimEnd(), who, tags: ownTags(result.hashtags) })
      }
      if (result.isDialogueEnd) return heard
      play.advance()
    }
    return heard
  }
