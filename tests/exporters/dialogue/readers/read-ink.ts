// Plays exported ink with inkle's own runtime as inkjs has it: its source through the compiler, or the compiled JSON.
import { Compiler, CompilerOptions, Story } from 'inkjs/full'
import { LONGEST, type Heard, type Reader } from '../transcript.ts'

/** Errors and warnings, so that a test can say there are none. */
export const compileInk = (
  source: string,
): { readonly json: string; readonly complaints: readonly string[] } => {
  const complaints: string[] = []
  const options = new CompilerOptions(null, [], false, (message: string) => complaints.push(message))
  const json = new Compiler(source, options).Compile().ToJson()
  if (typeof json !== 'string') throw new Error(complaints.join('\n'))
  return { json, complaints }
}

const valueOf = (tags: readonly string[], key: string): string =>
  tags.find((tag) => tag.startsWith(`${key}:`))?.slice(key.length + 1) ?? ''

const ownTags = (tags: readonly string[] | null): string[] =>
  (tags ?? []).filter((tag) => !/^(?:line|speaker|direction|title):/u.test(tag))

export const readInk =
  (json: string): Reader =>
  (picks) => {
    const story = new Story(json)
    const heard: Heard[] = []
    const left = [...picks]
    while (heard.length < LONGEST) {
      while (story.canContinue && heard.length < LONGEST) {
        const text = (story.Continue() ?? '').replace(/\n$/u, '')
        const tags = story.currentTags ?? []
        if (text !== '') heard.push({ say: text, who: valueOf(tags, 'speaker'), tags: ownTags(tags) })
      }
      const { currentChoices } = story
      if (currentChoices.length === 0 || heard.length >= LONGEST) return heard
      heard.push({ offer: currentChoices.map(({ text, tags }) => ({ text, tags: ownTags(tags) })) })
      const pick = left.shift()
      if (pick === undefined) return heard
      story.ChooseChoiceIndex(pick)
    }
    return heard
  }
