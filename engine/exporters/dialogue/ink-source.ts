// Writes a plan as ink: a knot a node, tags for ids, speakers, emotions and directions. Whoever compiles it is elsewhere.
// Syntax: "Writing with ink" (inkle, version 1.2).
import type { Expression } from '../../domain/dialogue/expression.ts'
import type { Target } from '../../domain/dialogue/dialogue.ts'
import { plainValue, printExpression, type Dialect } from './print-expression.ts'
import type { ScriptNode, ScriptPlan, ScriptStep } from './script-plan.ts'

/** Signs that mean something in ink's text, wherever they stand. */
const SPECIAL = /[\\[\]{}<>|#~*+=/]|-(?=>)/gu
/** What begins a statement when it begins a line: a gather, or a word. */
const STATEMENT = /^(?=-|(?:TODO|INCLUDE|VAR|CONST|LIST|EXTERNAL|TEMP|temp|return|function)\b)/u

/** Text that ink says as it stands. */
export const inkText = (text: string): string => text.replace(SPECIAL, '\\$&').replace(STATEMENT, '\\')

const DIALECT: Dialect = { variable: (name) => name, value: plainValue, not: 'not', operators: {} }
const say = (expression: Expression): string => printExpression(expression, DIALECT)
const go = (target: Target): string => `-> ${target ?? 'END'}`

const tags = (found: readonly string[]): string => found.map((tag) => ` # ${inkText(tag)}`).join('')

const stepLines = (step: ScriptStep): string[] => {
  switch (step.kind) {
    case 'line': {
      const { id, text, speaker, direction } = step.line
      const own = [
        `line:${id}`,
        ...(speaker.name === '' ? [] : [`speaker:${speaker.name}`]),
        ...step.tags,
        ...(direction === '' ? [] : [`direction:${direction}`]),
      ]
      return [`${inkText(text)}${tags(own)}`, go(step.next)]
    }
    case 'choice':
      return [
        ...step.options.flatMap((option) => [
          `+ ${option.condition ? `{${say(option.condition)}} ` : ''}[${inkText(option.text)}${tags([`line:${option.id}`, ...option.tags])}]`,
          ...(option.taken === null ? [] : [`    ~ ${option.taken} = true`]),
          `    ${go(option.next)}`,
        ]),
        // Chosen by ink itself when nothing else can be.
        ...(step.open === null ? [] : [`+ ${go(step.next)}`]),
      ]
    case 'condition':
      return [`{ ${say(step.test)}:`, `    ${go(step.then)}`, '- else:', `    ${go(step.next)}`, '}']
    case 'set':
      return [`~ ${step.variable} = ${say(step.value)}`, go(step.next)]
    case 'go':
      return [go(step.next)]
    case 'random':
      return [
        `~ ${step.roll} = RANDOM(1, ${step.sides})`,
        '{',
        ...step.branches.flatMap(({ upTo, next }, index) => [
          index === step.branches.length - 1 ? '- else:' : `- ${step.roll} <= ${upTo}:`,
          `    ${go(next)}`,
        ]),
        '}',
      ]
  }
}

const comment = (title: string): string[] => (title === '' ? [] : [`// ${title.replaceAll('*/', '* /')}`])

const knot = ({ id, title, counter, step }: ScriptNode): string[] => [
  `=== ${id} ===`,
  ...comment(title),
  ...(counter === null ? [] : [`~ ${counter} = ${counter} + 1`]),
  ...stepLines(step),
  '',
]

export const inkSource = (title: string, plan: ScriptPlan): string =>
  [
    `# title: ${inkText(title)}`,
    ...plan.variables.map(({ name, initial }) => `VAR ${name} = ${plainValue(initial)}`),
    '',
    go(plan.startId),
    '',
    ...plan.nodes.flatMap(knot),
  ].join('\n')
