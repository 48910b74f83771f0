// How the lines of a plain text make paragraphs: wrapped or not, blank lines between or not. Knows no headings.
import type { Language } from '../../domain/project.ts'

export interface TextLayout {
  /** `lines`: each line is a paragraph; `spaced`: wrapped, blank lines between; `dense`: wrapped, none between. */
  readonly kind: 'lines' | 'spaced' | 'dense'
  /** Characters a full line holds. */
  readonly width: number
  /** Whether an indented first line begins a paragraph. */
  readonly indents: boolean
}

const SAMPLE_LINES = 6_000
const INDENT = /^(?:[ \t]{1,12}|\u3000{1,4})\S/u
const ENDS_OPEN = { en: /[\p{L}\p{N},;\-—–]$/u, zh: /[^。！？…”』」：—）!?)\s]$/u }
const BEGINS_OPEN = { en: /^\p{Ll}/u, zh: /^[^\s\u3000“「『（第]/u }

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0

export const detectLayout = (allLines: readonly string[], language: Language): TextLayout => {
  const skip = Math.max(0, Math.floor(allLines.length / 2 - SAMPLE_LINES / 2))
  const lines = allLines.slice(skip, skip + SAMPLE_LINES).map((line) => line.trimEnd())
  const filled = lines.filter((line) => line.trim() !== '')
  const lengths = filled.map((line) => line.length).sort((a, b) => a - b)
  const width = quantile(lengths, 0.95)
  let neighbours = 0
  let running = 0
  let indented = 0
  for (let i = 1; i < lines.length; i += 1) {
    const [before, line] = [lines[i - 1], lines[i]]
    if (INDENT.test(line)) indented += 1
    if (before.trim() === '' || line.trim() === '') continue
    neighbours += 1
    if (ENDS_OPEN[language].test(before) && BEGINS_OPEN[language].test(line)) running += 1
  }
  const isEven = lengths.filter((length) => length > width * 0.85).length > filled.length * 0.3
  const isWrapped = neighbours > filled.length * 0.2 && running > neighbours * 0.25 && isEven
  if (!isWrapped) return { kind: 'lines', width, indents: false }
  const blankShare = 1 - filled.length / lines.length
  const indents = indented > filled.length * 0.03 && indented < filled.length * 0.6
  return {
    kind: blankShare > 0.05 ? 'spaced' : 'dense',
    width,
    indents: indents && (blankShare < 0.12 || language === 'zh'),
  }
}

const firstWord = (line: string, language: Language): number =>
  language === 'zh' ? 1 : (/^\S+/u.exec(line)?.[0].length ?? 0)

/** Whether the writer, not the width, ended this line: the next word would still have fitted on it. */
const isDeliberate = (line: string, next: string, layout: TextLayout, language: Language): boolean => {
  const space = language === 'zh' ? 1 : 4
  return line.trimEnd().length + 1 + firstWord(next.trim(), language) + space <= layout.width
}

const CLOSED = { en: /[.!?:"”'’)\]—-]$/u, zh: /[。！？…”』」）]$/u }

const joinWrapped = (lines: readonly string[], language: Language): string => {
  const glue = language === 'zh' ? '' : ' '
  return lines
    .map((line) => line.trim())
    .join(glue)
    .replace(/[ \t]{2,}/gu, ' ')
}

/** A run of lines without a blank between: prose is joined, verse and addresses keep their line ends. */
const joinRun = (run: readonly string[], layout: TextLayout, language: Language): string => {
  if (run.length === 1) return joinWrapped(run, language)
  let deliberate = 0
  for (let i = 1; i < run.length; i += 1)
    if (isDeliberate(run[i - 1], run[i], layout, language)) deliberate += 1
  return deliberate > (run.length - 1) * 0.6
    ? run.map((line) => line.trim()).join('\n')
    : joinWrapped(run, language)
}

const beginsParagraph = (before: string, line: string, layout: TextLayout, language: Language): boolean => {
  if (layout.indents && INDENT.test(line) && !INDENT.test(before)) return true
  if (layout.kind !== 'dense') return false
  const isShort = isDeliberate(before, line, layout, language)
  const speech = /["”’']$/u.test(before.trimEnd()) && /^["“‘']/u.test(line.trim())
  return CLOSED[language].test(before.trimEnd()) && (isShort || speech)
}

/** Paragraphs of some lines, in order, none empty; `\n` inside one is a line end to keep. */
export const joinLines = (lines: readonly string[], layout: TextLayout, language: Language): string[] => {
  if (layout.kind === 'lines') return lines.map((line) => line.trim()).filter((line) => line !== '')
  const paragraphs: string[] = []
  let run: string[] = []
  const flush = (): void => {
    if (run.length > 0) paragraphs.push(joinRun(run, layout, language))
    run = []
  }
  for (const line of lines) {
    const before = run.at(-1)
    if (line.trim() === '') flush()
    else {
      if (before !== undefined && beginsParagraph(before, line, layout, language)) flush()
      run.push(line)
    }
  }
  flush()
  return paragraphs
}
