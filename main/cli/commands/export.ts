// arcwright export: the book as a file.
import path from 'node:path'
import { UsageError } from '../problems.ts'
import { toCommand } from '../run-command.ts'

/** What people type for a format's id. */
const SHORT: Readonly<Record<string, string>> = { md: 'markdown' }

const listOf = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')

const readOptions = (
  text: string | undefined,
  known: readonly { readonly key: string; readonly type: string }[],
): Record<string, string | boolean> =>
  Object.fromEntries(
    listOf(text).map((pair): [string, string | boolean] => {
      const [key = '', ...rest] = pair.split('=')
      const option = known.find((one) => one.key === key)
      if (!option)
        throw new UsageError(
          `there is no option ${key} for this format; it has ${known.map((one) => one.key).join(', ') || 'none'}`,
        )
      const value = rest.join('=')
      return [key, option.type === 'boolean' ? value !== 'false' : value]
    }),
  )

export const exportCommand = toCommand({
  name: 'export',
  description: 'write the book: Markdown, EPUB, Word, HTML or plain text',
  args: {
    project: { type: 'positional', description: 'PROJECT.arcwright', required: true },
    format: { type: 'string', description: 'md, epub, docx, html, txt', required: true },
    out: { type: 'string', description: 'the file to write', required: true },
    option: { type: 'string', description: 'KEY=VALUE, several with commas: sceneTitles=true,look=book' },
    'leave-out': { type: 'string', description: 'ids of parts, chapters or scenes that stay at home' },
  },
  async run({ project, format, out, option, 'leave-out': leaveOut }, engine, terminal) {
    const startedAt = performance.now()
    await engine.project.open({ path: path.resolve(project) })
    const formats = await engine.manuscript.exportFormats()
    const known = formats.find(({ id, extension }) => [id, extension.replace('.', '')].includes(format))
    const id = known?.id ?? SHORT[format] ?? format
    let done
    const options = readOptions(option, known?.options ?? [])
    const input = { format: id, path: path.resolve(out), options, leaveOut: listOf(leaveOut) }
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
