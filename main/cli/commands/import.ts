// arcwright import: a whole book into a project, split as the preview proposes, or as the writer has corrected that.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Outputs } from '../../../engine/contract/index.ts'
import { UsageError } from '../problems.ts'
import { toCommand } from '../run-command.ts'

type Event = Outputs['manuscript']['previewImport'] extends AsyncIterable<infer Each> ? Each : never
type Preview = Extract<Event, { kind: 'preview' }>['preview']

const remarkLine = ({ code, count, sample }: Preview['remarks'][number]): string =>
  `  ${code} × ${count}${sample ? `: ${sample}` : ''}`

/** The contract checks what it is. */
const outlineFrom = (file: string): Preview['outline'] => {
  try {
    const value = JSON.parse(readFileSync(file, 'utf8')) as { readonly outline?: Preview['outline'] }
    return value.outline ?? (value as Preview['outline'])
  } catch {
    throw new UsageError(`--outline ${file}: there is no such file, or it is not JSON`)
  }
}

export const importCommand = toCommand({
  name: 'import',
  description:
    'bring a book into a project: text, Markdown, Word, OpenDocument, RTF, EPUB, HTML, or the folder of a Scrivener, novelWriter, Manuskript or Markdown project',
  args: {
    project: { type: 'positional', description: 'PROJECT.arcwright', required: true },
    file: { type: 'positional', description: 'the book: a file, a folder or a zip of one', required: true },
    'dry-run': { type: 'boolean', description: 'only show how it would be split', default: false },
    'adopt-title': {
      type: 'boolean',
      description: 'an empty project takes the title and author of the book in place of its own',
      default: false,
    },
    outline: {
      type: 'string',
      description:
        'the split as corrected, a JSON file: what --dry-run --json has as outline, with other titles and kinds, lines left out join the one before',
    },
  },
  async run(
    { project, file, 'dry-run': isDry, outline: corrected, 'adopt-title': adoptsTitle },
    engine,
    terminal,
  ) {
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
    const { previewId, remarks, format, encoding, language } = preview
    if (isDry) {
      await engine.manuscript.discardImport({ previewId })
      for (const { kind, title, excerpt, words } of preview.outline)
        terminal.say(`${kind.padEnd(7)}  ${String(words).padStart(7)}  ${title || excerpt}`)
      for (const remark of remarks) terminal.say(remarkLine(remark))
      return { ...preview, previewId: undefined }
    }
    const outline = corrected === undefined ? preview.outline : outlineFrom(corrected)
    let done
    for await (const event of await engine.manuscript.commitImport(
      { previewId, outline, keepTitle: !adoptsTitle },
      { signal },
    )) {
      if (event.kind === 'done') done = event
      else terminal.progress(`writing ${event.done} / ${event.total}`)
    }
    if (!done) throw new Error('the import ended early')
    const durationMs = Math.round(performance.now() - startedAt)
    terminal.say(
      `${done.words} words in ${done.scenes} scenes (${format}, ${encoding}, ${language}), ${durationMs} ms`,
    )
    for (const remark of remarks) terminal.say(remarkLine(remark))
    return { words: done.words, scenes: done.scenes, format, encoding, language, remarks, durationMs }
  },
})
