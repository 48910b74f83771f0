// arcwright info: what a project holds, what is risky about its place, where its backups go; its title, author, language.
import path from 'node:path'
import { toCommand } from '../run-command.ts'

export const infoCommand = toCommand({
  name: 'info',
  description: 'say what a project holds; change its title, author or language',
  args: {
    project: { type: 'positional', description: 'PROJECT.arcwright', required: true },
    title: { type: 'string', description: 'the new title' },
    author: { type: 'string', description: 'who wrote it' },
    lang: { type: 'enum', options: ['en', 'zh'], description: 'language of the book' },
  },
  async run({ project, title, author, lang }, engine, terminal) {
    await engine.project.open({ path: path.resolve(project) })
    if (title !== undefined || author !== undefined || lang !== undefined)
      await engine.project.update({
        ...(title === undefined ? {} : { title }),
        ...(author === undefined ? {} : { author }),
        ...(lang === undefined ? {} : { language: lang === 'zh' ? 'zh' : 'en' }),
      })
    const info = await engine.project.info()
    const tree = await engine.binder.tree()
    const runs = await engine.training.runs()
    const { items } = await engine.media.list()
    const count = (kind: (typeof tree)[number]['kind']): number =>
      tree.filter((node) => node.kind === kind).length
    const counts = { parts: count('part'), chapters: count('chapter'), scenes: count('scene') }
    terminal.say(`“${info.title}”${info.author ? ` by ${info.author}` : ''} (${info.language})`)
    terminal.say(
      `${info.words} words, ${counts.parts} parts, ${counts.chapters} chapters, ${counts.scenes} scenes`,
    )
    terminal.say(`${items.length} media, ${runs.length} training runs`)
    const { warnings } = await engine.safety.health()
    const backups = await engine.backup.status()
    for (const { kind, ...rest } of warnings) terminal.say(`! ${kind} ${Object.values(rest).join(' ')}`)
    if (backups.problem) terminal.say(`! no backup could be made: ${backups.problem.message}`)
    return { project: info, ...counts, media: items.length, runs, warnings, backups }
  },
})
