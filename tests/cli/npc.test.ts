// Lines in a terminal: a batch of more than a thousand, stopped by hand, gone on with, listed whole, decided line by line.
import path from 'node:path'
import { expect, it } from 'vitest'
import { resultOf, terminalIn } from '../helpers/watched-terminal.ts'
import { tempFolder } from '../helpers/temp-project.ts'
import { arcwright, type Outcome } from './terminal.ts'

interface Batch {
  readonly asked: number
  readonly kept: number
  readonly state: string
}

const SITUATIONS = 'greeting,farewell,idle,combat,wounded,victory,shop,quest,reward,rumour,warning,refusal'

it('writes, stops, goes on and tells of every line', { timeout: 240_000 }, async () => {
  const folder = tempFolder()
  const project = path.join(folder, 'game.arcwright')
  await arcwright(folder, 'new', project, '--title', 'Game')
  for (const name of ['Ann', 'Tom', 'Bo', 'Eve'])
    await arcwright(folder, 'cast', 'add', project, '--name', name, '--json')
  const npc = (act: string, ...args: string[]): Promise<Outcome> =>
    arcwright(folder, 'npc', act, project, ...args, '--json')
  expect(await npc('generate', '--preview')).toMatchObject({ code: 0, json: { told: null } })
  const matrix = ['--situations', SITUATIONS, '--emotions', 'joy,anger,fear,sadness', '--count', '6']
  const begun = terminalIn(path.join(folder, 'data'))('npc', 'generate', project, ...matrix, '--seed', '3')
  await begun.waitFor(/greeting\/anger/u)
  begun.child.kill('SIGINT')
  const stopped = (await resultOf(begun))['batch'] as Batch
  expect(begun.child.exitCode).toBe(130)
  expect(stopped).toMatchObject({ state: 'stopped', asked: 1152 })
  expect(stopped.kept).toBeGreaterThanOrEqual(6)
  expect(stopped.kept).toBeLessThan(1152)
  const countOf = async (): Promise<number> => ((await npc('list')).json['lines'] as unknown[]).length
  expect(await countOf()).toBe(stopped.kept)

  const whole = (await npc('resume')).json['batch'] as Batch
  expect(whole.kept).toBeGreaterThan(1000)
  const { lines } = (await npc('list')).json as { lines: { id: string; text: string }[] }
  expect(lines).toHaveLength(whole.kept)
  const [{ id }] = lines
  expect(await npc('edit', id, '--text', 'Low water.', '--accept', '--rate', '1')).toMatchObject({
    code: 0,
    json: { line: { id, text: 'Low water.', decision: 'accepted', rating: 1 } },
  })
  expect(await npc('edit', id)).toMatchObject({ code: 2 })
})
