// A small game uses the service as its makers would: a client generated from the OpenAPI document, two people who answer
// live in a feeling, and a scene that was exported as ink; in a real browser, on a page of another origin.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createClient } from '@hey-api/openapi-ts'
import ts from 'typescript'
import { build } from 'vite'
import { afterEach, expect, it } from 'vitest'
import { createEngine } from '../../engine/index.ts'
import { launchChromium } from '../helpers/browser.ts'
import { eventually } from '../helpers/eventually.ts'
import { ROOT } from '../helpers/harness.ts'
import { openAiServer } from '../helpers/openai-server.ts'

const endings: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).toReversed()) await end()
})

/** A page of files on an address of its own. */
const pageOf = async (files: Readonly<Record<string, { type: string; body: string }>>) => {
  const server = createServer(({ url = '' }, response) => {
    const file = files[url]
    response.writeHead(file ? 200 : 404, { 'content-type': file?.type ?? 'text/plain' })
    response.end(file?.body ?? '')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  endings.push(() => new Promise((resolve) => server.close(resolve)))
  server.unref()
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** The story of the game: two people, and a scene with a choice. */
const story = async (folder: string) => {
  const writer = await openAiServer({ mode: 'chat' })
  endings.push(() => writer.close())
  writer.behave({ kind: 'write', pieces: ['Dry', ' your', ' coat', ' by', ' the', ' fire', '.'] })
  const engine = createEngine({ dataDir: folder, documentsDir: folder, version: '9.9' })
  endings.push(() => engine.close())
  const { client } = engine.connect()
  const file = path.join(folder, 'game.arcwright')
  await client.project.create({ path: file, title: 'The inn', language: 'en' })
  await client.project.open({ path: file })
  await client.doors.set({ id: 'remote-models', open: true })
  await client.model.add({ url: writer.url, model: 'tale-7b', name: 'Tale', mode: 'chat' } as never)
  const mira = await client.cast.add({ name: 'Mira', role: 'keeper of the inn' })
  await client.cast.add({ name: 'Old Ben', role: 'a guest' })
  const { id: dialogueId } = await client.dialogue.create({ title: 'At the door' })
  const speaker = { characterId: mira.id, name: 'Mira' }
  const emotion = { label: 'fear', valence: -0.5, arousal: 0.7 } as const
  const { made } = await client.dialogue.edit({
    dialogueId,
    edits: [{ act: 'add', kind: 'line', fields: { speaker, text: 'Who knocks so late?', emotion } }],
  })
  const options = [{ text: 'A friend' }, { text: 'The law' }]
  const choice = await client.dialogue.edit({
    dialogueId,
    edits: [{ act: 'add', kind: 'choice', fields: { options }, from: { nodeId: made[0], exit: 'next' } }],
  })
  const node = choice.dialogue.nodes.find(({ kind }) => kind === 'choice')
  const exits = node?.kind === 'choice' ? node.options.map((option) => option.id) : []
  await client.dialogue.edit({
    dialogueId,
    edits: ['Then be welcome.', 'We have done nothing.'].map((text, at) => ({
      act: 'add' as const,
      kind: 'line' as const,
      fields: { speaker, text },
      from: { nodeId: node?.id ?? '', exit: exits[at] },
    })),
  })
  const ink = path.join(folder, 'scene.ink.json')
  await client.dialogue.export({ dialogueId, format: 'ink-json', path: ink })
  return { client, inkJson: readFileSync(ink, 'utf8') }
}

/** TypeScript from the service's own document; the entry says how the game uses it. */
const generated = async (
  folder: string,
  document: unknown,
  facts: { url: string; key: string; ink: string },
) => {
  const input = path.join(folder, 'openapi.json')
  writeFileSync(input, JSON.stringify(document))
  await createClient({ input, output: path.join(folder, 'api'), logs: { level: 'silent' } })
  const entry = path.join(folder, 'main.ts')
  writeFileSync(
    entry,
    `import { client } from './api/client.gen'
import { npcCreate, npcSay } from './api/sdk.gen'
import type { NpcSayResponse } from './api/types.gen'
import { playRoom, type GameService } from '${path.join(ROOT, 'tests/e2e/game/play-room.ts')}'
client.setConfig({ baseUrl: '${facts.url}/api', auth: '${facts.key}' })
type Said = Extract<NpcSayResponse, { event: 'message' }>['data']
const service: GameService = {
  create: async (body) => (await npcCreate({ body, throwOnError: true })).data,
  async *say(body) {
    const { stream } = await npcSay({ body })
    // What this client hands out is an event's data.
    for await (const said of stream) yield said as unknown as Said
  },
}
void playRoom(service, ${JSON.stringify(facts.ink)})
`,
  )
  return entry
}

/** What the compiler has against the game: the generated client must be able to do what the game asks of it. */
const complaints = (entry: string): string[] => {
  const program = ts.createProgram([entry], {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowImportingTsExtensions: true,
    noEmit: true,
    strict: true,
    skipLibCheck: true,
    types: [],
    lib: ['lib.es2024.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  })
  return ts
    .getPreEmitDiagnostics(program)
    .filter(({ file }) => file?.fileName === entry)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
}

const bundled = async (entry: string): Promise<string> => {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    root: ROOT,
    build: { write: false, minify: false, lib: { entry, formats: ['es'], fileName: 'game' } },
  })
  const [first] = Array.isArray(result) ? result : [result]
  if (!first || !('output' in first)) throw new Error('nothing was built')
  return first.output[0].code
}

it('a game plays an exported scene and speaks with two people by a generated client', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'arcwright-game-'))
  endings.push(() => Promise.resolve(rmSync(folder, { recursive: true, force: true, maxRetries: 5 })))
  const { client, inkJson } = await story(folder)
  const files: Record<string, { type: string; body: string }> = {}
  const origin = await pageOf(files)
  const { secret } = await client.service.addKey({ name: 'game', scopes: ['npc'] })
  const { url } = await client.service.start({ origins: [origin], drainMs: 500 })
  const answer = await fetch(`${url ?? ''}/openapi.json`, { headers: { authorization: `Bearer ${secret}` } })
  const entry = await generated(folder, await answer.json(), { url: url ?? '', key: secret, ink: inkJson })
  expect(complaints(entry)).toEqual([])
  files['/'] = {
    type: 'text/html',
    body: '<!doctype html><title>The inn</title><script type="module" src="/game.js"></script>',
  }
  files['/game.js'] = { type: 'text/javascript', body: await bundled(entry) }

  const browser = await launchChromium()
  endings.push(() => browser.close())
  const page = await browser.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  await page.goto(origin)

  // The exported scene, with its emotion.
  const scene = page.locator('[data-scene]')
  await scene.getByText('Who knocks so late?').waitFor()
  expect(await scene.locator('p').first().getAttribute('data-tags')).toContain('fear')
  await scene.getByRole('button', { name: 'A friend' }).click()
  await scene.getByText('Then be welcome.').waitFor()
  await scene.locator('[data-end]').waitFor()

  // Two people who answer, each in a feeling of their own.
  const speak = async (who: string, text: string, lines: number): Promise<string | null> => {
    const box = page.locator(`[data-npc="${who}"]`)
    await box.getByRole('textbox').fill(text)
    await box.getByRole('button').click()
    const said = box.locator('[data-state=said]')
    await eventually(() => said.count()).toBe(lines)
    expect(await said.last().textContent()).toBe('Dry your coat by the fire.')
    return said.last().getAttribute('data-emotion')
  }
  await page.locator('[data-npc="Old Ben"]').waitFor()
  expect(await speak('Mira', 'I am so happy to see you, dear friend!', 1)).toBe('joy')
  expect(await speak('Old Ben', 'I hate you, you disgusting liar. I will kill you!', 1)).not.toBe('joy')
  expect(await speak('Mira', 'You are wonderful, I love this place!', 2)).toBe('joy')
  expect(errors).toEqual([])
  expect((await client.npc.list()).map(({ name, lines }) => `${name} ${lines}`).sort()).toEqual([
    'Mira 2',
    'Old Ben 1',
  ])
})
