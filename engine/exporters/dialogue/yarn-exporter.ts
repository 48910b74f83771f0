// Yarn Spinner: a `.yarn` script in words that both its versions read, and the tables of strings and of metadata.
// Syntax and escapes: Yarn Spinner's grammar (YarnSpinnerLexer.g4, 2.x and 3.x); tables: its compiler's CSV files.
import type { Target } from '../../domain/dialogue/dialogue.ts'
import type { Expression } from '../../domain/dialogue/expression.ts'
import { csv } from './csv.ts'
import { utf8, type DialogueExporter, type DialogueSnapshot } from './dialogue-exporter.ts'
import { plainValue, printExpression, type Dialect } from './print-expression.ts'
import { planScript, type ScriptNode } from './script-plan.ts'

const DIALECT: Dialect = { variable: (name) => `$${name}`, value: plainValue, not: 'not', operators: {} }
const say = (expression: Expression): string => printExpression(expression, DIALECT)
const go = (target: Target): string => (target === null ? '<<stop>>' : `<<jump ${target}>>`)

/**
 * What Yarn would take for a speaker (words before a colon) or for the end of the node stays text behind a character
 * without a name; no sign can be escaped to the same end in both versions.
 */
const NOBODY = '[character name="" /]'
const wantsNobody = (text: string): boolean => text.includes(':') || text.startsWith('===')

/** As the string table has it: markup escaped, nothing else. */
const markupText = (speaker: string, text: string): string => {
  const escaped = text.replace(/[[\]]/gu, '\\$&')
  if (speaker !== '') return `${speaker}: ${escaped}`
  return wantsNobody(text) ? `${NOBODY}${escaped}` : escaped
}

/** As it stands in the script. A `>` is escaped so that no arrow is left, wherever a reader begins to look. */
export const yarnText = (speaker: string, text: string): string => {
  const escaped = text.replace(/[\\{}#/[\]<]|(?<=[-=])>/gu, '\\$&')
  if (speaker !== '') return `${speaker}: ${escaped}`
  return wantsNobody(text) ? `${NOBODY}${escaped}` : escaped
}

interface StringRow {
  readonly id: string
  readonly text: string
  readonly nodeId: string
  readonly line: number
  readonly tags: readonly string[]
  readonly comment: string
}

const hashtags = (id: string, tags: readonly string[]): string =>
  [`line:${id}`, ...tags].map((tag) => ` #${tag}`).join('')

/** @param at the line number of the first one returned. */
const nodeLines = (node: ScriptNode, at: number, rows: StringRow[]): string[] => {
  const { id, title, x, y, counter, step } = node
  const lines = [
    `title: ${id}`,
    `position: ${x},${y}`,
    '---',
    ...(title === '' ? [] : [`// name: ${title}`]),
    ...(counter === null ? [] : [`<<set $${counter} = $${counter} + 1>>`]),
  ]
  const put = (line: string, row: Omit<StringRow, 'line' | 'nodeId'>): void => {
    rows.push({ ...row, nodeId: id, line: at + lines.length })
    lines.push(line)
  }
  switch (step.kind) {
    case 'line': {
      const { text, speaker, direction } = step.line
      if (direction !== '') lines.push(`// direction: ${direction}`)
      put(`${yarnText(speaker.name, text)}${hashtags(id, step.tags)}`, {
        id,
        text: markupText(speaker.name, text),
        tags: step.tags,
        comment: direction,
      })
      lines.push(go(step.next))
      break
    }
    case 'choice':
      if (step.open) lines.push(`<<if not (${say(step.open)})>>`, go(step.next), '<<endif>>')
      for (const option of step.options) {
        const condition = option.condition ? ` <<if ${say(option.condition)}>>` : ''
        put(`-> ${yarnText('', option.text)}${condition}${hashtags(option.id, option.tags)}`, {
          id: option.id,
          text: markupText('', option.text),
          tags: option.tags,
          comment: '',
        })
        if (option.taken !== null) lines.push(`    <<set $${option.taken} = true>>`)
        lines.push(`    ${go(option.next)}`)
      }
      break
    case 'condition':
      lines.push(`<<if ${say(step.test)}>>`, go(step.then), '<<else>>', go(step.next), '<<endif>>')
      break
    case 'set':
      lines.push(`<<set $${step.variable} = ${say(step.value)}>>`, go(step.next))
      break
    case 'go':
      lines.push(go(step.next))
      break
    case 'random':
      lines.push(`<<set $${step.roll} = dice(${step.sides})>>`)
      step.branches.forEach(({ upTo, next }, index) => {
        if (index === step.branches.length - 1 && index > 0) lines.push('<<else>>')
        else lines.push(`<<${index === 0 ? 'if' : 'elseif'} $${step.roll} <= ${upTo}>>`)
        lines.push(go(next))
      })
      lines.push('<<endif>>')
  }
  return [...lines, '===']
}

const write = ({ dialogue, language }: DialogueSnapshot, isThree: boolean) => {
  const plan = planScript(dialogue)
  const rows: StringRow[] = []
  const file = 'dialogue.yarn'
  const lines = [
    `// ${dialogue.title}`,
    `title: ${dialogue.id}`,
    '---',
    ...plan.variables.map(({ name, initial }) => `<<declare $${name} = ${plainValue(initial)}>>`),
    go(plan.startId),
    '===',
  ]
  for (const node of plan.nodes) lines.push(...nodeLines(node, lines.length + 1, rows))
  // Both tables in reading order, which is the order of the nodes.
  const strings = isThree
    ? csv([
        ['language', 'id', 'text', 'file', 'node', 'lineNumber', 'lock', 'comment'],
        ...rows.map((row) => [
          language,
          `line:${row.id}`,
          row.text,
          file,
          row.nodeId,
          row.line,
          '',
          row.comment,
        ]),
      ])
    : csv([
        ['language', 'id', 'text', 'file', 'node', 'lineNumber'],
        ...rows.map((row) => [language, `line:${row.id}`, row.text, file, row.nodeId, row.line]),
      ])
  const metadata = csv([
    ['id', 'node', 'lineNumber', 'tags'],
    ...rows
      .filter(({ tags }) => tags.length > 0)
      .map((row) => [`line:${row.id}`, row.nodeId, row.line, row.tags.join(' ')]),
  ])
  return { script: `${lines.join('\n')}\n`, strings, metadata }
}

const yarn = (id: string, title: string, isThree: boolean): DialogueExporter => ({
  id,
  version: '1',
  title,
  extension: 'yarn',
  mime: 'text/plain',
  options: [{ key: 'tables', type: 'boolean', title: 'String and metadata tables', default: true }],
  run: (snapshot, options) => {
    const { script, strings, metadata } = write(snapshot, isThree)
    const companions =
      options['tables'] === false
        ? []
        : [
            { path: 'dialogue-Lines.csv', bytes: utf8(strings) },
            { path: 'dialogue-Metadata.csv', bytes: utf8(metadata) },
          ]
    return Promise.resolve({ bytes: utf8(script), companions })
  },
})

export const yarn2Exporter = yarn('yarn2', 'Yarn Spinner 2', false)
export const yarn3Exporter = yarn('yarn3', 'Yarn Spinner 3', true)
