// arcwright recent: the projects that were open last, as the start screen lists them; opens the sample story.
import path from 'node:path'
import { toCommand } from '../run-command.ts'

export const recentCommand = toCommand({
  name: 'recent',
  description: 'the projects that were open last; make the sample story',
  args: {
    forget: { type: 'string', description: 'a project that leaves the list; its file stays' },
    sample: { type: 'enum', options: ['en', 'zh'], description: 'make the sample story in this language' },
  },
  async run({ forget, sample }, engine, terminal) {
    if (forget !== undefined) await engine.studio.forgetRecent({ path: path.resolve(forget) })
    if (sample !== undefined) {
      const made = await engine.project.openSample({ language: sample === 'zh' ? 'zh' : 'en' })
      terminal.say(`${made.path}: “${made.title}”`)
    }
    const projects = await engine.studio.recentProjects()
    for (const { openedAt, path: file, title, exists } of projects)
      terminal.say(`${new Date(openedAt).toISOString()}  ${file}  “${title}”${exists ? '' : '  (gone)'}`)
    return { projects }
  },
})
