// What leaves in a format comes back from it saying and offering the same; scripts that others wrote come in, with
// remarks on what is left out.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Dialogue } from '../../../engine/domain/dialogue/dialogue.ts'
import { spokenLines } from '../../../engine/domain/dialogue/reading-order.ts'
import { validateDialogue } from '../../../engine/domain/dialogue/validate-dialogue.ts'
import { dialogueImporterFor } from '../../../engine/importers/dialogue/dialogue-importer-registry.ts'
import { readCsv } from '../../../engine/importers/dialogue/read-csv.ts'
import { readTranslations } from '../../../engine/importers/dialogue/translations.ts'
import { exportAs } from '../../exporters/dialogue/formats.ts'
import { anyTexts, FUZZ, FUZZ_MS } from '../../exporters/dialogue/any-texts.ts'
import { hostileTexts } from '../../exporters/dialogue/hostile-texts.ts'
import { around, gate } from '../../exporters/dialogue/sample-dialogues.ts'
import { everyWay, readSource } from '../../exporters/dialogue/transcript.ts'

const FILES: readonly (readonly [format: string, name: string])[] = [
  ['yarn2', 'a.yarn'],
  ['yarn3', 'a.yarn'],
  ['ink', 'a.ink'],
  ['twee', 'a.twee'],
  ['json', 'a.json'],
]

const read = (text: string, name: string) => dialogueImporterFor(name)!.read(text, name)
const again = async (dialogue: Dialogue, format: string, name: string): Promise<Dialogue> =>
  read((await exportAs(format, dialogue)).text, name).dialogue

describe.each(FILES)('%s', (format, name) => {
  test('brings a dialogue with everything in it back', async () => {
    const dialogue = gate()
    const back = await again(dialogue, format, name)
    expect(back.title).toBe(dialogue.title)
    const [was, is] = [readSource(dialogue), readSource(back)]
    for (const way of everyWay(dialogue, 4)) expect(is(way), way.join(' ')).toEqual(was(way))
    expect(validateDialogue(back).filter(({ severity }) => severity === 'error')).toEqual([])
  })

  test('brings 500 hostile texts back', async () => {
    const texts = hostileTexts(500)
    for (let from = 0; from < texts.length; from += 12) {
      const dialogue = around(texts.slice(from, from + 12), ['', 'Ann', 'Old Ann', '林雨'])
      const back = await again(dialogue, format, name)
      for (const way of everyWay(dialogue, 3))
        expect(readSource(back)(way)).toEqual(readSource(dialogue)(way))
    }
  })

  test('brings any text at all back', { timeout: FUZZ_MS }, async () => {
    await fc.assert(
      fc.asyncProperty(anyTexts, async (texts) => {
        const dialogue = around(texts, ['', 'Ann', 'Old Ann', '林雨'])
        const back = await again(dialogue, format, name)
        for (const way of everyWay(dialogue, 2))
          expect(readSource(back)(way)).toEqual(readSource(dialogue)(way))
      }),
      FUZZ,
    )
  })

  test('is refused or read, never anything else, whatever it holds', () => {
    const signs = fc.constantFrom(
      '\n',
      ' ',
      '    ',
      '->',
      '*',
      '+',
      '-',
      '{',
      '}',
      '<<',
      '>>',
      '[[',
      ']]',
      'if',
      'else',
      'endif',
      '===',
      '---',
      '=',
      ':',
      '::',
      'title',
      'x',
      '"',
      '\\',
      '#',
      '//',
      '~',
      'VAR',
      '<',
      '>',
      '(',
      ')',
      '|',
      '$',
      '0',
    )
    fc.assert(
      fc.property(fc.array(signs, { maxLength: 60 }), (parts) => {
        try {
          read(`title: a\n---\n${parts.join('')}`, name)
        } catch (error) {
          expect(error).toMatchObject({ name: 'EngineError' })
        }
      }),
      { numRuns: 400, seed: 11 },
    )
    const deep = {
      yarn: `title: a\n---\n${'<<if true>>\n'.repeat(5000)}===`,
      ink: '{ x:\n'.repeat(5000),
      twee: `:: a\n${'<<if true>>'.repeat(5000)}`,
      json: '['.repeat(5000),
    }
    const text = deep[name.slice(2) as keyof typeof deep]
    expect(() => read(text, name)).toThrow(expect.objectContaining({ name: 'EngineError' }))
  })
})

describe('scripts that others wrote', () => {
  const transcript = (dialogue: Dialogue, ...picks: number[]) =>
    readSource(dialogue)(picks).map((heard) =>
      'say' in heard
        ? heard.who === ''
          ? heard.say
          : `${heard.who}: ${heard.say}`
        : heard.offer.map(({ text }) => text),
    )

  test('Yarn: options, nesting, visits, and what it cannot hold', () => {
    const { dialogue, remarks } = read(
      `title: Start
tags: intro
---
<<declare $gold = 3>>
Ann: Hello, {$name}! #line:0a1b
-> Buy a [b]lamp[/b] <<if $gold gte 2 && !visited("Shop")>>
    <<set $gold -= 2>>
    Ann: Thank you.
    -> Again
        <<jump Shop>>
    -> No
-> Leave
    <<play_sound "door">>
Ann: Bye.
===
title: Shop
---
Nothing left.
===
`,
      'shop.yarn',
    )
    expect(transcript(dialogue, 0, 1)).toEqual([
      'Ann: Hello, {$name}!',
      ['Buy a lamp', 'Leave'],
      'Ann: Thank you.',
      ['Again', 'No'],
      'Ann: Bye.',
    ])
    expect(transcript(dialogue, 0, 0).at(-1)).toBe('Nothing left.')
    expect(dialogue.variables).toMatchObject([{ name: 'gold', type: 'number', initial: 3 }])
    expect(remarks.map(({ code }) => code).toSorted()).toEqual([
      'command',
      'inserted-value',
      'line-ids',
      'markup',
    ])
  })

  test('ink: weaves, gathers, stitches, conditions and read counts', () => {
    const { dialogue, remarks } = read(
      `VAR brave = false
-> cave
=== cave
It is dark. # emotion:fear
* [Light a lamp]
  You light it.
  ~ brave = true
* "Hello?"[] you call.
  * * Wait
      Nothing comes.
  + + Shout
- You go on.
{ brave and not hall:
    -> hall
- else:
    You turn back. -> END
}
= side
Never seen.
== hall
A hall{|, again}.
{ brave: You are brave.|You shiver. }
-> END
`,
      'cave.ink',
    )
    expect(transcript(dialogue, 0)).toEqual([
      'It is dark.',
      ['Light a lamp', '"Hello?"'],
      'You light it.',
      'You go on.',
      'A hall{|, again}.',
      'You are brave.',
    ])
    expect(transcript(dialogue, 1, 0)).toEqual([
      'It is dark.',
      ['Light a lamp', '"Hello?"'],
      '"Hello?" you call.',
      ['Wait', 'Shout'],
      'Wait',
      'Nothing comes.',
      'You go on.',
      'You turn back.',
    ])
    expect(remarks.map(({ code }) => code)).toContain('inserted-value')
    const first = dialogue.nodes.find(({ id }) => id === dialogue.startId)
    expect(first).toMatchObject({ kind: 'line', emotion: { label: 'fear' } })
  })

  test('Twee: links of every form, conditions, places', () => {
    const { dialogue, remarks } = read(
      `:: StoryTitle
Harbour

:: StoryData
{"ifid": "X", "format": "SugarCube", "start": "Quay"}

:: StoryInit
<<set $paid to false>>

:: Quay [night] {"position":"300,40"}
The ferry &amp; the rain.
<<if $paid>>[[Board->Ferry]]<<else>>[[Pay|Pay]]<</if>>
[[Home]]

:: Pay
<<set $paid to true>><<audio "coin" play>>
[[Quay]]

:: Ferry
You are off.

:: Home
Good night.
`,
      'harbour.tw',
    )
    expect(dialogue.title).toBe('Harbour')
    expect(transcript(dialogue)).toEqual(['The ferry & the rain.', ['Pay', 'Home']])
    expect(transcript(dialogue, 0, 0, 0)).toEqual([
      'The ferry & the rain.',
      ['Pay', 'Home'],
      ['Quay'],
      'The ferry & the rain.',
      ['Board', 'Home'],
      'You are off.',
    ])
    expect(dialogue.nodes.find(({ title }) => title === 'Quay')).toMatchObject({ tags: ['night'] })
    expect(remarks).toEqual([{ code: 'macro', count: 1, sample: '<<audio "coin" play>>' }])
  })

  test('JSON from elsewhere is refused by name of what is wrong', () => {
    expect(() => read('{"format":"arcwright-dialogue","version":2}', 'a.json')).toThrow(/version/u)
    expect(() => read('nothing', 'a.json')).toThrow(expect.objectContaining({ code: 'UNSUPPORTED_FORMAT' }))
  })
})

describe('translations', () => {
  test('come back from both tables with quotes, commas and line signs in them', async () => {
    const dialogue = around(['A, "quoted" <b> & more', 'Second; line'], ['Ann'])
    for (const format of ['localisation-csv', 'xliff']) {
      const { text } = await exportAs(format, dialogue, { language: 'fr-CA' })
      const filled = text.replaceAll('Second; line', 'Deuxième; "ligne", <i>')
      const back = readTranslations(
        format === 'xliff'
          ? filled
              .replace('Deuxième; "ligne", <i>', 'Second; &lt;')
              .replace(
                '</source>\n      </segment>\n    </unit>\n  </file>',
                '</source>\n        <target>Deux&#233;</target>\n      </segment>\n    </unit>\n  </file>',
              )
          : text.replace('Second; line,,fr-CA', 'Second; line,"Deux, ""x""",fr-CA'),
      )
      expect(back.language).toBe('fr-CA')
      expect(back.lines.map(({ id }) => id)).toEqual(['n1', 'n2'])
      expect(back.lines[0]).toMatchObject({ source: 'A, "quoted" <b> & more', text: '' })
      expect(back.lines[1].text).toBe(format === 'xliff' ? 'Deuxé' : 'Deux, "x"')
    }
  })

  const standsInTables = async (dialogue: Dialogue): Promise<void> => {
    const lines = spokenLines(dialogue)
    const texts = new Map(lines.map(({ id, text }) => [id, text]))
    const spoken = new Map(lines.filter(({ kind }) => kind === 'line').map(({ id, text }) => [id, text]))
    const { text: json } = await exportAs('jsonl', dialogue)
    const rows = json
      .split('\n')
      .filter((row) => row !== '')
      .map((row) => JSON.parse(row) as { id: string; text: string })
    expect(new Map(rows.map(({ id, text }) => [id, text]))).toEqual(texts)
    const [, ...recorded] = readCsv((await exportAs('voice-over', dialogue)).text)
    expect(new Map(recorded.map(([id, , text]) => [id, text]))).toEqual(spoken)
    for (const format of ['localisation-csv', 'xliff']) {
      const { text } = await exportAs(format, dialogue, { language: 'fr' })
      const back = readTranslations(text)
      expect(new Map(back.lines.map(({ id, source }) => [id, source])), format).toEqual(texts)
    }
  }

  test('500 hostile texts stand in every table as they were, under their ids', async () => {
    await standsInTables(around(hostileTexts(500), ['', 'Ann', '=Ann', '林雨']))
  })

  test('any text at all stands there so', { timeout: FUZZ_MS }, async () => {
    await fc.assert(
      fc.asyncProperty(anyTexts, (texts) => standsInTables(around(texts, ['', '=Ann']))),
      FUZZ,
    )
  })

  test('tables of spreadsheets with semicolons are read too', () => {
    expect(readCsv('\uFEFFid;target\r\nn1;"a;b"\r\nn2;"line\nbreak"\n')).toEqual([
      ['id', 'target'],
      ['n1', 'a;b'],
      ['n2', 'line\nbreak'],
    ])
    expect(() => readTranslations('a,b\n1,2')).toThrow(
      expect.objectContaining({ code: 'UNSUPPORTED_FORMAT' }),
    )
    expect(() => readTranslations('<xliff><')).toThrow(
      expect.objectContaining({ code: 'UNSUPPORTED_FORMAT' }),
    )
  })
})
