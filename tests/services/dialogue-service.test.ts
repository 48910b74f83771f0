// Dialogues over a real engine: kept, edited, undone with ids that are never given twice, played, searched, exported.
import { readFileSync } from 'node:fs'
import { createRouterClient } from '@orpc/server'
import { describe, expect, test } from 'vitest'
import { dialogueRouter } from '../../engine/services/dialogue-service.ts'
import { projectRouter } from '../../engine/services/project-service.ts'
import { workbench } from './workbench.ts'

const studio = () => {
  const bench = workbench()
  const client = createRouterClient(
    { dialogue: dialogueRouter, project: projectRouter },
    { context: { engine: bench.engine, session: bench.session } },
  )
  return { ...bench, client }
}
type Client = ReturnType<typeof studio>['client']

const ANN = { characterId: null, name: 'Ann' }

const twoLines = async (client: Client) => {
  const { id: dialogueId } = await client.dialogue.create({ title: 'Quay' })
  const { made } = await client.dialogue.edit({
    dialogueId,
    edits: [
      { act: 'add', kind: 'line', ref: 'a', fields: { speaker: ANN, text: 'Low water.' } },
      {
        act: 'add',
        kind: 'line',
        fields: { speaker: ANN, text: 'High water.' },
        from: { nodeId: 'a', exit: 'next' },
      },
    ],
  })
  return { dialogueId, made }
}

describe('dialogues', () => {
  test('are kept in the project, and every edit is one step to take back', async () => {
    const { client, project } = studio()
    const { dialogueId, made } = await twoLines(client)
    expect(made).toEqual(['n2', 'n3'])
    expect(await client.dialogue.list()).toEqual([
      { id: dialogueId, title: 'Quay', nodes: 2, lines: 2, words: 4 },
    ])
    expect(await client.project.undo()).toEqual({ label: 'dialogue.add' })
    expect((await client.dialogue.get({ dialogueId })).nodes).toEqual([])
    await client.project.redo()
    expect((await client.dialogue.get({ dialogueId })).nodes).toHaveLength(2)
    expect(project.store.dialogues.ownerOf('n3')).toBe(dialogueId)

    await client.project.undo()
    const { made: later } = await client.dialogue.edit({ dialogueId, edits: [{ act: 'add', kind: 'end' }] })
    expect(later).toEqual(['n4'])

    await client.dialogue.remove({ dialogueId })
    expect(await client.dialogue.list()).toEqual([])
    await client.project.undo()
    expect((await client.dialogue.get({ dialogueId })).nodes).toMatchObject([{ id: 'n4', kind: 'end' }])
  })

  test('a list of edits that fails half way leaves nothing', async () => {
    const { client } = studio()
    const { dialogueId } = await twoLines(client)
    const before = await client.dialogue.get({ dialogueId })
    await expect(
      client.dialogue.edit({
        dialogueId,
        edits: [
          { act: 'update', nodeId: 'n2', fields: { text: 'Gone.' } },
          { act: 'connect', nodeId: 'n3', exit: 'next', target: 'n99' },
        ],
      }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await client.dialogue.get({ dialogueId })).toEqual(before)
  })

  test('are played step by step, and refuse an option that is not open', async () => {
    const { client } = studio()
    const { dialogueId } = await twoLines(client)
    const { made } = await client.dialogue.edit({
      dialogueId,
      edits: [
        {
          act: 'add',
          kind: 'choice',
          fields: {
            options: [
              { text: 'Wait', next: 'n2' },
              { text: 'No', condition: 'false' },
            ],
          },
          from: { nodeId: 'n3', exit: 'next' },
        },
      ],
    })
    const first = await client.dialogue.play({ dialogueId })
    expect(first).toMatchObject({ kind: 'line', line: { text: 'Low water.' } })
    const second = await client.dialogue.play({ dialogueId, state: first.state })
    const choice = await client.dialogue.play({ dialogueId, state: second.state })
    if (choice.kind !== 'choice') throw new Error('no choice')
    expect(choice).toMatchObject({ nodeId: made[0], options: [{ text: 'Wait' }] })
    expect(await client.dialogue.play({ dialogueId, state: choice.state })).toEqual(choice)
    await expect(
      client.dialogue.play({ dialogueId, state: choice.state, optionId: 'o6' }),
    ).rejects.toMatchObject({ code: 'BAD_INPUT' })
    expect(
      await client.dialogue.play({ dialogueId, state: choice.state, optionId: choice.options[0].id }),
    ).toMatchObject({ kind: 'line', line: { id: 'n2' } })
  })

  test('words are found and replaced in one step', async () => {
    const { client } = studio()
    const { dialogueId } = await twoLines(client)
    expect(await client.dialogue.find({ query: 'WATER' })).toMatchObject([{ nodeId: 'n2' }, { nodeId: 'n3' }])
    expect(await client.dialogue.find({ query: 'WATER', matchCase: true })).toEqual([])
    expect(await client.dialogue.replace({ query: 'water.', replacement: '$& tide (x)' })).toEqual({
      replaced: 2,
    })
    expect((await client.dialogue.get({ dialogueId })).nodes).toMatchObject([
      { text: 'Low $& tide (x)' },
      { text: 'High $& tide (x)' },
    ])
    await client.project.undo()
    expect(await client.dialogue.find({ query: 'water' })).toHaveLength(2)
    expect(await client.dialogue.speakers()).toEqual([{ characterId: null, name: 'Ann', lines: 2 }])
  })

  test('leave as a file, whole or not at all', async () => {
    const { client, folder } = studio()
    const { dialogueId } = await twoLines(client)
    const path = `${folder}/quay.yarn`
    expect(await client.dialogue.export({ dialogueId, format: 'yarn3', path })).toMatchObject({
      path,
      lines: 2,
    })
    expect(readFileSync(path, 'utf8')).toContain('Ann: Low water. #line:n2')
    expect(readFileSync(`${folder}/dialogue-Lines.csv`, 'utf8')).toContain('line:n3,Ann: High water.')
    const { downloadId } = await client.dialogue.export({ dialogueId, format: 'ink' })
    expect(await (await client.dialogue.download({ downloadId: downloadId! })).text()).toContain('Low water.')
    await client.dialogue.edit({
      dialogueId,
      edits: [{ act: 'add', kind: 'condition', fields: { test: '(' } }],
    })
    await expect(client.dialogue.export({ dialogueId, format: 'ink' })).rejects.toMatchObject({
      code: 'BAD_INPUT',
      data: { nodeId: 'n4' },
    })
  })

  test('come in with ids of this project, and take translations back', async () => {
    const { client } = studio()
    const { dialogueId } = await twoLines(client)
    const { downloadId } = await client.dialogue.export({
      dialogueId,
      format: 'yarn3',
      options: { tables: false },
    })
    const script = await client.dialogue.download({ downloadId: downloadId! })
    const { dialogue, remarks } = await client.dialogue.import({
      source: { file: new File([await script.text()], 'quay.yarn') },
    })
    expect(remarks).toEqual([])
    expect(dialogue).toMatchObject({ id: 'd4', title: 'Quay', startId: 'n5' })
    expect(dialogue.nodes).toMatchObject([
      { id: 'n5', text: 'Low water.', speaker: { name: 'Ann' }, next: 'n6' },
      { id: 'n6', text: 'High water.', next: null },
    ])
    await expect(
      client.dialogue.import({ source: { file: new File(['x'], 'a.docx') } }),
    ).rejects.toMatchObject({
      code: 'UNSUPPORTED_FORMAT',
    })

    const table = 'id,source,target\r\nn2,Low water.,Basse mer.\r\nn3,High tide.,Pleine mer.\r\nn99,x,y\r\n'
    const source = { file: new File([table], 'fr.csv') }
    await expect(client.dialogue.importTranslations({ source })).rejects.toMatchObject({ code: 'BAD_INPUT' })
    expect(await client.dialogue.importTranslations({ source, language: 'fr' })).toEqual({
      language: 'fr',
      translated: 2,
      stale: ['n3'],
      unknown: ['n99'],
    })
    expect(await client.dialogue.translations()).toEqual([{ language: 'fr', lines: 2 }])
    const out = await client.dialogue.export({ dialogueId, format: 'xliff', options: { language: 'fr' } })
    const xliff = await (await client.dialogue.download({ downloadId: out.downloadId! })).text()
    expect(xliff).toContain('<target xml:space="preserve">Basse mer.</target>')
    expect(xliff.match(/state="(\w+)"/gu)).toEqual(['state="translated"', 'state="initial"'])
    await client.project.undo()
    expect(await client.dialogue.translations()).toEqual([])
  })
})
