// What was lived is woven into a passage as changes to take or refuse: by a model that only goes on with a text, and by one that
// follows instructions. Sentences that are taken know where they come from.
import { afterEach, expect, it } from 'vitest'
import type { CandidatesRequest } from '../../engine/models/passage.ts'
import { openAiServer, type OpenAiServer } from '../helpers/openai-server.ts'
import { collect, workbench } from './workbench.ts'

const STORY = ['It was late. Nobody spoke.', 'She went on alone.']
const ENTRY = 'In the evening Marta brought an old lantern to the pier.'
const servers: OpenAiServer[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})

const messageOf = (events: readonly { readonly kind: string }[]) => {
  const last = events.at(-1)
  if (last?.kind !== 'done') throw new Error(`it ended with ${last?.kind}`)
  return (last as unknown as { message: { id: string; text: string; hunks: { added: string }[] } }).message
}

const entryOf = (client: ReturnType<typeof workbench>['client']) =>
  client.life.add({
    local: '2024-06-14T10:00:00',
    text: ENTRY,
    people: ['Marta'],
    mood: { emotion: 'joy', valence: 0.5, arousal: 0.5 },
  })

it('puts sentences of the material behind paragraphs, by a model without instructions; taken ones say whence', async () => {
  const asked: CandidatesRequest[] = []
  const { client, store, sceneIds } = workbench({
    scenes: [STORY],
    tensors: {
      // Stands in for a model: one candidate says what the entry says, one says nothing, one says the opposite.
      async *sample(request) {
        asked.push(request)
        await Promise.resolve()
        const texts = [
          ' He slept.',
          ' Marta held the lantern on the pier. And',
          ' It was a sunny morning.',
          '',
        ]
        for (const [candidate, text] of texts.entries()) {
          yield { candidate, text }
          yield { candidate, text: '', done: { reason: 'sentence', tokens: 9, logProbability: -9 } }
        }
      },
    },
  })
  const entry = await entryOf(client)
  const wish = {
    sceneId: sceneIds[0],
    command: 'weave',
    writerId: 'arcwright-small-en',
    seed: 1,
    material: [{ kind: 'entry' as const, id: entry.id }],
  }
  const message = messageOf(await collect(await client.chat.ask(wish)))
  expect(asked[0]?.prompt.startsWith(ENTRY)).toBe(true)
  expect(asked[0]?.favour?.against).toContain('morning')
  // Said once, it is not wanted again.
  expect(asked[1]?.favour?.words.map(({ word }) => word)).not.toContain('lantern')
  expect(message.hunks[0]?.added.trim()).toBe('Marta held the lantern on the pier.')
  await client.chat.decide({ messageId: message.id, accept: [0] })
  const document = JSON.stringify(store.scenes.get(sceneIds[0]).document)
  expect(document).toContain('It was late. Nobody spoke.')
  const candidateId = /"of":"([^"]+)"/u.exec(document)?.[1] ?? ''
  const found = await client.cowriter.sourcesOf({ candidateId, words: 'Marta held a lantern on the pier' })
  expect(found).toMatchObject({
    text: 'Marta held the lantern on the pier.',
    sources: [{ id: `entry:${entry.id}` }],
    unsupported: [],
  })
  expect(await client.cowriter.sourcesOf({ candidateId, words: 'Quite another thing altogether' })).toBeNull()
})

it('asks one that follows instructions to weave, with the material under its heading', async () => {
  const { client, sceneIds } = workbench({ scenes: [STORY] })
  const server = await openAiServer({ mode: 'both' })
  servers.push(server)
  await client.doors.set({ id: 'remote-models', open: true })
  const [{ id: writerId }] = await client.model.add({ url: server.url })
  await client.model.change({ id: writerId, change: { mask: false } })
  const [sceneId] = sceneIds
  const weave = async () => collect(await client.chat.ask({ sceneId, command: 'weave', writerId }))
  await expect(weave()).rejects.toMatchObject({ code: 'BAD_INPUT', data: { reason: 'no-material' } })
  const { id } = await entryOf(client)
  await client.life.setMaterial({ scopeId: sceneId, items: [{ kind: 'entry', id }] })
  server.behave({
    kind: 'write',
    pieces: ['It was late. Nobody spoke. The lantern', ' hissed on the pier.\n\nShe went on alone.'],
  })
  const message = messageOf(await weave())
  const told = JSON.stringify(server.asked.at(-1)?.body['messages'])
  expect(told).toContain('From life')
  expect(told).toContain(ENTRY)
  expect(message.hunks.map(({ added }) => added.trim())).toEqual(['The lantern hissed on the pier.'])
})
