// The service in a terminal: a key, an address, an end in good order.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { end, watch } from '../helpers/processes.ts'
import { tempFolder } from '../helpers/temp-project.ts'
import { arcwright } from './terminal.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

it('serves a project until SIGTERM, which is no failure', { timeout: 240_000 }, async () => {
  const folder = tempFolder()
  const project = path.join(folder, 'game.arcwright')
  await arcwright(folder, 'new', project, '--title', 'Game')
  const added = await arcwright(folder, 'keys', 'add', '--name', 'game', '--scopes', 'analyze', '--json')
  expect(added).toMatchObject({ code: 0, json: { key: { name: 'game', scopes: ['analyze'] } } })
  const { secret } = added.json['key'] as { secret: string }
  expect(await arcwright(folder, 'keys', 'add', '--name', 'x', '--scopes', 'all')).toMatchObject({ code: 2 })

  const child = spawn(
    process.execPath,
    ['main/cli/arcwright.mjs', 'serve', project, '--port', '0', '--json'],
    {
      cwd: ROOT,
      env: { ...process.env, ARCWRIGHT_DATA_DIR: path.join(folder, 'data') },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  const watched = watch(child)
  onTestFinished(async () => {
    await end(watched, 'SIGKILL')
  })
  const [, url = ''] = await watched.waitFor(/listening at (http:\S+)/)
  const answer = await fetch(`${url}/api/feeling/analyzeText`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    body: JSON.stringify({ text: 'The secret garden was full of joy.' }),
  })
  expect(answer.status).toBe(200)
  expect(await end(watched, 'SIGTERM')).toBe(0)
  const output = watched.output()
  expect(output).toContain('"route":"/api/feeling/analyzeText","status":200')
  expect(output).toContain('"stopped":true')
  expect(output).not.toContain('secret garden')
  expect(output).not.toContain(secret)
})
