// One set of stand-ins for a whole project: whole names, their parts, names over two formats, and none masked twice.
import { expect, it } from 'vitest'
import { createMasker, chooseStandIns } from '../../engine/text/mask-all.ts'
import { maskDocument } from '../../engine/text/mask-document.ts'
import { detailsIn, maskDetails } from '../../engine/text/private-details.ts'

it('chooses stand-ins that the texts do not know, and makes whole names of those of their parts', () => {
  const wanted = ['Anna Bell', 'Anna', 'Bell', '小明'].map((original) => ({
    kind: 'name' as const,
    original,
  }))
  const chosen = new Map(
    chooseStandIns(wanted, (word) => word === 'Averil').map(({ original, standIn }) => [original, standIn]),
  )
  expect(chosen.get('Anna Bell')).toBe(`${chosen.get('Anna')} ${chosen.get('Bell')}`)
  expect([...chosen.values()]).not.toContain('Averil')
  expect(chosen.get('小明')).toMatch(/^\p{sc=Han}+$/u)
})

it('gives one person one name under all of theirs, whatever the writer has decided about a part', () => {
  const wanted = [
    'Miss Mary',
    'Mary',
    'Mary Lennox',
    'Mr. Craven',
    'Archibald Craven',
    '小李',
    '李明',
    '李老师',
    '阿明',
    '王强',
  ].map((original) => ({ kind: 'name' as const, original }))
  const choose = (known: Parameters<typeof chooseStandIns>[2]) =>
    new Map(chooseStandIns(wanted, () => false, known).map(({ original, standIn }) => [original, standIn]))
  const chosen = choose([])
  const [mary, ming] = [chosen.get('Mary') ?? '', chosen.get('李明') ?? '']
  expect(chosen.get('Miss Mary')).toBe(`Miss ${mary}`)
  expect(chosen.get('Mary Lennox')?.split(' ')[0]).toBe(mary)
  expect(chosen.get('Mr. Craven')?.split(' ')[1]).toBe(chosen.get('Archibald Craven')?.split(' ')[1])
  expect([chosen.get('小李'), chosen.get('李老师'), chosen.get('阿明')]).toEqual([
    `小${ming[0]}`,
    `${ming[0]}老师`,
    `阿${ming.slice(-1)}`,
  ])
  expect(new Set(chosen.values()).size).toBe(wanted.length)
  const decided = choose([{ original: 'Lennox', standIn: 'Grey' }])
  expect(decided.get('Mary Lennox')).toBe(`${decided.get('Mary')} Grey`)
})

it('leaves a short name by itself where two could bear it', () => {
  const wanted = ['小李', '李明', '李强'].map((original) => ({ kind: 'name' as const, original }))
  const chosen = new Map(
    chooseStandIns(wanted, () => false).map(({ original, standIn }) => [original, standIn]),
  )
  expect(chosen.get('小李')).not.toMatch(/^小/u)
})

it('masks whole words only, the longest first, and no stand-in again', () => {
  const mask = createMasker([
    { original: 'Anna', standIn: 'Tom' },
    { original: 'Tom', standIn: 'Anna' },
    { original: 'Anna Maria', standIn: 'Ida' },
    { original: '小明', standIn: '阿强' },
  ])
  expect(mask('Anna met Tom, Anna Maria and Annabel; 昨天小明来了。')).toBe(
    'Tom met Anna, Ida and Annabel; 昨天阿强来了。',
  )
})

it('finds a name that runs over two formats, in cells, footnotes and captions', () => {
  const mask = createMasker([{ original: 'Anna Bell', standIn: 'Ida Moss' }])
  const document = maskDocument(
    {
      type: 'doc',
      content: [
        {
          type: 'paragraph',
          attrs: { id: 'a' },
          content: [
            { type: 'text', text: 'Anna ' },
            { type: 'text', text: 'Bell', marks: [{ type: 'bold' }] },
          ],
        },
        {
          type: 'paragraph',
          attrs: { id: 'b' },
          content: [{ type: 'footnote', attrs: { text: 'By Anna Bell.' } }],
        },
        { type: 'image', attrs: { id: 'c', mediaId: 'm', alt: 'Anna Bell at sea', caption: '' } },
        {
          type: 'table',
          attrs: { id: 'd' },
          content: [
            {
              type: 'tableRow',
              content: [
                {
                  type: 'tableCell',
                  content: [
                    { type: 'paragraph', attrs: { id: 'e' }, content: [{ type: 'text', text: 'Anna Bell' }] },
                  ],
                },
              ],
            },
          ],
        },
      ],
    },
    mask,
  )
  expect(JSON.stringify(document)).not.toMatch(/Anna|Bell/u)
  expect(document.content[2]?.attrs).toMatchObject({ mediaId: 'm', alt: 'Ida Moss at sea' })
})

it('lets the writer decide what a server is told: another name, or the real one', () => {
  const known = [
    'Anna',
    'Tom',
    { original: 'Anna', kind: 'name', standIn: 'Ida' },
    { original: 'Tom', kind: 'name', standIn: null },
  ] as const
  const masked = maskDetails('Anna called Tom at 020 7946 0958.', known)
  expect(masked.text).toBe('Ida called Tom at 555-0102.')
  expect(masked.details.map(({ kind }) => kind)).toEqual(['name', 'phone'])
})

it('knows numbers and addresses of both languages', () => {
  expect(
    detailsIn('Write to a.b@example.org or 12 Mill Lane; 住在中山路12号，电话13800138000。').map(
      ({ kind, original }) => [kind, original],
    ),
  ).toEqual([
    ['email', 'a.b@example.org'],
    ['address', '12 Mill Lane'],
    ['address', expect.stringContaining('中山路12号')],
    ['phone', '13800138000'],
  ])
})
