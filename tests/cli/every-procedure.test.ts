// What a window can ask of the engine a terminal can too: each procedure has a command, or a reason why it needs none.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { contract } from '../../engine/contract/index.ts'

const COMMANDS = fileURLToPath(new URL('../../main/cli', import.meta.url))

/** Nothing that a terminal lacks by it. */
const NOT_NEEDED: Readonly<Record<string, string>> = {
  'studio.listFolder': 'the shell lists folders',
  'project.watch': 'a command shows what is there and ends',
  'feeling.watch': 'likewise',
  'feeling.analyzeText': 'for programs, by the service',
  'spell.check': 'of texts on a page; spell reviews the book',
  'arc.voice': 'of the curve on the page; report --voice tells it',
  'arc.turns': 'likewise, in every report',
  'arc.draft': 'likewise, report --draft',
  'provenance.passage': 'of a passage on the page; provenance lists every source with it',
  'manuscript.download': 'a command writes to a path',
  'model.download': 'likewise',
  'dialogue.download': 'likewise',
  'media.file': 'what the page shows',
  'media.add': 'bytes of a window; media add takes paths',
  'media.understand': 'goes on while a window is open; media analyze waits for it',
  'media.handClip': 'pieces that a window has decoded',
  'lines.situations': 'the list of a form; npc generate names them in its help',
  'life.formats': 'the list of a form; life import knows the file',
  'dialogue.importFormats': 'the list of a form; dialogue import knows the file',
  'dialogue.speakers': 'the list of a form; cast list has them',
  'service.state': 'serve says it',
  'service.write': 'for programs, by the service',
}

/** What only a window can do so far. Nothing may be added. */
const MISSING = [
  'cast.move',
  'cast.unrelate',
  'chat.rename',
  'cowriter.history',
  'dialogue.translations',
  'feedback.starred',
  'life.facets',
  'life.update',
  'lines.remove',
  'lines.removeBatch',
  'media.movePin',
  'media.pin',
  'media.remove',
  'media.unpin',
  'training.remove',
  'training.resume',
]

const source = readdirSync(COMMANDS, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(path.join(COMMANDS, name), 'utf8'))
  .join('\n')

it('has a command for every procedure of the contract, but for those that are named here', () => {
  const procedures = Object.entries(contract).flatMap(([space, all]) =>
    Object.keys(all).map((name) => `${space}.${name}`),
  )
  const isCalled = (name: string): boolean =>
    new RegExp(String.raw`\b${name.replace('.', String.raw`\.`)}\b`, 'u').test(source)
  const known = new Set([...Object.keys(NOT_NEEDED), ...MISSING])
  expect(procedures.filter((name) => !isCalled(name) && !known.has(name))).toEqual([])
  expect([...known].filter((name) => !procedures.includes(name))).toEqual([])
})
