// Names, places, numbers and addresses of a project: where each is met and what stands for it. Decides nothing for the writer
// but the usual: who is in the cast stays, everybody else is masked.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { namesOf } from '../domain/cast/names-of.ts'
import type { DetailKind } from '../domain/mask.ts'
import { detailsIn, likelyNames } from '../text/private-details.ts'
import { chooseStandIns, patternOf } from '../text/mask-all.ts'
import { textBlocks } from '../text/plain-text.ts'
import { TITLES } from '../text/voices/speech-words.ts'
import { createNameFinder } from '../text/voices/find-names.ts'
import type { ProjectStore } from '../store/project-store.ts'
import { partsOf, placesOfMedia } from './story-names.ts'

export interface FoundDetail {
  readonly original: string
  readonly kind: DetailKind
  readonly inBook: number
  readonly inLife: number
  readonly sample: string
  readonly standIn: string | null
  readonly chosen: boolean
}

interface Texts {
  readonly book: readonly string[]
  readonly life: readonly string[]
}

type Store = Pick<
  ProjectStore,
  'binder' | 'scenes' | 'life' | 'media' | 'mediaFindings' | 'characters' | 'masks' | 'project'
>

const textsOf = ({ binder, scenes, life, media, project }: Store): Texts => ({
  book: [
    ...binder.tree().flatMap(({ id, kind, title, synopsis, pov }) => [
      title,
      synopsis,
      pov,
      ...(kind === 'scene' || kind === 'note'
        ? [
            textBlocks(scenes.get(id).document)
              .map(({ text }) => text)
              .join('\n'),
          ]
        : []),
    ]),
    ...media.list().flatMap(({ caption, alt }) => [caption, alt]),
    project.get().title,
  ].filter((text) => text !== ''),
  life: life
    .list()
    .flatMap(({ title, text, people, tags, place }) => [
      title,
      text,
      people.join('\n'),
      tags.join('\n'),
      place?.name ?? '',
    ])
    .filter((text) => text !== ''),
})

const SAMPLE_REACH = 36

const around = (text: string, at: number, length: number): string =>
  text
    .slice(Math.max(0, at - SAMPLE_REACH), at + length + SAMPLE_REACH)
    .replace(/\s+/gu, ' ')
    .trim()

/** A place is met after a word for being somewhere, or ends as Chinese places do. */
const PLACE_BEFORE = /\b(?:in|at|to|from|near|outside|around|through) $/u
const CHINESE_PLACE =
  /^[\p{sc=Han}]{2,8}(?:省|市|县|区|镇|村|乡|岛|湾|港|山|湖|江|河|路|街|巷|桥|站|公园|广场|大学|中学|小学|医院|机场)$/u
const CHINESE_PLACES =
  /(?<=[在去到从回往离于][了]?)[\p{sc=Han}]{1,6}(?:省|市|县|区|镇|村|乡|岛|湾|港|山|湖|公园|广场|大学|中学|小学|医院|机场)/gu
/** Weekdays and such are capitalised too; a word that is also written small is no name. */
const isCommon = (word: string, texts: Texts): boolean => {
  const small = patternOf([word.toLowerCase()])
  return (
    !/\p{sc=Han}/u.test(word) &&
    small !== null &&
    [...texts.book, ...texts.life].some((text) => text.search(small) >= 0)
  )
}

const candidatesOf = async (
  store: Store,
  texts: Texts,
  report: (done: number, total: number) => void,
): Promise<Map<string, DetailKind>> => {
  const found = new Map<string, DetailKind>()
  const add = (original: string, kind: DetailKind): void => {
    if (original.trim().length > 1 && !found.has(original)) found.set(original, kind)
  }
  const entries = store.life.list()
  for (const { place, people } of entries) {
    if (place) add(place.name, 'place')
    for (const name of people) for (const part of partsOf(name)) add(part, 'name')
  }
  for (const place of placesOfMedia(store)) add(place, 'place')
  for (const name of store.characters.list().flatMap(namesOf))
    for (const part of partsOf(name)) add(part, 'name')
  const finder = createNameFinder()
  const all = [...texts.book, ...texts.life]
  const likely = new Set<string>()
  for (const [index, text] of all.entries()) {
    if (index % 20 === 0) {
      report(index, all.length)
      await nextTurn()
    }
    finder.addAll(text)
    for (const { kind, original } of detailsIn(text)) add(original, kind)
    for (const word of likelyNames(text)) likely.add(word)
    for (const [place] of text.matchAll(CHINESE_PLACES)) add(place, 'place')
  }
  const known = finder.people().flatMap(namesOf)
  const others = finder.everybody().flatMap(namesOf)
  for (const each of [...known, ...others.filter((name) => !isCommon(name, texts))])
    add(each, CHINESE_PLACE.test(each) ? 'place' : 'name')
  for (const word of likely) if (!found.has(word) && !isCommon(word, texts)) add(word, 'name')
  for (const { original, kind } of store.masks.list()) add(original, kind)
  return found
}

/** @param report of texts read */
export const findDetails = async (
  store: Store,
  report: (done: number, total: number) => void,
): Promise<readonly FoundDetail[]> => {
  const texts = textsOf(store)
  const candidates = await candidatesOf(store, texts, report)
  const pattern = patternOf([...candidates.keys()])
  const tallies = new Map<string, { inBook: number; inLife: number; sample: string; asPlace: number }>()
  if (pattern !== null)
    for (const side of ['inBook', 'inLife'] as const)
      for (const text of texts[side === 'inBook' ? 'book' : 'life'])
        for (const match of text.matchAll(pattern)) {
          const [original] = match
          const tally = tallies.get(original) ?? {
            inBook: 0,
            inLife: 0,
            sample: around(text, match.index, original.length),
            asPlace: 0,
          }
          tally[side] += 1
          if (PLACE_BEFORE.test(text.slice(Math.max(0, match.index - 9), match.index))) tally.asPlace += 1
          tallies.set(original, tally)
        }
  const cast = new Set(store.characters.list().flatMap(namesOf).flatMap(partsOf))
  const chosen = new Map(store.masks.list().map((mask) => [mask.original, mask]))
  const met = [...candidates].flatMap(([original, kind]) => {
    const tally = tallies.get(original)
    if (!tally) return []
    const { asPlace, ...counts } = tally
    // A name that mostly stands where places do is one.
    const isPlace = kind === 'name' && !cast.has(original) && asPlace * 2 > counts.inBook + counts.inLife
    return [{ original, kind: isPlace ? ('place' as const) : kind, ...counts }]
  })
  const sorted = met.toSorted(
    (a, b) => b.inBook + b.inLife - (a.inBook + a.inLife) || (a.original < b.original ? -1 : 1),
  )
  // Miss Mary is in the cast where Mary is.
  const isCast = (name: string): boolean =>
    cast.has(name) ||
    name.split(/[\s·]+/u).every((word) => cast.has(word) || word.replace(/\.$/u, '') in TITLES)
  const open = sorted.filter(({ original }) => !chosen.has(original) && !isCast(original))
  const decided = [...chosen.values()].map(({ original, standIn }) => ({
    original,
    standIn: standIn ?? original,
  }))
  const all = [...texts.book, ...texts.life].join('\n')
  const standIns = new Map(
    chooseStandIns(open, (word) => all.includes(word), decided).map(({ original, standIn }) => [
      original,
      standIn,
    ]),
  )
  return sorted.map((detail) => {
    const own = chosen.get(detail.original)
    return {
      ...detail,
      standIn: own ? own.standIn : (standIns.get(detail.original) ?? null),
      chosen: own !== undefined,
    }
  })
}
