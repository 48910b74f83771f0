// arcwright report: the arc of a book, each part, chapter, scene and character, as a table, a page, a picture or JSON.
import path from 'node:path'
import { UsageError } from '../problems.ts'
import { numberFrom, toCommand } from '../run-command.ts'
import { measureFrom, signed } from '../arc-arguments.ts'

export const reportCommand = toCommand({
  name: 'report',
  description: 'report the emotional arc of the book, its parts, chapters, scenes and characters',
  args: {
    project: { type: 'positional', description: 'PROJECT.arcwright', required: true },
    format: { type: 'string', description: 'html, csv, svg, png; with --out' },
    out: { type: 'string', description: 'the file to write; its ending names the format' },
    scope: { type: 'string', description: 'the id of a part, chapter or scene; the whole book without it' },
    measure: { type: 'string', description: 'valence, arousal, tension or an emotion', default: 'valence' },
    voice: { type: 'string', description: 'whose feelings: narration, or the id of a character line' },
    smoothing: { type: 'string', description: 'words on each side that are smoothed together' },
    draft: { type: 'string', description: 'the id of a kept draft to compare with' },
    language: { type: 'string', description: 'en or zh: the words of the report' },
  },
  async run(args, engine, terminal) {
    const smoothingWords = numberFrom('smoothing', args.smoothing)
    const language = (['en', 'zh'] as const).find((each) => each === args.language)
    if (args.language !== undefined && language === undefined)
      throw new UsageError(`--language ${args.language} is neither en nor zh`)
    const input = {
      scopeId: args.scope ?? null,
      measure: measureFrom(args.measure),
      ...(args.voice === undefined ? {} : { voiceId: args.voice }),
      ...(args.draft === undefined ? {} : { draftId: args.draft }),
      ...(smoothingWords === undefined ? {} : { smoothingWords }),
      ...(language === undefined ? {} : { language }),
    }
    if (args.format !== undefined && args.out === undefined)
      throw new UsageError('--format writes a file: say where with --out')
    await engine.project.open({ path: path.resolve(args.project) })
    let written: { path: string | null; sizeBytes: number } | null = null
    if (args.out !== undefined) {
      const format = args.format ?? path.extname(args.out).slice(1)
      const file = { ...input, format, path: path.resolve(args.out) }
      for await (const event of await engine.arc.exportReport(file, { signal: terminal.signal }))
        if (event.kind === 'progress') terminal.progress(`analysing ${event.done} / ${event.total}`)
        else written = { path: event.path, sizeBytes: event.sizeBytes }
    }
    const report = await engine.arc.report(input, { signal: terminal.signal })
    for (const { level, title, kind, words, feeling, gap } of report.lines) {
      const name = `${'  '.repeat(level)}${title || kind}`
      const what = feeling
        ? `${signed(feeling.valence)}  ${feeling.emotion.padEnd(8)}  tension ${feeling.tension.toFixed(2)}`
        : 'no words'
      terminal.say(
        `${what}  ${String(words).padStart(7)} words  ${name}${gap === null ? '' : `  gap ${gap.toFixed(2)}`}`,
      )
    }
    for (const turn of report.turns)
      terminal.say(
        `turn at word ${turn.word} (${turn.scene}): ${signed(turn.before)} → ${signed(turn.after)}`,
      )
    if (written) terminal.say(`${written.path}: ${written.sizeBytes} bytes`)
    return { report, written }
  },
})
