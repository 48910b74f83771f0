// Tables and headers of the formats: what stands in which column, in which order, and what an edit changes.
import { parseTwee } from 'extwee'
import { describe, expect, test } from 'vitest'
import { applyEdits } from '../../../engine/domain/dialogue/edit-dialogue.ts'
import { spokenLines } from '../../../engine/domain/dialogue/reading-order.ts'
import { speechSeconds } from '../../../engine/exporters/dialogue/voice-over-exporter.ts'
import { exportAs } from './formats.ts'
import { counter, gate } from './sample-dialogues.ts'

/** Rows of a table whose cells need no quotes. */
const rowsOf = (text: string): string[][] =>
  text
    .replace(/^\uFEFF/u, '')
    .trimEnd()
    .split('\r\n')
    .map((row) => row.split(','))

describe('tables', () => {
  test('of Yarn name the lines of the script, in reading order', async () => {
    const { text, companions } = await exportAs('yarn3', gate())
    const script = text.split('\n')
    const [heading, ...rows] = rowsOf(companions.get('dialogue-Lines.csv')!)
    expect(heading).toEqual(['language', 'id', 'text', 'file', 'node', 'lineNumber', 'lock', 'comment'])
    expect(rows.map(([, id]) => id)).toEqual(spokenLines(gate()).map(({ id }) => `line:${id}`))
    for (const [, id, , , , line] of rows) expect(script[Number(line) - 1]).toContain(`#${id}`)
    const metadata = rowsOf(companions.get('dialogue-Metadata.csv')!)
    expect(metadata[1]).toEqual([
      'line:n1',
      'n1',
      expect.any(String),
      'emotion:fear valence:-0.55 arousal:0.85 intro',
    ])
    expect((await exportAs('yarn3', gate(), { tables: false })).companions.size).toBe(0)
  })

  test('for recording say who, how, which file and how long', async () => {
    const { text } = await exportAs('voice-over', gate())
    const rows = rowsOf(text)
    expect(rows[0]).toEqual([
      'id',
      'speaker',
      'line',
      'emotion',
      'valence',
      'arousal',
      'direction',
      'file',
      'seconds',
    ])
    expect(rows[1]).toEqual([
      'n1',
      'Old Ann',
      'Who goes there?',
      'fear',
      '-0.55',
      '0.85',
      'without looking up',
      'old-ann_n1.wav',
      '1.7',
    ])
    expect(text).not.toContain('Leave.')
    const all = await exportAs('voice-over', gate(), { options: true, audio: 'ogg' })
    expect(all.text).toContain('player_o8.ogg')
    expect(speechSeconds('你好，世界')).toBe(1.5)
    expect(speechSeconds('')).toBe(0.5)
  })

  test('an edited line changes its own rows only, in every format that names lines', async () => {
    const before = gate()
    const { dialogue: after } = applyEdits(
      before,
      [{ act: 'update', nodeId: 'n1', fields: { text: 'Halt there you!' } }],
      counter(),
    )
    for (const format of [
      'yarn2',
      'yarn3',
      'ink',
      'twee',
      'renpy',
      'articy',
      'json',
      'jsonl',
      'voice-over',
      'localisation-csv',
      'xliff',
    ]) {
      const [was, is] = [
        (await exportAs(format, before)).text.split('\n'),
        (await exportAs(format, after)).text.split('\n'),
      ]
      const changed = is.filter((line, index) => line !== was[index])
      expect(changed, format).toHaveLength(1)
      expect(changed[0], format).toMatch(/Halt there you(?:!|&#33;|\\!)/u)
    }
  })

  test('Twee has a lasting IFID, places and tags', async () => {
    const { text } = await exportAs('twee', gate())
    const story = parseTwee(text)
    expect(story).toMatchObject({ name: 'The gate', format: 'SugarCube', start: 'n1' })
    expect(story.IFID).toMatch(/^[0-9A-F]{8}-[0-9A-F]{4}-5[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$/u)
    const first = story.passages.find(({ name }) => name === 'n1')
    expect(first?.tags).toEqual(['line', 'emotion:fear', 'valence:-0.55', 'arousal:0.85', 'intro'])
    expect(first?.metadata).toMatchObject({ position: '0,0' })
  })

  test('JSON Lines has a line each', async () => {
    const { text } = await exportAs('jsonl', gate())
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string; speaker: string })
    expect(lines.map(({ id }) => id)).toEqual(spokenLines(gate()).map(({ id }) => id))
    expect(lines[0]).toMatchObject({ speaker: 'Old Ann', emotion: { label: 'fear', valence: -0.55 } })
  })
})
