// The name of the place where a photo or a clip was taken, of the coordinates that its file carries. Nobody is asked: the names
// are in a package. Which of several towns is meant only people know; the nearest one is told, with how far it is.
import type { EarthPoint } from '../../../domain/earth.ts'
import type { PlaceFinding } from '../../../domain/media-finding.ts'
import type { MediaAnalyzer } from '../analyzer.ts'
import { packageMissing } from '../package-files.ts'
import { towns, TOWNS_PACKAGE, type Town } from './towns.ts'

/** Farther away than this one is not in a town, but still in what all towns around lie in. */
const IN_TOWN_KM = 20
/** Farther away, nothing is said. */
const NEAR_KM = 50
/** Right at a town; the name that people there would say may be another. */
const MOST_SURE = 0.9
/** Half as sure with every one of them. */
const HALF_KM = 15

const countryNames = {
  en: new Intl.DisplayNames('en', { type: 'region' }),
  zh: new Intl.DisplayNames('zh-CN', { type: 'region' }),
} as const

/** From the smallest to the largest; Shanghai in Shanghai is said once. */
const inWords = (
  { name, region, country }: Town,
  language: keyof typeof countryNames,
  between: string,
): string => {
  const names = [name, region, countryNames[language].of(country) ?? country]
  return [...new Set(names.filter((each) => each !== ''))].join(between)
}

/** What all of them lie in, as far as they agree; null where not even the country is the same. */
const common = (all: readonly Town[]): Town | null => {
  const { country, region } = all[0]
  if (all.some((town) => town.country !== country)) return null
  return { name: '', country, region: all.every((town) => town.region === region) ? region : '' }
}

const rounded = (value: number): number => Math.round(value * 100) / 100

/** Null where no town is near. SenseProblem `not-installed`. */
export const placeAt = (point: EarthPoint): PlaceFinding | null => {
  const { town, km } = towns().nearest(point)
  if (km > NEAR_KM) return null
  const isInTown = km <= IN_TOWN_KM
  const named = isInTown ? town : common(towns().within(point, 2 * km))
  return (
    named && {
      aspect: 'place',
      confidence: rounded(MOST_SURE * 2 ** (-km / HALF_KM)),
      en: inWords(named, 'en', ', '),
      zh: inWords(named, 'zh', '，'),
      distanceKm: isInTown ? rounded(km) : null,
    }
  )
}

export const placeAnalyzer: MediaAnalyzer = {
  id: 'place',
  version: '1',
  kinds: ['image', 'video'],
  limitMs: 60_000,
  missing: () => packageMissing(TOWNS_PACKAGE),
  async run(file) {
    const point = await file.point()
    const place = point && placeAt(point)
    return place ? [place] : []
  },
}
