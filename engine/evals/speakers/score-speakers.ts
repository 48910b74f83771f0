// Who says what, against people's annotations: a file of scenes with their quotations and speakers, one JSON object a line.
import { readFileSync } from 'node:fs'
import * as z from 'zod'
import { LANGUAGES, type Language } from '../../domain/project.ts'
import { splitSentences } from '../../text/sentences.ts'
import { createAttributor, type CastMember } from '../../text/voices/attribute.ts'
import { createNameFinder } from '../../text/voices/find-names.ts'

/**
 * A scene. `text`: paragraphs with an empty line between them. `cast`: who there is; left out, the people are found in the
 * text. `quotations`: each as it stands in the text, with its marks, in reading order, with its speaker by name or alias,
 * or null for somebody who is not in the cast.
 */
const annotatedScene = z.object({
  language: z.enum(LANGUAGES),
  cast: z.array(z.object({ name: z.string().min(1), aliases: z.array(z.string()).default([]) })).optional(),
  text: z.string(),
  quotations: z.array(z.tuple([z.string().min(1), z.string().nullable()])),
})
type Scene = z.infer<typeof annotatedScene>

interface Tally {
  quotations: number
  found: number
  answered: number
  right: number
}

const readScenes = (file: string): readonly Scene[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, at) => {
      if (line.trim() === '') return []
      try {
        return [annotatedScene.parse(JSON.parse(line))]
      } catch (cause) {
        throw new Error(`Line ${at + 1} of ${file} is no annotated scene`, { cause })
      }
    })

const castOf = ({ cast, language }: Scene, paragraphs: readonly string[]): readonly CastMember[] => {
  if (cast) return cast.map(({ name, aliases }) => ({ id: name, name, aliases }))
  const finder = createNameFinder()
  for (const paragraph of paragraphs) finder.add(paragraph, language)
  return finder.people().map(({ name, aliases }) => ({ id: name, name, aliases }))
}

interface Spoken {
  readonly said: string
  readonly who: string | null
}

const spokenIn = (
  scene: Scene,
  cast: readonly CastMember[],
  paragraphs: readonly string[],
): readonly Spoken[] => {
  const { listen } = createAttributor(cast)
  const read = paragraphs.map((text) => ({
    text,
    language: scene.language,
    sentences: splitSentences(text, scene.language),
  }))
  return listen(read).flatMap(({ quotations }, at) =>
    quotations.map(({ from, to, who }): Spoken => ({ said: read[at].text.slice(from, to), who })),
  )
}

const addScene = (scene: Scene, tally: Tally, wrong: string[]): void => {
  const paragraphs = scene.text.split(/\n{2,}/u).filter((paragraph) => paragraph.trim() !== '')
  const cast = castOf(scene, paragraphs)
  const idOf = (name: string): string =>
    cast.find((person) => person.name === name || person.aliases.includes(name))?.id ?? name
  const spoken = spokenIn(scene, cast, paragraphs)
  let next = 0
  for (const [said, speaker] of scene.quotations) {
    tally.quotations += 1
    const at = spoken.findIndex((each, index) => index >= next && each.said.trim() === said.trim())
    if (at >= 0) next = at + 1
    const who = at < 0 ? undefined : spoken[at].who
    if (who !== undefined) tally.found += 1
    if (who != null) tally.answered += 1
    const right = speaker === null ? null : idOf(speaker)
    if (who === right) tally.right += 1
    else wrong.push(`${said} ${who ?? '?'} for ${right ?? 'nobody'}`)
  }
}

const round = (value: number): number => Math.round(value * 1000) / 1000

/** `accuracy` of all quotations, also those not found or not answered; `precision` of those that were given to somebody. */
export const scoreSpeakers = (file: string): Readonly<Record<string, unknown>> => {
  const scenes = readScenes(file)
  const wrong: string[] = []
  const of = (wanted: Language | null): Readonly<Record<string, number>> => {
    const tally: Tally = { quotations: 0, found: 0, answered: 0, right: 0 }
    const missed: string[] = []
    for (const scene of scenes)
      if (wanted === null || scene.language === wanted) addScene(scene, tally, missed)
    if (wanted === null) wrong.push(...missed)
    const rightOfAnswered = tally.answered - missed.filter((each) => !each.includes(' ? for ')).length
    return {
      quotations: tally.quotations,
      found: tally.found,
      answered: tally.answered,
      accuracy: round(tally.right / tally.quotations),
      precision: round(rightOfAnswered / tally.answered),
    }
  }
  const all = of(null)
  const languages = LANGUAGES.filter((each) => scenes.some(({ language }) => language === each))
  return {
    scenes: scenes.length,
    ...all,
    ...Object.fromEntries(languages.map((each) => [each, of(each)])),
    wrong,
  }
}
