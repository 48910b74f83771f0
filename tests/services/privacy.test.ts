// What is private in a project: found with where it is met, decided about, and absent from every byte of a copy to share.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { stripMetadata } from '../../engine/analysis/media/strip-metadata.ts'
import { openProjectStore } from '../../engine/store/open-project.ts'
import { collect, workbench } from './workbench.ts'

const SCENES = [
  [
    'We went to Kiel with Marta. Marta laughed, and Marta said she would call from 020 7946 0958.',
    'Ida waited. 我在青岛市见到了王小红，她的电话是13800138000。',
  ],
]

/** A photo that says where it was taken, on its side. */
const photo = (format: 'jpeg' | 'png' | 'webp' = 'jpeg'): Promise<Buffer> =>
  sharp({ create: { width: 40, height: 20, channels: 3, background: '#a06040' } })
    .withMetadata({ orientation: 6 })
    .withExifMerge({
      IFD0: { Make: 'SecretCam' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '54/1 19/1 0/1' },
    })
    .toFormat(format)
    .toBuffer()

const desk = () => {
  const bench = workbench({ scenes: SCENES })
  const found = async () => {
    const events = await collect(await bench.client.privacy.find())
    const last = events.at(-1)
    return last?.kind === 'found' ? last.details : []
  }
  return { ...bench, found }
}

describe('what is private', () => {
  it('is found in either script of one scene, also who acts once, and is no common word', async () => {
    const { client } = workbench({
      scenes: [
        [
          'Then Anna Bell sat down. She looked at the rain. Mother said nothing.',
          'Martha said that Anna would stay. Old Tom Hale laughed. Call him on +44 20 7946 0958.',
          '傍晚，李明说道要下雨了。后来，小李说道不会。',
        ],
      ],
    })
    const events = await collect(await client.privacy.find())
    const last = events.at(-1)
    const found = new Map(
      last?.kind === 'found' ? last.details.map(({ original, standIn }) => [original, standIn]) : [],
    )
    for (const name of ['Anna', 'Martha', '李明', '小李', '+44 20 7946 0958'])
      expect(found.get(name)).toBeTruthy()
    for (const word of ['Then', 'Old', 'Mother', 'She']) expect(found.has(word)).toBe(false)
    expect(found.get('小李')).toBe(`小${found.get('李明')?.[0]}`)
  })

  it('is found in the book and the life record, of both languages, and the cast stays', async () => {
    const { client, store, found } = desk()
    await client.cast.add({ name: 'Ida' })
    await client.life.add({
      local: '2024-06-14T10:00:00',
      text: 'With Marta in Kiel.',
      people: ['Marta Lund'],
      place: { name: 'Holtenau', latitude: 54.3, longitude: 10.1 },
    })
    const details = new Map((await found()).map((detail) => [detail.original, detail]))
    expect(details.get('Marta')).toMatchObject({ kind: 'name', inBook: 3, chosen: false })
    expect(details.get('Marta')?.inLife).toBeGreaterThan(0)
    expect(details.get('Kiel')).toMatchObject({ kind: 'place' })
    expect(details.get('Holtenau')).toMatchObject({ kind: 'place', inBook: 0, inLife: 1 })
    expect(details.get('020 7946 0958')).toMatchObject({ kind: 'phone' })
    expect(details.get('13800138000')).toMatchObject({ kind: 'phone' })
    expect(details.get('青岛市')).toMatchObject({ kind: 'place' })
    expect(details.get('王小红')).toMatchObject({ kind: 'name' })
    expect(details.get('Ida')).toMatchObject({ standIn: null })
    expect(details.get('Marta')?.standIn).not.toBeNull()
    await client.privacy.choose({ original: 'Marta', kind: 'name', standIn: 'Ida' })
    await client.privacy.choose({ original: 'Kiel', kind: 'place', standIn: null })
    expect(
      (await found()).filter(({ chosen }) => chosen).map(({ original, standIn }) => [original, standIn]),
    ).toEqual(
      expect.arrayContaining([
        ['Marta', 'Ida'],
        ['Kiel', null],
      ]),
    )
    await client.project.undo()
    expect(store.masks.list()).toHaveLength(1)
  })

  it('is in no byte of a copy to share, and the copy has no history, no recordings and no photo data', async () => {
    const { client, store, folder } = desk()
    await client.privacy.choose({ original: 'Marta', kind: 'name', standIn: 'Solveig' })
    await client.media.add({ file: new File([new Uint8Array(await photo())], 'Marta.jpg') })
    await client.life.add({
      local: '2024-06-14T10:00:00',
      text: 'With Marta in Holtenau.',
      people: ['Marta Lund'],
      place: { name: 'Holtenau', latitude: 54.3, longitude: 10.1 },
    })
    const path = join(folder, 'copy')
    const events = await collect(await client.privacy.shareCopy({ path }))
    expect(events.at(-1)).toMatchObject({ kind: 'done', scenes: 1, entries: 1, pictures: 1, leftOut: 0 })
    const bytes = readFileSync(`${path}.arcwright`).toString('latin1')
    for (const secret of ['Marta', 'Lund', 'Holtenau', '7946', '13800138000', 'SecretCam', '54.3'])
      expect(bytes).not.toContain(secret)
    const copy = openProjectStore(`${path}.arcwright`)
    try {
      const [scene] = copy.binder.tree()
      expect(JSON.stringify(copy.scenes.get(scene.id).document)).toContain('Solveig laughed')
      expect(copy.life.list()[0]).toMatchObject({ place: { latitude: null } })
      expect(copy.life.list()[0].text).toContain('With Solveig')
      expect(copy.media.list()[0]).toMatchObject({ name: 'Solveig.jpg', latitude: null, camera: null })
      expect(copy.snapshots.list()).toEqual([])
    } finally {
      copy.close()
    }
    expect(store.media.list()[0]?.camera).toContain('SecretCam')
    await expect(collect(await client.privacy.shareCopy({ path }))).rejects.toMatchObject({
      code: 'PROJECT_EXISTS',
    })
  })
})

describe('a picture that goes out', () => {
  it.each(['jpeg', 'png', 'webp'] as const)(
    'as %s loses what its file says, keeps what is seen and which way is up',
    async (format) => {
      const bytes = new Uint8Array(await photo(format))
      const plain = stripMetadata(bytes)
      if (plain === null) throw new Error('nothing came out')
      expect(Buffer.from(plain).toString('latin1')).not.toContain('SecretCam')
      const seen = (from: Uint8Array) => sharp(from).raw().toBuffer()
      expect((await seen(plain)).equals(await seen(bytes))).toBe(true)
      if (format === 'jpeg') expect((await sharp(plain).metadata()).orientation).toBe(6)
    },
  )

  it('that is damaged or of another kind gives nothing that could be promised', () => {
    expect(stripMetadata(Uint8Array.from([0xff, 0xd8, 0xff, 0xe1, 0, 9]))).toBeNull()
    expect(stripMetadata(new TextEncoder().encode('GIF89a'))).toBeNull()
  })
})
