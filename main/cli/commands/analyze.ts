// arcwright analyze: how the book feels, scene by scene.
import path from 'node:path'
import { signed } from '../arc-arguments.ts'
import { toCommand } from '../run-command.ts'

export const analyzeCommand = toCommand({
  name: 'analyze',
  description: 'say how the book feels, scene by scene',
  args: { project: { type: 'positional', description: 'PROJECT.arcwright', required: true } },
  async run({ project }, engine, terminal) {
    const startedAt = performance.now()
    const info = await engine.project.open({ path: path.resolve(project) })
    const titles = new Map((await engine.binder.tree()).map((node) => [node.id, node.title]))
    let scenes: { sceneId: string; title: string; words: number; summary: unknown }[] = []
    for await (const event of await engine.feeling.analyzeBook(undefined, { signal: terminal.signal })) {
      if (event.kind === 'progress') terminal.progress(`analysing ${event.done} / ${event.total}`)
      else
        scenes = event.scenes.map(({ sceneId, words, summary }) => {
          const title = titles.get(sceneId) ?? ''
          const wordCount = words.reduce((sum, count) => sum + count, 0)
          if (summary)
            terminal.say(
              `${signed(summary.valence)}  ${summary.emotion.padEnd(8)}  ${wordCount} words  ${title}`,
            )
          return { sceneId, title, words: wordCount, summary }
        })
    }
    const analyzers = await engine.feeling.analyzers()
    const durationMs = Math.round(performance.now() - startedAt)
    return { title: info.title, words: info.words, analyzers, scenes, durationMs }
  },
})
