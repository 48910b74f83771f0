// From prose to events, from events to lines and words, and a plan made with a writer of lines that is played by hand.
import { describe, expect, test } from 'vitest'
import { ACTIONS, formsOf } from '../../../engine/generation/plan/actions.ts'
import { BACKGROUND } from '../../../engine/generation/plan/background.ts'
import { phraseBeat } from '../../../engine/generation/plan/phrase-beat.ts'
import { planBeat, type LineRequest, type PlanRequest } from '../../../engine/generation/plan/plan-beats.ts'
import { readEvent } from '../../../engine/generation/plan/read-events.ts'
import { allSymbols, fromLine, toLine } from '../../../engine/generation/plan/symbols.ts'
import { curveOf, FREE, TEMPLATES, templateOf } from '../../../engine/generation/plan/templates.ts'
import { SymbolsTokenizer } from '../../../engine/text/tokenizers/symbols.ts'

const STAGE = { cast: ['Anna', 'Tom'], place: '' }

describe('an event', () => {
  test('is read off English prose with who, whom, where and what surrounds it', () => {
    const event = readEvent(
      'It was raining in the garden. She had long meant to, and now Anna forgave her mother, the letter in her hand.',
      'en',
    )
    expect(event).toMatchObject({
      subject: 'one',
      action: 'forgive',
      object: 'family',
      place: 'garden',
      weather: 'rain',
      things: ['letter'],
    })
  })

  test('is read off Chinese prose', () => {
    expect(readEvent('夜里，他在码头遇见了将军，手里拿着一封书信。', 'zh')).toMatchObject({
      subject: 'one',
      action: 'meet',
      object: 'authority',
      place: 'harbour',
      weather: 'night',
      things: ['letter'],
    })
  })

  test('is nothing where nobody does anything known', () => {
    expect(readEvent('Blue, and blue again.', 'en')).toBeNull()
  })

  test('is the same after a way through its line, which a planner can read', () => {
    const event = readEvent('He wept by the grave, and suddenly she embraced him.', 'en')!
    expect(fromLine(toLine(event))).toEqual(event)
    const tokenizer = new SymbolsTokenizer(allSymbols())
    expect(tokenizer.encode(toLine(event))).not.toContain(0)
    expect(tokenizer.decode(tokenizer.encode(`${toLine(event)}\n`)).trim()).toBe(toLine(event))
  })

  test('that lacks a part is refused', () => {
    expect(fromLine('s:one o:another')).toBeNull()
    expect(fromLine('s:one a:unheard-of o:another')).toBeNull()
  })
})

test('verbs are known in every form', () => {
  expect(formsOf('weep')).toEqual(expect.arrayContaining(['weep', 'weeps', 'weeping', 'wept']))
  expect(formsOf('beg')).toEqual(expect.arrayContaining(['begged', 'begging']))
  expect(formsOf('marry')).toEqual(expect.arrayContaining(['married', 'marries']))
})

describe('the words of a beat', () => {
  test('name the people of the story in both languages', () => {
    const event = fromLine('s:one a:forgive o:another p:garden w:rain t:letter n:silence x:at_last')!
    expect(phraseBeat(event, STAGE, 'en')).toEqual({
      summary: 'Anna forgives Tom, and at last it happens.',
      background: 'In the garden, rain, a letter, a silence nobody breaks.',
    })
    expect(phraseBeat(event, { cast: ['阿宁', '老周'], place: '老屋' }, 'zh')).toEqual({
      summary: '阿宁原谅了老周，终于还是发生了。',
      background: '老屋；下着雨；一封信；一片谁也不打破的寂静。',
    })
  })

  test('are there for every action and concept, with both people in every phrase that needs them', () => {
    for (const { phrase } of ACTIONS) {
      expect(phrase.en).toContain('{a}')
      expect(phrase.zh).toMatch(/\{a\}|有人/)
    }
    for (const concepts of Object.values(BACKGROUND))
      for (const { en, zh, phrase } of concepts) {
        expect(en.every((word) => word !== '') && zh.every((word) => word !== '')).toBe(true)
        expect(phrase.en !== '' && phrase.zh !== '').toBe(true)
      }
    const symbols = allSymbols()
    expect(new Set(symbols).size).toBe(symbols.length)
  })
})

describe('templates', () => {
  test('each has an arc of its own, steps in both languages, and only symbols that exist', () => {
    const known = new Set(allSymbols())
    for (const template of TEMPLATES) {
      expect([...template.favours, ...template.avoids].filter((symbol) => !known.has(symbol))).toEqual([])
      expect(curveOf(template)).toHaveLength(template.steps.length)
      for (const { valence, en, zh } of template.steps) {
        expect(Math.abs(valence)).toBeLessThanOrEqual(1)
        expect(en !== '' && /\p{sc=Han}/u.test(zh)).toBe(true)
      }
    }
    expect(FREE.steps).toEqual([])
  })
})

describe('planning a beat', () => {
  const request = (changes: Partial<PlanRequest> = {}): PlanRequest => ({
    template: FREE,
    premise: '',
    cast: ['Anna', 'Tom'],
    place: '',
    language: 'en',
    seed: 1,
    ...changes,
  })
  const tools = (lines: readonly string[], asked: LineRequest[] = []) => ({
    write: (wish: LineRequest) => {
      asked.push(wish)
      return Promise.resolve(lines)
    },
    judge: (text: string) =>
      Promise.resolve({
        valence: text.includes('weeps') ? -0.8 : 0.6,
        arousal: 0.5,
        mix: [0, 0, 0, 0, 0, 0, 1],
        emotion: 'neutral' as const,
        confidence: 1,
      }),
  })
  const sad = { target: { emotion: null, valence: -0.8 }, before: [], index: 0 }
  const LINES = [' s:one a:celebrate o:another p:home', ' s:one a:weep o:another p:home', ' nonsense']

  test('takes the line that reads nearest to the wish and leaves out what is not whole', async () => {
    expect((await planBeat(request(), sad, tools(LINES))).line).toBe('s:one a:weep o:another p:home')
    const glad = { ...sad, target: { emotion: null, valence: 0.8 } }
    expect((await planBeat(request(), glad, tools(LINES))).line).toContain('a:celebrate')
    await expect(planBeat(request(), sad, tools(['nonsense']))).rejects.toThrow('no whole beat')
  })

  test('leads the planner by the wish, what came before, the premise and the template', async () => {
    const asked: LineRequest[] = []
    const healing = templateOf('healing')!
    const before = ['s:one a:walk o:another p:river']
    const wish = request({ premise: 'A letter about the garden', template: healing })
    await planBeat(wish, { ...sad, before, index: 1 }, tools(LINES, asked))
    const [{ bias, prompt, condition, guide }] = asked
    expect(prompt).toBe('s:one a:walk o:another p:river\n')
    expect(condition?.valence).toBe(-0.8)
    expect(guide?.wish).toEqual({ valence: -0.8 })
    expect(bias.get('t:letter')).toBeGreaterThan(0)
    expect(bias.get('p:garden')).toBeGreaterThan(bias.get('t:letter')!)
    expect(bias.get('a:walk')).toBeLessThan(0)
    expect(bias.get('a:kill')).toBeLessThan(-50)
  })

  test('never takes what the template keeps out', async () => {
    const lines = [' s:one a:kill o:another p:home t:gun n:blood x:sudden', ' s:one a:comfort o:another']
    const planned = await planBeat(request({ template: templateOf('healing')! }), sad, tools(lines))
    expect(planned.line).toContain('a:comfort')
  })
})
