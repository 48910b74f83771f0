// Diaries, chats and archives: days, places, people, moods and media come out of each format as they went in.
import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { BookFolder } from '../../engine/importers/imported-book.ts'
import type { LifeOptions, ReadLife } from '../../engine/importers/life/life-archive.ts'
import { lifeImporters } from '../../engine/importers/life/life-registry.ts'
import { openLifeZip } from '../../engine/importers/life/open-archive.ts'
import {
  dateOrderOf,
  momentOf,
  readClock,
  readWallTime,
  wallAt,
} from '../../engine/importers/life/wall-time.ts'
import {
  DAY_ONE,
  dayOneZip,
  DAYLIO,
  JRNL,
  JRNL_JSON,
  TABLE,
  WHATSAPP_ANDROID,
  WHATSAPP_CHINESE,
  WHATSAPP_IPHONE,
  X_POSTS,
} from './life-archives.ts'

const folder = (files: Readonly<Record<string, string>>, name = 'archive'): BookFolder => ({
  name,
  paths: Object.keys(files),
  read: (path) => (path in files ? strToU8(files[path] ?? '') : undefined),
})

const read = (archive: BookFolder, options: LifeOptions = {}): ReadLife & { readonly importer: string } => {
  const importer = lifeImporters.find(({ fits }) => fits(archive))
  if (!importer) throw new Error('nobody reads this')
  const context = { signal: new AbortController().signal, progress: () => undefined }
  return { ...importer.read(archive, options, context), importer: importer.id }
}

const codes = ({ remarks }: ReadLife): Record<string, number> =>
  Object.fromEntries(remarks.map(({ code, count }) => [code, count]))

describe('an archive of a life', () => {
  it('of Day One keeps the clock of its zone, place, weather, tags and photos', async () => {
    const life = read(openLifeZip(await dayOneZip(), 'Journal.zip'))
    expect(life.importer).toBe('day-one')
    expect(life.entries).toMatchObject([
      {
        id: 'A1B2',
        local: '2024-06-14T21:05:00',
        zone: 'Europe/Berlin',
        title: 'The pier',
        text: 'We ate plums on the pier. Anna laughed!',
        place: { name: 'Harbour, Kiel, Germany', latitude: 54.32 },
        tags: ['summer', 'starred'],
        details: { weather: 'Clear, 21 °C' },
        media: ['photos/0cc175b9c0f1b6a831c399e269772661.jpeg'],
      },
      { local: '2024-06-16T07:30:00', text: '昨晚我很难过，一个人走回家。' },
    ])
    expect(codes(life)).toEqual({ 'life-unreadable': 1 })
  })

  it('of Daylio keeps moods, those with names of its own too, activities and plain notes', () => {
    const life = read(folder({ 'daylio.csv': DAYLIO }))
    expect(life.importer).toBe('daylio')
    expect(life.entries).toMatchObject([
      { local: '2024-06-14T21:05:00', mood: { word: 'beschwipst', valence: null } },
      {
        id: '2024-06-14T21:05:00 #2',
        title: 'The lake',
        text: 'Cold water, loud songs',
        tags: ['friends', 'swimming'],
        mood: { word: 'rad', emotion: 'joy', valence: 0.9 },
      },
      { local: '2024-06-15T21:30:00', text: 'She left. \nI said nothing.', mood: { emotion: 'sadness' } },
    ])
  })

  it('of jrnl is read from its text and from its JSON', () => {
    const text = read(folder({ 'journal.txt': JRNL }))
    expect(text.importer).toBe('jrnl')
    expect(text.entries).toMatchObject([
      {
        local: '2024-06-14T21:05:00',
        title: 'The pier at night.',
        text: 'We sat there with @anna until the lamps went out.\n\n[a bracket that begins nothing]',
        tags: ['anna', 'starred'],
      },
      { local: '2024-06-15T07:10:00', title: 'Rain', text: '' },
    ])
    const json = read(folder({ 'journal.json': JSON.stringify(JRNL_JSON) }))
    expect([json.importer, json.entries[0]?.local, json.entries[0]?.tags]).toEqual([
      'jrnl',
      '2024-06-14T21:05:00',
      ['anna'],
    ])
    expect(read(folder({ 'Journal.json': JSON.stringify(DAY_ONE) })).importer).toBe('day-one')
  })

  it('of Markdown notes finds the day in front matter, names and headings, and the pictures beside', () => {
    const life = read(
      folder({
        'diary/2024-06-14 The pier.md':
          '# Plums\nWe sat [[Anna Bell|with her]] there. #summer\n\n![a](../img/p.jpg) ![[gone.png]]',
        'diary/note.md':
          '---\ndate: 2024-06-15 07:10\nmood: 难过\nlocation: 海边\npeople:\n  - 小明\n  - 阿强\n---\n下雨了。',
        'diary/june.md': '## 2024-06-16\nOne.\n## 17 June 2024\nTwo.\n',
        'diary/readme.md': 'No day here.',
        'img/p.jpg': 'x',
      }),
    )
    expect(life.importer).toBe('markdown')
    expect(life.entries.map(({ local, title, text, media }) => [local, title, text, media])).toEqual([
      ['2024-06-14', 'Plums', 'We sat with her there. #summer', ['img/p.jpg']],
      ['2024-06-15T07:10:00', 'note', '下雨了。', []],
      ['2024-06-16', '', 'One.', []],
      ['2024-06-17', '', 'Two.', []],
    ])
    expect(life.entries[1]).toMatchObject({
      people: ['小明', '阿强'],
      place: { name: '海边' },
      mood: { word: '难过', emotion: 'sadness' },
    })
    expect(codes(life)).toEqual({ 'life-media-missing': 1, 'life-no-date': 1 })
  })

  it('of X is never run as a program: posts with their pictures, people and whole addresses', () => {
    const life = read(folder({ 'data/tweets.js': X_POSTS, 'data/tweets_media/101-abc.jpg': 'x' }))
    expect(life.importer).toBe('x')
    expect(life.entries).toMatchObject([
      {
        id: '101',
        local: '2024-06-14T19:05:00',
        text: 'Plums & tar on the pier with @anna https://example.org/pier  #kiel',
        people: ['Anna Bell'],
        tags: ['kiel'],
        media: ['data/tweets_media/101-abc.jpg'],
      },
    ])
    expect(codes(life)).toEqual({ 'life-repost': 1 })
    expect(() => read(folder({ 'data/tweets.js': 'window.YTD.tweets.part0 = process.exit(1)' }))).toThrow(
      /damaged/,
    )
  })

  it.each([
    [
      'Android',
      { 'WhatsApp Chat with Anna.txt': WHATSAPP_ANDROID, 'IMG-20240614-WA0001.jpg': 'x' },
      'Anna',
      '22:01 Anna: Are you awake?',
    ],
    [
      'an iPhone',
      { '_chat.txt': WHATSAPP_IPHONE, '00000003-PHOTO.jpg': 'x' },
      'archive',
      '21:59 Anna: Are you awake?',
    ],
  ])('of WhatsApp on %s is an entry a day with everybody who spoke', (_, files, title, first) => {
    const life = read(folder(files))
    expect(life.importer).toBe('whatsapp')
    expect(life.entries.map(({ local }) => local.slice(0, 10))).toEqual(['2024-06-13', '2024-06-14'])
    expect(life.entries[0]).toMatchObject({ title, text: first, people: ['Anna'] })
    expect(life.entries[1]?.people).toEqual(['Tom Reed', 'Anna'])
    expect(life.entries[1]?.text).toContain('07:15 Tom Reed: Now I am.')
    expect(life.entries[1]?.media).toHaveLength(1)
  })

  it('of WhatsApp in Chinese is read as well', () => {
    const life = read(folder({ '与小明的WhatsApp聊天.txt': WHATSAPP_CHINESE }))
    expect(life.entries).toMatchObject([
      { local: '2024-06-13T21:59:00', title: '小明', people: ['小明'] },
      { local: '2024-06-14T07:15:00', text: '07:15 阿强: 没有。\n船呢？' },
    ])
  })

  it('of WhatsApp on a phone of another language has its pictures, and not what the phone says by itself', () => {
    const life = read(
      folder({
        '_chat.txt': [
          '[31.12.23, 23:58:00] Anna: \u200eNachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt.',
          '\u200e[31.12.23, 23:58:30] Anna: \u200eAnna hat die Gruppe erstellt.',
          '[31.12.23, 23:59:59] Anna: Frohes Neues! \u200e<Diese Nachricht wurde bearbeitet.>',
          'Zweite Zeile',
          '\u200e[31.12.23, 23:59:59] Tom: \u200e<Anhang: 00000002-PHOTO.jpg>',
        ].join('\n'),
        '00000002-PHOTO.jpg': 'x',
      }),
    )
    expect(life.entries).toMatchObject([
      {
        text: '23:59 Anna: Frohes Neues!\nZweite Zeile',
        people: ['Anna', 'Tom'],
        media: ['00000002-PHOTO.jpg'],
      },
    ])
    expect(life.remarks.map(({ code }) => code)).toEqual(['life-notice'])
    const android = read(
      folder({
        'Chat mit Tom.txt': [
          '31.12.23, 23:58 - Tom: IMG-20231231-WA0001.jpg (Datei angehängt)',
          '31.12.23, 23:59 - Tom: <Medien ausgeschlossen>',
        ].join('\n'),
        'IMG-20231231-WA0001.jpg': 'x',
      }),
    )
    expect(android.entries).toMatchObject([{ text: '', media: ['IMG-20231231-WA0001.jpg'] }])
  })

  it('of Day One keeps words that stand only in its rich text, and gives a whole day no hour', () => {
    const entry = {
      uuid: 'E5',
      creationDate: '2024-06-16T12:00:00Z',
      timeZone: 'Europe/Berlin',
      isAllDay: true,
    }
    const rich = {
      contents: [{ text: 'The pier\n', attributes: { line: { header: 1 } } }, { text: 'was closed.' }],
    }
    const entries = [
      { ...entry, richText: JSON.stringify(rich) },
      { ...entry, uuid: 'E6', richText: '{not json' },
    ]
    const life = read(folder({ 'Journal.json': JSON.stringify({ entries }) }))
    expect(life.entries.map(({ local, text }) => [local, text])).toEqual([
      ['2024-06-16', 'The pier\nwas closed.'],
      ['2024-06-16', ''],
    ])
  })

  it('of any table is what its columns are said to be', () => {
    const guessed = read(folder({ 'diary.csv': 'date,note,mood\n2024-06-14,Plums,good\n' }))
    expect(guessed.entries).toMatchObject([{ text: 'Plums', mood: { word: 'good', emotion: 'joy' } }])
    const mapping = { date: 'Tag', time: 'Uhrzeit', text: 'Eintrag', people: 'Mit', mood: 'Laune' }
    const life = read(folder({ 'tagebuch.csv': TABLE }), { mapping })
    expect(life.entries).toMatchObject([
      {
        local: '2024-06-14T21:05:00',
        text: 'Pflaumen am Pier',
        people: ['Anna', 'Tom'],
        mood: { valence: 0.5 },
      },
    ])
    expect(life.table?.columns).toEqual(['Tag', 'Uhrzeit', 'Eintrag', 'Mit', 'Laune'])
    expect(() => read(folder({ 'a.csv': TABLE }), { mapping: { date: 'Datum' } })).toThrow(
      /no column “Datum”/,
    )
    const json = {
      notes: [{ created_at: 1718391900, note: 'Plums', place: { name: 'Kiel' }, tags: ['a', 'b'] }],
    }
    const nested = read(folder({ 'export.json': JSON.stringify(json) }), {
      mapping: { date: 'created_at', text: 'note', place: 'place.name', tags: 'tags' },
    })
    expect(nested.entries).toMatchObject([
      { local: '2024-06-14T19:05:00', zone: 'UTC', place: { name: 'Kiel' }, tags: ['a', 'b'] },
    ])
  })

  it('of a table without telling names is guessed by what stands in it; points by the most that were given', () => {
    const rows = [
      { d: '14/06/2024', n: 7, said: 'Plums on the pier', feel: '8' },
      { d: '15/06/2024', n: 12, said: 'Rain', feel: '3' },
    ]
    const life = read(folder({ 'a.json': JSON.stringify(rows) }))
    expect(life.table?.mapping).toEqual({ date: 'd', text: 'said' })
    expect(life.entries.map(({ local, text }) => `${local.slice(0, 10)} ${text}`)).toEqual([
      '2024-06-14 Plums on the pier',
      '2024-06-15 Rain',
    ])
    const felt = (top: string) =>
      read(folder({ 'a.csv': `date,mood\n2024-06-14,${top}\n2024-06-15,3\n` })).entries[1].mood
    expect(felt('5')).toMatchObject({ valence: 0 })
    expect(felt('8')?.valence).toBeCloseTo(-5 / 9)
    expect(felt('8')?.emotion).not.toBe(felt('3')?.emotion)
  })

  it('of two tables that speak of the same minute are two; the same table again is the same', () => {
    const idsOf = (text: string) => read(folder({ 'a.csv': text })).entries.map(({ id }) => id)
    const notes = idsOf('date,note\n2024-06-15,Rain\n')
    expect(idsOf('date,mood\n2024-06-15,bad\n')).not.toEqual(notes)
    expect(idsOf('note,date\nMore rain,2024-06-15\nSun,2024-06-16\n')[0]).toBe(notes[0])
  })

  it('that is hostile is refused with a reason, and nothing in it leads out of it', () => {
    expect(() => openLifeZip(strToU8('PK\u0003\u0004 not a zip at all'), 'x.zip')).toThrow(/damaged/)
    const zip = openLifeZip(zipSync({ 'a/../../etc/passwd': strToU8('x'), 'a/b.md': strToU8('y') }), 'x.zip')
    expect(zip.paths).toEqual(['b.md'])
    expect(zip.read('../../etc/passwd')).toBeUndefined()
    const deep = '[['.repeat(2000)
    expect(() => read(folder({ 'Journal.json': `{"entries": ${deep}, "uuid": 1` }))).toThrow(/damaged/)
  })
})

describe('days and times', () => {
  it.each([
    ['2024-06-14 21:05', '2024-06-14', '21:05:00'],
    ['14.6.2024, 9:05 PM', '2024-06-14', '21:05:00'],
    ['2024年6月14日 下午9:05', '2024-06-14', '21:05:00'],
    ['June 14th, 2024 at 9:05am', '2024-06-14', '09:05:00'],
    ['14 June 2024', '2024-06-14', null],
    ['2024-06-14T21:05:30+02:00', '2024-06-14', '21:05:30'],
  ])('%s is understood', (text, day, time) => {
    expect(readWallTime(text)).toMatchObject({ day, time })
  })

  it('that no calendar has are none', () => {
    expect([readWallTime('2024-02-30'), readWallTime('99/99/2024'), readClock('25:00')]).toEqual([
      null,
      null,
      null,
    ])
  })

  it('tell the order of day and month by what they hold', () => {
    expect(dateOrderOf(['1/2/2024', '13/2/2024'])).toBe('dmy')
    expect(dateOrderOf(['1/2/2024', '1/13/2024'])).toBe('mdy')
    expect(dateOrderOf(['1/2/2024'])).toBeNull()
    expect(dateOrderOf(['10/2/2024', '11/2/2024', '1/3/2024'])).toBe('dmy')
  })

  it('go to the moment and back in a zone, also beside a change of the clocks', () => {
    for (const local of ['2024-06-14T21:05:00', '2024-03-31T04:00:00', '2024-10-27T04:00:00'])
      expect(wallAt(momentOf(local, 'Europe/Berlin'), 'Europe/Berlin')).toBe(local)
    expect(momentOf('2024-06-14T21:05:00', '+02:00')).toBe(Date.UTC(2024, 5, 14, 19, 5))
  })
})
