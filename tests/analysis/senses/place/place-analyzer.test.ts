// Real places by their coordinates, and places where nobody lives: what is called how, how surely, and where nothing is said.
import { describe, expect, it, test } from 'vitest'
import { placeAnalyzer, placeAt } from '../../../../engine/analysis/senses/place/place-analyzer.ts'
import { towns } from '../../../../engine/analysis/senses/place/towns.ts'
import { SenseFile } from '../../../../engine/analysis/senses/sense-file.ts'
import { NO_SETUP } from '../../../../engine/analysis/senses/sense-setup.ts'
import { distanceKm, type EarthPoint } from '../../../../engine/domain/earth.ts'
import { NO_FACTS, type MediaKind } from '../../../../engine/domain/media.ts'
import { findProgram } from '../../../../engine/analysis/senses/find-program.ts'
import { FFMPEG, makeClip } from '../clip/made-clips.ts'
import { senseContext } from '../sense-context.ts'

describe('a place', () => {
  it.each([
    ['Lisbon', [38.7223, -9.1393], /, Lisbon, Portugal$/, /，葡萄牙$/],
    ['the Bund', [31.2397, 121.49], /, Shanghai, China$/, /，Shanghai，中国$/],
    ['Uluru', [-25.345, 131.036], /^Yulara, Northern Territory, Australia$/, /，澳大利亚$/],
    ['Longyearbyen', [78.2232, 15.6267], /^Longyearbyen, Svalbard/, /^Longyearbyen/],
  ] as const)('of %s has its names, from the smallest to the largest', (_name, point, en, zh) => {
    const place = placeAt(point)
    expect(place?.en).toMatch(en)
    expect(place?.zh).toMatch(zh)
    expect(place?.distanceKm).toBeLessThan(20)
  })

  it('that is its own region, or its own country, is named once', () => {
    expect(placeAt([39.9087, 116.3975])?.en).toBe('Beijing, China')
    expect(placeAt([41.9022, 12.4539])?.en).toBe('Vatican City')
  })

  it('is trusted the less the farther the town is', () => {
    const kiel: EarthPoint = [54.3213, 10.1349]
    const inTheFjord = placeAt([54.42, 10.2])
    const inTown = placeAt(kiel)
    expect(inTown?.en).toBe('Kiel, Schleswig-Holstein, Germany')
    expect(inTown?.confidence).toBeGreaterThan(0.85)
    expect(inTheFjord?.confidence).toBeLessThan(inTown?.confidence ?? 0)
    expect(placeAt([-25.345, 131.036])?.confidence).toBeLessThan(0.6)
  })

  it('far from any town is what all towns around lie in, and no town', () => {
    // Forty kilometres off Cascais.
    const place = placeAt([38.6, -9.7])
    expect(place).toMatchObject({ en: 'Portugal', zh: '葡萄牙', distanceKm: null })
    expect(place?.confidence).toBeLessThan(0.35)
  })

  it('is not told where those around are of two countries', () => {
    // In the wilderness between Inari and Karasjok.
    const point: EarthPoint = [69, 26]
    const { km } = towns().nearest(point)
    const countries = new Set(
      towns()
        .within(point, 2 * km)
        .map(({ country }) => country),
    )
    expect([km > 20 && km < 50, countries.size > 1]).toEqual([true, true])
    expect(placeAt(point)).toBeNull()
  })

  it.each([
    ['the middle of the Atlantic', [30, -40]],
    ['the middle of Vatnajökull', [64.4, -16.5]],
    ['the north pole', [90, 0]],
    ['the south pole', [-90, 77]],
    ['where coordinates are zeros', [0, 0]],
  ] as const)('in %s is nothing', (_name, point) => {
    expect(placeAt(point)).toBeNull()
  })

  it('is near across the date line', () => {
    expect(distanceKm([-16.8, 179.95], [-16.8, -179.95])).toBeCloseTo(10.64, 1)
    // Taveuni lies on both sides of it.
    const [west, east] = [towns().nearest([-16.8, 179.999]), towns().nearest([-16.8, -179.999])]
    expect(west.town).toEqual(east.town)
    expect(Math.abs(west.km - east.km)).toBeLessThan(0.3)
  })
})

test('distances are those of the great circle', () => {
  // Lisbon to Shanghai, and from pole to pole.
  expect(Math.round(distanceKm([38.7223, -9.1393], [31.2304, 121.4737]) / 50)).toBe(214)
  expect(Math.round(distanceKm([90, 12], [-90, -100]))).toBe(Math.round(Math.PI * 6371))
  expect(distanceKm([54.32, 10.14], [54.32, 10.14])).toBe(0)
})

describe('a file', () => {
  const fileAt = (kind: MediaKind, latitude: number | null, longitude: number | null) =>
    new SenseFile(kind, '', new Uint8Array(0), NO_SETUP, { ...NO_FACTS, latitude, longitude })

  it('is named by the coordinates that are known of it, without being opened', async () => {
    for (const kind of ['image', 'video'] as const)
      expect(await placeAnalyzer.run(fileAt(kind, 31.2304, 121.4737), senseContext())).toMatchObject([
        { aspect: 'place', en: 'Huangpu, Shanghai, China' },
      ])
  })

  it('without coordinates has no place', async () => {
    expect(await placeAnalyzer.run(fileAt('image', null, null), senseContext())).toEqual([])
  })

  it.skipIf(FFMPEG === null)('that is a clip tells them itself where nobody knew them', async () => {
    const setup = { ...NO_SETUP, ffmpeg: { ffmpeg: FFMPEG ?? '', ffprobe: findProgram(['ffprobe']) ?? '' } }
    const bytes = await makeClip([{ scene: 'blue', seconds: 1 }])
    const file = new SenseFile('video', 'video/mp4', bytes, setup)
    const [place] = await placeAnalyzer.run(file, senseContext())
    await file.dispose()
    // Where the clip says that it is from: the Eiffel tower.
    expect(place).toMatchObject({ en: expect.stringMatching(/^Paris .*, France$/) as string })
  })
})
