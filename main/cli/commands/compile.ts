// arcwright compile: how the book is to be printed, shown or changed; every export of the project begins with it.
import path from 'node:path'
import { bookOptionsFrom, listOf } from '../book-options.ts'
import { toCommand } from '../run-command.ts'

export const compileCommand = toCommand({
  name: 'compile',
  description: 'show or set how the book is exported: look, titles, front matter, what stays at home',
  args: {
    project: { type: 'positional', description: 'PROJECT.arcwright', required: true },
    option: { type: 'string', description: 'KEY=VALUE, several with commas: theme=modern,numbering=roman' },
    options: { type: 'string', description: 'the same as a JSON object, or a file that holds one' },
    forget: { type: 'string', description: 'keys that go back to each format’s own choice, with commas' },
    'leave-out': {
      type: 'string',
      description: 'ids of parts, chapters or scenes that stay at home; none: all',
    },
    sample: { type: 'string', description: 'a format: show the beginning of the book as it would be' },
    list: { type: 'boolean', description: 'show every option with its choices', default: false },
  },
  async run(
    { project, option, options: json, forget, 'leave-out': leaveOut, sample, list },
    engine,
    terminal,
  ) {
    await engine.project.open({ path: path.resolve(project) })
    const formats = await engine.manuscript.exportFormats()
    const known = [
      ...new Map(formats.flatMap((format) => format.options).map((one) => [one.key, one])).values(),
    ]
    const chosen = bookOptionsFrom(option, json, known)
    const forgotten = listOf(forget).map((key): [string, null] => [key, null])
    const changes = { ...chosen, ...Object.fromEntries(forgotten) }
    const settings =
      Object.keys(changes).length > 0 || leaveOut !== undefined
        ? await engine.manuscript.updateExportSettings({
            options: changes,
            ...(leaveOut === undefined ? {} : { leaveOut: leaveOut === 'none' ? [] : listOf(leaveOut) }),
          })
        : await engine.manuscript.exportSettings()
    for (const [key, value] of Object.entries(settings.options)) terminal.say(`${key} = ${value}`)
    if (settings.leaveOut.length > 0) terminal.say(`at home: ${settings.leaveOut.join(', ')}`)
    const shown = sample === undefined ? undefined : await engine.manuscript.exportSample({ format: sample })
    if (shown) terminal.say(shown.text ?? shown.html ?? '')
    const result = { ...settings, ...(shown ? { sample: shown } : {}) }
    if (!list) return result
    for (const { key, type, title, choices } of known)
      terminal.say(`${key}  ${title}  ${choices.map(({ value }) => value).join(' | ') || type}`)
    return { ...result, known }
  },
})
