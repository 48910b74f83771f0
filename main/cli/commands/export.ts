// arcwright export: the book as a file.
import path from 'node:path'
import { toCommand } from '../run-command.ts'

/** What people type for a format's id. */
const SHORT: Readonly<Record<string, string>> = { md: 'markdown' }

export const exportCommand = toCommand({
  name: 'export',
  description: 'write the book as Markdown or EPUB',
  args: {
    project: { type: 'positional', description: 'PROJECT.arcwright', required: true },
    format: { type: 'string', description: 'md, epub', required: true },
    out: { type: 'string', description: 'the file to write', required: true },
  },
  async run({ project, format, out }, engine, terminal) {
    const startedAt = performance.now()
    await engine.project.open({ path: path.resolve(project) })
    const formats = await engine.manuscript.exportFormats()
    const known = formats.find(({ id, extension }) => [id, extension.replace('.', '')].includes(format))
    const id = known?.id ?? SHORT[format] ?? format
    let done
    const input = { format: id, path: path.resolve(out) }
    for await (const event of await engine.manuscript.export(input, { signal: terminal.signal })) {
      if (event.kind === 'done') done = event
      else terminal.progress(`writing ${event.done} / ${event.total}`)
    }
    if (!done) throw new Error('the export ended early')
    const durationMs = Math.round(performance.now() - startedAt)
    terminal.say(`${done.path ?? out}: ${done.words} words, ${done.sizeBytes} bytes, ${durationMs} ms`)
    return { path: done.path, sizeBytes: done.sizeBytes, words: done.words, durationMs }
  },
})
