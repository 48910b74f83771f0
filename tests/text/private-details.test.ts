// Names and private details leave under other names and come back as they were, in both languages.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DetailRestorer, likelyNames, maskDetails } from '../../engine/text/private-details.ts'

const back = (text: string, masked: ReturnType<typeof maskDetails>): string => {
  const restorer = new DetailRestorer(masked)
  return restorer.push(text) + restorer.flush()
}

describe('a text that leaves the machine', () => {
  const english =
    'Anna Maria wrote to anna@example.org from 12 Baker Street. “Call Anna’s brother Tom on +44 20 7946 0958,” she said; Tomorrow came.'
  const chinese = '张小雨住在上海市长宁区愚园路123号，电话13812345678，邮箱xiaoyu@mail.cn。小雨笑了。'

  it('has stand-ins for names, addresses and numbers, whole words only', () => {
    const { text, details } = maskDetails(english, ['Anna', 'Anna Maria', 'Tom'])
    for (const secret of ['Anna', 'example.org', 'Baker', '7946', 'Tom on'])
      expect(text).not.toContain(secret)
    expect(text).toContain('Tomorrow came')
    expect(details.map(({ kind }) => kind).toSorted()).toEqual([
      'address',
      'email',
      'name',
      'name',
      'name',
      'phone',
    ])
  })

  it('has them in Chinese too', () => {
    const { text } = maskDetails(chinese, ['张小雨', '小雨'])
    for (const secret of ['小雨', '愚园路', '13812345678', 'mail.cn']) expect(text).not.toContain(secret)
    expect(text).toContain('笑了')
  })

  it('names one person alike under all of their names, and comes back', () => {
    const text = 'Mary Lennox sat down. “Miss Mary!” said Mr. Craven. Mary laughed. 李明来了，小李笑了。'
    const masked = maskDetails(text, ['Mary', 'Lennox', 'Mary Lennox', 'Mr. Craven', '李明', '小李'])
    const [, first = '?', family = '!'] = /^(\S+) (\S+) sat/u.exec(masked.text) ?? []
    expect(masked.text).toContain(`“Miss ${first}!”`)
    expect(masked.text).toContain(`${first} laughed`)
    expect(masked.text).toMatch(/Mr\. (?!Craven)\p{Lu}/u)
    expect(family).not.toBe('Lennox')
    expect(masked.text).toMatch(/(\p{sc=Han})\p{sc=Han}+来了，小\1笑了/u)
    expect(back(masked.text, masked)).toBe(text)
  })

  it('comes back as it was', () => {
    for (const [text, names] of [
      [english, ['Anna', 'Anna Maria', 'Tom']],
      [chinese, ['张小雨', '小雨']],
    ] as const) {
      const masked = maskDetails(text, names)
      expect(back(masked.text, masked)).toBe(text)
    }
  })

  it('comes back whole in whatever pieces it arrives', () => {
    const masked = maskDetails(english, ['Anna', 'Anna Maria', 'Tom'])
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1 }), (sizes) => {
        const restorer = new DetailRestorer(masked)
        let [out, at, turn] = ['', 0, 0]
        while (at < masked.text.length) {
          const size = sizes[turn++ % sizes.length]
          out += restorer.push(masked.text.slice(at, at + size))
          at += size
        }
        expect(out + restorer.flush()).toBe(english)
      }),
    )
  })

  it('never lends a name that the story has already', () => {
    const { text, details } = maskDetails('Averil met Bastian and Hugo.', ['Hugo'])
    expect(details[0].standIn).not.toMatch(/Averil|Bastian/)
    expect(text).toContain('Averil met Bastian')
  })

  it('without anything private is as it was', () => {
    const plain = 'It rained in 1987, and 12 people stayed at home. 他走了3步。'
    expect(maskDetails(plain, []).text).toBe(plain)
  })
})

describe('what is written like a name', () => {
  it.each([
    ['Mary met 李明 at the harbour, and 李明 laughed.', '李明'],
    ['“王小雨,” said Tom.', '王小雨'],
    ['She said (张伟) had gone.', '张伟'],
    ['我们在码头遇见了陈默。', '陈默'],
  ])('is found in either script: %s', (text, name) => {
    expect(likelyNames(text)).toContain(name)
  })

  it.each(['The sign said 出口 in red.', 'They sang 高山流水 all night.', '高山流水，知音难寻。'])(
    'is no word of another kind: %s',
    (text) => {
      expect(likelyNames(text).filter((name) => /\p{sc=Han}/u.test(name))).toEqual([])
    },
  )
})
