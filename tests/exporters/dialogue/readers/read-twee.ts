// Plays exported Twee: extwee reads the passages, a small strict SugarCube runs them. What it does not know is an error.
import { parseTwee } from 'extwee'
import type { Value } from '../../../../engine/domain/dialogue/dialogue.ts'
import { LONGEST, type Heard, type Reader } from '../transcript.ts'
import { evaluateAs } from './evaluate.ts'

const SPELLING = [
  [/\$(?=\w)/gu, ''],
  [/\bisnot\b/gu, '!='],
  [/\bis\b/gu, '=='],
  [/\blte\b/gu, '<='],
  [/\blt\b/gu, '<'],
  [/\bgte\b/gu, '>='],
  [/\bgt\b/gu, '>'],
] as const

/** Character references become signs; a sign that is markup may not stand there bare. */
const shown = (text: string): string => {
  const bare = /[<>[\]{}$_*#!@~^=/\\|"'`%+&:]/u.exec(text.replace(/&#\d+;/gu, ''))
  if (bare) throw new Error(`markup in text: ${bare[0]} in ${text}`)
  return text.replace(/&#(\d+);/gu, (_all, code: string) => String.fromCodePoint(Number(code)))
}

interface Offer {
  readonly text: string
  readonly tags: readonly string[]
  readonly target: string | null
  readonly taken: string | null
}

export interface TweeStory {
  readonly passages: ReadonlyMap<string, { readonly text: string; readonly tags: readonly string[] }>
  readonly start: string
}

export const parseStory = (source: string): TweeStory => {
  const story = parseTwee(source)
  return {
    start: story.start,
    passages: new Map(story.passages.map(({ name, text, tags }) => [name, { text, tags }])),
  }
}

export const readTwee =
  ({ passages, start }: TweeStory): Reader =>
  (picks) => {
    const heard: Heard[] = []
    const left = [...picks]
    const variables: Record<string, Value> = {}
    const value = (source: string): Value => evaluateAs(source, variables, SPELLING)
    let offers: Offer[] = []

    const show = (name: string): void => {
      const passage = passages.get(name)
      if (!passage) throw new Error(`no passage ${name}`)
      if (heard.length >= LONGEST) return
      run(passage.text.split('\n'), passage.tags)
    }

    const run = (lines: readonly string[], tags: readonly string[]): void => {
      // A stack of whether this branch runs, and whether one of its fellows did.
      const branches: { runs: boolean; done: boolean }[] = []
      for (const line of lines) {
        const macro = /^<<(\/?\w+)\s*(.*?)>>$/u.exec(line)
        const live = branches.every(({ runs }) => runs)
        const top = branches.at(-1)
        if (macro && macro[1] === 'if') {
          const runs = live && value(macro[2]) === true
          branches.push({ runs, done: runs })
        } else if (macro && (macro[1] === 'elseif' || macro[1] === 'else')) {
          const outer = branches.slice(0, -1).every(({ runs }) => runs)
          top!.runs = outer && !top!.done && (macro[1] === 'else' || value(macro[2]) === true)
          top!.done ||= top!.runs
        } else if (macro && macro[1] === '/if') branches.pop()
        else if (!live || line === '' || line.startsWith('<!--')) continue
        else if (macro && macro[1] === 'include') show(/^"(\w+)"$/u.exec(macro[2])![1])
        else if (macro && macro[1] === 'set') {
          const [, variable, source] = /^\$(\w+) to (.*)$/u.exec(macro[2])!
          const rolled = /^random\(1, \d+\)$/u.test(source)
          variables[variable] = rolled ? 1 : value(source)
        } else if (line.startsWith('<p class="line">')) {
          const [, who = '', said] =
            /^<p class="line">(?:<b class="speaker">(.*?)<\/b> )?<span class="said">(.*?)<\/span><\/p>$/u.exec(
              line,
            )!
          heard.push({
            say: shown(said),
            who: shown(who),
            tags: tags.slice(1),
          })
        } else {
          const [, own, text, target, taken] =
            /^<p class="option" data-id="o\d+" data-tags="(.*?)"><<link "(.*?)"(?: "(\w+)")?>>(?:<<set \$(\w+) to true>>)?<<\/link>><\/p>$/u.exec(
              line,
            )!
          offers.push({
            text: shown(text),
            tags: own === '' ? [] : own.split(' ').map(shown),
            target: target ?? null,
            taken: taken ?? null,
          })
        }
      }
    }

    run(passages.get('StoryInit')?.text.split('\n') ?? [], [])
    let next: string | null = start
    while (next !== null) {
      offers = []
      show(next)
      if (offers.length === 0 || heard.length >= LONGEST) return heard
      heard.push({ offer: offers.map(({ text, tags }) => ({ text, tags })) })
      const pick = left.shift()
      const offer = pick === undefined ? undefined : offers[pick]
      if (!offer) return heard
      if (offer.taken !== null) variables[offer.taken] = true
      next = offer.target
    }
    return heard
  }
