// arcwright export: the book as a file.
import path from 'node:path'
import { bookOptionsFrom, listOf } from '../book-options.ts'
import { toCommand } from '../run-command.ts'

/** What people type for a format's id. */
const SHORT: Readonly<Record<string, string>> = { md: 'markdown' }

export const exportCommand = toCommand({
  name: 'export',
  description:
    'write the book as the project’s settings have it: Markdown (file or folder), EPUB, Word, HTML, plain text, Fountain',
  args: {
    project: { type: 'positional', description: 'PROJECT.arcwright', required: true },
    format: {
      type: 'string',
      description: 'md, markdown-folder, epub, docx, html, txt, fountain',
      required: true,
    },
    out: {
      type: 'string',
      description: 'the file to write; for a folder of files a new folder, or a .zip',
      required: true,
    },
    option: { type: 'string', description: 'KEY=VALUE, several with commas: sceneTitles=true,theme=modern' },
    options: { type: 'string', description: 'the same as a JSON object, or a file that holds one' },
    'leave-out': { type: 'string', description: 'ids of parts, chapters or scenes that stay at home' },
  },
  async run({ project, format, out, option, options: json, 'leave-out': leaveOut }, engine, terminal) {
    const startedAt = performance.now()
    await engine.project.open({ path: path.resolve(project) })
    const formats = await engine.manuscript.exportFormats()
    const known =
      formats.find(({ id }) => id === format) ?? formats.find(({ extension }) => extension === format)
    const id = known?.id ?? SHORT[format] ?? format
    let done
    const options = bookOptionsFrom(option, json, known?.options ?? [])
    const input = {
      format: id,
      path: path.resolve(out),
      options,
      ...(leaveOut === undefined ? {} : { leaveOut: listOf(leaveOut) }),
    }
    const losses = known ? await engine.manuscript.exportLosses({ ...input, format: id }) : []
    for await (const event of await engine.manuscript.export(input, { signal: terminal.signal })) {
      if (event.kind === 'done') done = event
      else terminal.progress(`writing ${event.done} / ${event.total}`)
    }
    if (!done) throw new Error('the export ended early')
    const durationMs = Math.round(performance.now() - startedAt)
    terminal.say(`${done.path ?? out}: ${done.words} words, ${done.sizeBytes} bytes, ${durationMs} ms`)
    for (const { feature, count } of losses) terminal.say(`  does not come along: ${feature} × ${count}`)
    return { path: done.path, losses, sizeBytes: done.sizeBytes, words: done.words, durationMs }
  },
})
