// arcwright import: a whole book into a project, split as the preview proposes.
import path from 'node:path'
import { toCommand } from '../run-command.ts'

export const importCommand = toCommand({
  name: 'import',
  description:
    'bring a book into a project: text, Markdown, Word, OpenDocument, RTF, EPUB, HTML, or the folder of a Scrivener, novelWriter, Manuskript or Markdown project',
  args: {
    project: { type: 'positional', description: 'PROJECT.arcwright', required: true },
    file: { type: 'positional', description: 'the book: a file, a folder or a zip of one', required: true },
  },
  async run({ project, file }, engine, terminal) {
    const { signal } = terminal
    const startedAt = performance.now()
    await engine.project.open({ path: path.resolve(project) })
    const source = { path: path.resolve(file) }
    let preview
    for await (const event of await engine.manuscript.previewImport({ source }, { signal })) {
      if (event.kind === 'preview') ({ preview } = event)
      else terminal.progress(`reading ${event.done} / ${event.total}`)
    }
    if (!preview) throw new Error('the import ended without a preview')
    const { previewId, outline, remarks, format, encoding, language } = preview
    let done
    for await (const event of await engine.manuscript.commitImport({ previewId, outline }, { signal })) {
      if (event.kind === 'done') done = event
      else terminal.progress(`writing ${event.done} / ${event.total}`)
    }
    if (!done) throw new Error('the import ended early')
    const durationMs = Math.round(performance.now() - startedAt)
    terminal.say(
      `${done.words} words in ${done.scenes} scenes (${format}, ${encoding}, ${language}), ${durationMs} ms`,
    )
    for (const { code, count, sample } of remarks)
      terminal.say(`  ${code} × ${count}${sample ? `: ${sample}` : ''}`)
    return { words: done.words, scenes: done.scenes, format, encoding, language, remarks, durationMs }
  },
})
