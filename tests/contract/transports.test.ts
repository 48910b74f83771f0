// The contract over both wires, against a real engine process: answers, errors, files, stops, and the engine's sudden end.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createORPCClient } from '@orpc/client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EngineClient } from '../../engine/contract/index.ts'
import { EngineLink } from '../../renderer/engine-client/engine-link.ts'
import { errorCode, errorDetail, isAborted } from '../../renderer/engine-client/engine-error.ts'
import { engineOverPort, engineOverSocket, type RemoteEngine } from '../helpers/remote-engine.ts'

const wires = { 'a MessagePort': engineOverPort, 'a WebSocket': engineOverSocket }

const failure = async (promise: Promise<unknown>): Promise<unknown> => {
  try {
    await promise
  } catch (error) {
    return error
  }
  throw new Error('it did not fail')
}

const within = <Value>(ms: number, promise: Promise<Value>): Promise<Value> =>
  Promise.race([
    promise,
    new Promise<never>((_resolve, reject) => {
      setTimeout(() => reject(new Error(`it took longer than ${ms} ms`)), ms).unref()
    }),
  ])

describe.each(Object.entries(wires))('the contract over %s', (_name, start) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'arcwright-contract-'))
  let remote: RemoteEngine
  let link: EngineLink
  let engine: EngineClient

  beforeAll(async () => {
    const dataDir = path.join(folder, 'data')
    mkdirSync(dataDir)
    remote = await start({ dataDir, documentsDir: folder })
    link = new EngineLink(remote.open)
    engine = createORPCClient(link)
  })
  afterAll(async () => {
    link.dispose()
    await remote.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('answers, also many calls at once and in their own time', async () => {
    const info = await engine.studio.info()
    expect(info.documentsDir).toBe(folder)
    const answers = await Promise.all(Array.from({ length: 200 }, () => engine.studio.settings()))
    expect(answers).toHaveLength(200)
  })

  it('fails with the code of the contract and its detail', async () => {
    expect(errorCode(await failure(engine.project.info()))).toBe('NO_PROJECT')
    const missing = await failure(engine.project.open({ path: path.join(folder, 'missing.arcwright') }))
    expect(errorCode(missing)).toBe('FILE_NOT_FOUND')
    expect(errorDetail(missing)).toHaveProperty('path')
  })

  it('refuses input that the contract does not know, and procedures that do not exist', async () => {
    const wrong = failure(engine.project.open({ path: 7 } as unknown as { path: string }))
    expect(errorCode(await wrong)).toBe('BAD_INPUT')
    const unknown = (
      engine as unknown as Record<string, Record<string, () => Promise<unknown>>>
    ).nothing?.at?.()
    expect(await failure(unknown ?? Promise.resolve())).toMatchObject({ code: 'NOT_FOUND' })
  })

  it('carries files both ways, whole and with their names', async () => {
    await engine.project.create({
      path: path.join(folder, `files-${_name.length}`),
      title: 'Files',
      language: 'en',
    })
    await engine.project.open({ path: path.join(folder, `files-${_name.length}.arcwright`) })
    const bytes = new TextEncoder().encode('The rain had stopped. 雨停了。\n'.repeat(60_000))
    const item = await engine.media.add({ file: new File([bytes], 'notes – 雨.txt') })
    expect(item).toMatchObject({ sizeBytes: bytes.length, name: 'notes – 雨.txt' })
    const back = await engine.media.file({ mediaId: item.id, variant: 'original' })
    expect(Buffer.compare(Buffer.from(await back.arrayBuffer()), Buffer.from(bytes))).toBe(0)
  })

  it('ends a stream when its listener stops, and tells a stop from a dead engine', async () => {
    const stop = new AbortController()
    const stream = await engine.studio.watchJobs(undefined, { signal: stop.signal })
    const next = stream[Symbol.asyncIterator]()
    expect((await next.next()).value).toEqual([])
    const pending = next.next()
    stop.abort()
    const error = await failure(within(1000, pending))
    expect(isAborted(error)).toBe(true)
    expect(errorCode(error)).toBe('INTERNAL')
  })

  it('fails pending calls, open streams and later calls with ENGINE_GONE within a second, then carries on with the same project', async () => {
    const project = path.join(folder, `book-${_name.length}.arcwright`)
    await engine.project.create({ path: project, title: 'Before', language: 'en' })
    await engine.project.open({ path: project })
    const scene = await engine.binder.create({ kind: 'scene', title: 'Kept', parentId: null })
    const stream = (await engine.project.watch())[Symbol.asyncIterator]()
    const waiting = stream.next()
    const states: string[] = []
    const stopListening = link.subscribe(() => states.push(link.state))

    remote.kill()
    expect(errorCode(await failure(within(1000, waiting)))).toBe('ENGINE_GONE')
    // The wire is dead now; a call that comes before the engine is back must not wait for it.
    if (link.state === 'gone')
      expect(errorCode(await failure(within(1000, engine.project.info())))).toBe('ENGINE_GONE')

    await within(
      15_000,
      new Promise<void>((resolve) => {
        const check = (): void => {
          if (link.state === 'ready') resolve()
        }
        link.subscribe(check)
        check()
      }),
    )
    stopListening()
    expect(states).toEqual(['gone', 'ready'])
    expect(link.reopenError).toBeNull()
    // Nobody opened it again but the link.
    expect((await engine.project.info()).title).toBe('Before')
    expect((await engine.binder.tree()).map((node) => node.id)).toContain(scene.id)
  })
})
