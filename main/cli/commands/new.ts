// arcwright new: an empty project file.
import path from 'node:path'
import { toCommand } from '../run-command.ts'

export const newCommand = toCommand({
  name: 'new',
  description: 'make an empty project',
  args: {
    project: { type: 'positional', description: 'PROJECT.arcwright', required: true },
    title: { type: 'string', description: 'of the book', required: true },
    author: { type: 'string', description: 'of the book', default: '' },
    lang: { type: 'enum', options: ['en', 'zh'], description: 'language of the book', default: 'en' },
  },
  async run({ project, title, author, lang }, engine, terminal) {
    const language = lang === 'zh' ? 'zh' : 'en'
    const info = await engine.project.create({ path: path.resolve(project), title, author, language })
    terminal.say(`${info.path}: “${info.title}”`)
    return { project: info }
  },
})
