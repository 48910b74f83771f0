// arcwright info: what a project holds.
import path from 'node:path'
import { toCommand } from '../run-command.ts'

export const infoCommand = toCommand({
  name: 'info',
  description: 'say what a project holds',
  args: { project: { type: 'positional', description: 'PROJECT.arcwright', required: true } },
  async run({ project }, engine, terminal) {
    const info = await engine.project.open({ path: path.resolve(project) })
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
    return { project: info, ...counts, media: items.length, runs }
  },
})
