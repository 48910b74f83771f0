// arcwright dataset preview: what a run would learn from, what cleaning takes away, what is held out.
import path from 'node:path'
import type { Outputs } from '../../../engine/contract/index.ts'
import { DATASET_ARGUMENTS, datasetFrom, settingsFrom } from '../dataset-options.ts'
import { UsageError } from '../problems.ts'
import { toCommand } from '../run-command.ts'
import type { Terminal } from '../terminal.ts'

type Event = Outputs['training']['previewDataset'] extends AsyncIterable<infer Each> ? Each : never
type Preview = Extract<Event, { kind: 'preview' }>['preview']

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`

const tell = (preview: Preview, { say }: Terminal): void => {
  const { totals, split, tokens } = preview
  const languages = preview.languages.map(({ language, words }) => `${language} ${words}`).join(', ')
  say(
    `${totals.documents} documents, ${totals.paragraphs} paragraphs, ${totals.words} words (${languages || 'none'})`,
  )
  say(
    `dialogue ${percent(totals.dialogue)}, repeated paragraphs ${totals.duplicates} (${totals.duplicateWords} words)`,
  )
  for (const { rule, isApplied, paragraphs, characters, samples } of preview.cleaning) {
    if (paragraphs === 0) continue
    say(
      `${isApplied ? 'cleaned' : 'would clean'} ${rule}: ${paragraphs} paragraphs, ${characters} characters`,
    )
    const [sample] = samples
    if (sample) say(`  “${sample.before}” → “${sample.after}”`)
  }
  for (const { code, count } of preview.remarks) say(`left out while reading: ${code} (${count})`)
  for (const { path: file, code } of preview.skipped) say(`not read: ${file} (${code})`)
  say(
    `learns from ${split.trainWords} words in ${split.trainDocuments} documents, is measured on ${split.validationWords} in ${split.validationDocuments}${split.cutDocument === null ? '' : `; “${split.cutDocument}” is cut in two`}`,
  )
  if (tokens)
    say(
      `${tokens.isEstimate ? 'about ' : ''}${tokens.train} + ${tokens.validation} tokens of ${tokens.vocabulary} kinds`,
    )
}

export const datasetCommand = toCommand({
  name: 'dataset',
  description: 'preview what a model would learn from',
  args: {
    action: { type: 'positional', description: 'preview', required: true },
    project: { type: 'positional', description: 'PROJECT.arcwright', required: true },
    model: { type: 'string', description: 'whose tokenizer and split', default: 'gru' },
    preset: { type: 'string', description: 'tiny, small …', default: 'small' },
    ...DATASET_ARGUMENTS,
  },
  async run(args, engine, terminal) {
    if (args.action !== 'preview') throw new UsageError(`there is no dataset ${args.action}; try preview`)
    await engine.project.open({ path: path.resolve(args.project) })
    const input = {
      modelId: args.model,
      preset: args.preset,
      settings: settingsFrom(args.set),
      dataset: datasetFrom(args),
    }
    let preview: Preview | null = null
    for await (const event of await engine.training.previewDataset(input, { signal: terminal.signal })) {
      if (event.kind === 'progress')
        terminal.progress(`${event.stage} ${event.done} of ${event.total} files …`)
      else ({ preview } = event)
    }
    if (!preview) throw new Error('the preview ended early')
    tell(preview, terminal)
    return { preview }
  },
})
