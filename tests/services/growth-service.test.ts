// Dialogues that grow: beat by beat beside the dialogue, stopped and gone on with, looked through, taken in and taken back.
import { createRouterClient } from '@orpc/server'
import { describe, expect, it, onTestFinished } from 'vitest'
import { castRouter } from '../../engine/services/cast-service.ts'
import { dialogueRouter } from '../../engine/services/dialogue-service.ts'
import { doorRouter } from '../../engine/services/door-service.ts'
import { growthRouter } from '../../engine/services/growth-service.ts'
import { modelRouter } from '../../engine/services/model-service.ts'
import { projectRouter } from '../../engine/services/project-service.ts'
import { openAiServer } from '../helpers/openai-server.ts'
import { collect, workbench, type WorkbenchOptions } from './workbench.ts'

const router = {
  growth: growthRouter,
  cast: castRouter,
  dialogue: dialogueRouter,
  model: modelRouter,
  doors: doorRouter,
  project: projectRouter,
}

const SECRET = 'The harbour master sank the ferry himself.'

const studio = async (options: WorkbenchOptions = {}) => {
  const bench = workbench(options)
  const { engine, session } = bench
  const client = createRouterClient(router, { context: { engine, session } })
  const ann = await client.cast.add({ name: 'Ann', voice: { forbidden: ['kettle'] } })
  const tom = await client.cast.add({ name: 'Tom' })
  await client.cast.addFact({
    text: SECRET,
    keys: ['harbour master'],
    knowers: [{ characterId: ann.id, fromSceneId: null }],
  })
  const { id: dialogueId } = await client.dialogue.create({ title: 'Quay' })
  const wish = {
    dialogueId,
    goal: 'Find out who sank the ferry.',
    castIds: [ann.id, tom.id],
    arc: ['neutral', 'fear', 'joy'] as ('neutral' | 'fear' | 'joy')[],
    depth: 2,
    seed: 7,
  }
  return { ...bench, client, ann, tom, dialogueId, wish }
}
type Studio = Awaited<ReturnType<typeof studio>>

const grownTexts = async ({ client, dialogueId }: Studio) =>
  (await client.growth.get({ dialogueId }))?.parts.map(({ text }) => text)

describe('growing a dialogue', () => {
  it('is written beat by beat without a model, taken in as one step, and nothing is wrong with it', async () => {
    const bench = await studio()
    const { client, dialogueId, wish } = bench
    const size = await client.growth.plan(wish)
    const events = await collect(await client.growth.begin(wish))
    expect(events.at(-1)).toMatchObject({ kind: 'ended', growth: { state: 'done' } })
    const growth = await client.growth.get({ dialogueId })
    if (!growth) throw new Error('nothing has grown')
    expect(growth.parts.filter(({ state }) => state !== 'written')).toEqual([])
    expect(growth.nodes).toHaveLength(size.nodes)
    // The secret is told by whoever knows it, and stands nowhere else.
    const telling = growth.parts.filter(({ text }) => /harbour master/iu.test(text))
    expect(telling.map(({ role }) => role)).toEqual(['tell'])
    const cast = growth.parts.filter(({ role }) => role !== 'choice')
    expect(cast.every(({ reasons }) => reasons.length > 0)).toBe(true)
    expect(cast.every(({ tagged, emotion }) => tagged.label === emotion)).toBe(true)
    // Until it is taken in, the dialogue is as it was.
    expect((await client.dialogue.get({ dialogueId })).nodes).toEqual([])

    const { made, dialogue } = await client.growth.apply({ dialogueId })
    expect(made).toHaveLength(growth.nodes.length)
    expect(await client.dialogue.validate({ dialogueId })).toEqual([])
    expect(dialogue.variables.map(({ name }) => name)).toEqual(['trust', 'told'])
    expect(await client.growth.get({ dialogueId })).toBeNull()
    // One step back, and it is a proposal again.
    expect(await client.project.undo()).toEqual({ label: 'dialogue.grow' })
    expect((await client.dialogue.get({ dialogueId })).nodes).toEqual([])
    expect(await grownTexts(bench)).toEqual(growth.parts.map(({ text }) => text))
  })

  it('grows the same from the same seed, in one go, in two, and in another project', async () => {
    const whole = await studio()
    await collect(await whole.client.growth.begin(whole.wish))
    const halved = await studio()
    const { client, dialogueId, wish } = halved
    const stop = new AbortController()
    for await (const event of await client.growth.begin(wish, { signal: stop.signal }))
      if (event.kind === 'part' && event.done >= 5) stop.abort()
    const stopped = await client.growth.get({ dialogueId })
    expect(stopped).toMatchObject({ state: 'stopped' })
    expect(stopped!.done).toBeGreaterThanOrEqual(5)
    expect(stopped!.done).toBeLessThan(stopped!.total)
    await collect(await client.growth.resume({ dialogueId }))
    expect(await grownTexts(halved)).toEqual(await grownTexts(whole))
    const other = await studio()
    await collect(await other.client.growth.begin({ ...other.wish, seed: 8 }))
    expect(await grownTexts(other)).not.toEqual(await grownTexts(whole))
  })

  it('is looked through: beats are dropped, written anew, put in own words, each one step', async () => {
    const { client, dialogueId, wish } = await studio()
    await collect(await client.growth.begin(wish))
    await expect(collect(await client.growth.begin(wish))).rejects.toMatchObject({ code: 'CONFLICT' })
    const { parts } = (await client.growth.get({ dialogueId }))!
    const [first, second] = parts
    const anew = await client.growth.rewrite({ dialogueId, partId: first.id })
    expect(anew.parts[0].text).not.toBe(first.text)
    await client.project.undo()
    expect((await client.growth.get({ dialogueId }))?.parts[0].text).toBe(first.text)
    const edited = await client.growth.edit({ dialogueId, partId: second.id, text: ' My own\nwords. ' })
    expect(edited.parts[1]).toMatchObject({ text: 'My own words.', state: 'written', reasons: [] })
    await expect(client.growth.edit({ dialogueId, partId: second.id, text: ' ' })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    })
    await expect(client.growth.rewrite({ dialogueId, partId: 'g999' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    const option = parts.find(({ role, tone }) => role === 'choice' && tone === 'hard')!
    await client.growth.decide({ dialogueId, partIds: [first.id, option.id], keep: false })
    const { dialogue } = await client.growth.apply({ dialogueId })
    expect(dialogue.nodes.find(({ id }) => id === dialogue.startId)).toMatchObject({ text: 'My own words.' })
    expect(await client.dialogue.validate({ dialogueId })).toEqual([])
    await client.project.undo()
    await client.growth.decide({ dialogueId, partIds: parts.map(({ id }) => id), keep: false })
    await expect(client.growth.apply({ dialogueId })).rejects.toMatchObject({ code: 'BAD_INPUT' })
    await client.growth.discard({ dialogueId })
    expect(await client.growth.get({ dialogueId })).toBeNull()
    await client.dialogue.remove({ dialogueId })
    await client.project.undo()
    await client.project.undo()
    expect(await client.growth.get({ dialogueId })).not.toBeNull()
  })

  it('is asked of a server, which hears the goal and what was said, and never a secret before its time', async () => {
    const { client, dialogueId, wish, ann } = await studio()
    const server = await openAiServer({ mode: 'chat' })
    onTestFinished(() => server.close())
    const numbers = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight']
    server.behave({
      kind: 'write',
      pieces: numbers.map((word, at) => `I have counted ${word} boats and ${at} gulls out there.\n`),
    })
    await client.doors.set({ id: 'remote-models', open: true })
    const [voice] = await client.model.add({ url: server.url })
    const asked = { ...wish, castIds: [ann.id], writerId: voice.id, depth: 1, breadth: 2, lines: 1 }
    // What would be told is looked at first: nothing has left by then.
    const before = await client.growth.preview(asked)
    expect(JSON.stringify(server.asked)).not.toContain('messages')
    expect(before?.sent).toContain('who sank the ferry')
    expect(await client.growth.preview({ ...asked, writerId: null })).toBeNull()
    const events = await collect(await client.growth.begin(asked))
    const told = events.flatMap((event) => (event.kind === 'told' ? [event.told] : []))
    expect(told[0]).toEqual(before)
    expect(told.length).toBeGreaterThan(1)
    const total = (await client.growth.get({ dialogueId }))?.total
    expect(events.filter(({ kind }) => kind === 'part')).toHaveLength(total ?? 0)
    const prompts = server.asked
      .map((each) => JSON.stringify(each))
      .filter((text) => text.includes('messages'))
    expect(prompts[0]).toContain('who sank the ferry')
    const knowing = prompts.filter((text) => text.includes('sank the ferry himself'))
    // Told once, asked about once, answered once.
    expect(knowing).toHaveLength(3)
  })

  it('refuses what is not there', async () => {
    const { client, dialogueId, wish } = await studio()
    const { made } = await client.dialogue.edit({
      dialogueId,
      edits: [{ act: 'add', kind: 'line', fields: { text: 'Hello.' } }],
    })
    await expect(collect(await client.growth.begin(wish))).rejects.toMatchObject({ code: 'BAD_INPUT' })
    await expect(
      collect(await client.growth.begin({ ...wish, origin: { nodeId: made[0], exit: 'then' } })),
    ).rejects.toMatchObject({ code: 'BAD_INPUT' })
    await expect(
      collect(
        await client.growth.begin({ ...wish, castIds: ['x'], origin: { nodeId: made[0], exit: 'next' } }),
      ),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(client.growth.apply({ dialogueId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await client.growth.get({ dialogueId })).toBeNull()
  })
})
