// Comments in a terminal: added, answered, settled, out to Word and back into another project.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { tempFolder } from '../helpers/temp-project.ts'
import { arcwright } from './terminal.ts'

it(
  'says something of words, answers, settles, and carries it through a Word file',
  { timeout: 240_000 },
  async () => {
    const folder = tempFolder()
    const project = path.join(folder, 'book.arcwright')
    const book = path.join(folder, 'book.md')
    writeFileSync(book, '# One\n\n## Ebb\n\nThe green lamp. The red lamp.\n')
    await arcwright(folder, 'new', project, '--title', 'Shelf')
    await arcwright(folder, 'import', project, book)
    const comments = (act: string, ...args: string[]) =>
      arcwright(folder, 'comments', act, project, ...args, '--json')
    const about = (words: string) => comments('add', '--scene', 'Ebb', '--words', words, '--text', 'Which?')
    expect(await about('lamp')).toMatchObject({ code: 2 })
    const added = await about('green lamp')
    expect(added).toMatchObject({ code: 0, json: { thread: { quote: 'green lamp' } } })
    const { id } = added.json['thread'] as { id: string }
    await comments('reply', id, '--text', 'The one on the quay.', '--author', 'Ed')
    const said = async () =>
      ((await comments('list')).json['threads'] as { messages: { id: string; text: string }[] }[])[0].messages
    await comments('reply', id, '--text', 'Never mind.')
    const [first, , last] = await said()
    await comments('unsay', last.id)
    await comments('edit', first.id, '--text', 'Which one?')
    expect((await said()).map(({ text }) => text)).toEqual(['Which one?', 'The one on the quay.'])
    expect(await comments('resolve', id)).toMatchObject({ code: 0 })
    expect(await comments('list', '--open')).toMatchObject({ json: { threads: [] } })
    const word = path.join(folder, 'book.docx')
    expect(
      await arcwright(folder, 'export', project, '--format', 'docx', '--out', word, '--json'),
    ).toMatchObject({ code: 0 })
    const other = path.join(folder, 'other.arcwright')
    await arcwright(folder, 'new', other, '--title', 'Other')
    await arcwright(folder, 'import', other, word)
    expect(await arcwright(folder, 'comments', 'list', other, '--json')).toMatchObject({
      json: {
        threads: [
          {
            quote: 'green lamp',
            messages: [{ text: 'Which one?' }, { author: 'Ed', text: 'The one on the quay.' }],
          },
        ],
      },
    })
  },
)
