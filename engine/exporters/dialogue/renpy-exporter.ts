// Ren'Py: labels, say statements with ids for translation, menus, defaults.
// Syntax and escapes: Ren'Py Documentation, "Dialogue and Narration", "Text", "Translation" (8.x).
import type { Target, Value } from '../../domain/dialogue/dialogue.ts'
import type { Expression } from '../../domain/dialogue/expression.ts'
import { oneFile, slug, type DialogueExporter } from './dialogue-exporter.ts'
import { printExpression, type Dialect } from './print-expression.ts'
import { planScript, type ScriptNode, type ScriptPlan, type ScriptStep } from './script-plan.ts'

const pythonValue = (value: Value): string =>
  typeof value === 'boolean' ? (value ? 'True' : 'False') : JSON.stringify(value)

const DIALECT: Dialect = { variable: (name) => name, value: pythonValue, not: 'not', operators: {} }
const say = (expression: Expression): string => printExpression(expression, DIALECT)
const go = (target: Target): string => (target === null ? 'return' : `jump ${target}`)

/** A string whose every sign is shown: no tags, no interpolation, no ruby. */
export const renpyText = (text: string): string => {
  const quoted = text.replace(/[\\"]/gu, '\\$&').replace(/[[{%【]/gu, '$&$&')
  // Any space becomes a plain one in Ren'Py, unless it is spelt.
  const spelt = quoted.replace(
    /(?! )\s/gu,
    (space) => `\\u${space.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return `"${spelt}"`
}

/** A variable of Ren'Py for every speaker, in the order in which they first speak. */
const charactersOf = (plan: ScriptPlan): ReadonlyMap<string, string> => {
  const names = new Map<string, string>()
  const taken = new Set<string>()
  for (const { step } of plan.nodes) {
    if (step.kind !== 'line') continue
    const { name } = step.line.speaker
    if (name === '' || names.has(name)) continue
    const base = `speaker_${slug(name).replaceAll('-', '_') || names.size + 1}`
    let free = base
    for (let i = 2; taken.has(free); i++) free = `${base}_${i}`
    taken.add(free)
    names.set(name, free)
  }
  return names
}

const stepLines = (step: ScriptStep, characters: ReadonlyMap<string, string>): string[] => {
  switch (step.kind) {
    case 'line': {
      const { id, text, speaker, direction } = step.line
      const who = characters.get(speaker.name)
      return [
        ...(direction === '' ? [] : [`# direction: ${direction}`]),
        ...(step.tags.length === 0 ? [] : [`# tags: ${step.tags.join(' ')}`]),
        `${who === undefined ? '' : `${who} `}${renpyText(text)} id ${id}`,
        go(step.next),
      ]
    }
    case 'choice':
      return [
        ...(step.open ? [`if not (${say(step.open)}):`, `    ${go(step.next)}`] : []),
        'menu:',
        ...step.options.flatMap((option) => [
          `    # id: ${option.id}${option.tags.length === 0 ? '' : ` tags: ${option.tags.join(' ')}`}`,
          `    ${renpyText(option.text)}${option.condition ? ` if ${say(option.condition)}` : ''}:`,
          ...(option.taken === null ? [] : [`        $ ${option.taken} = True`]),
          `        ${go(option.next)}`,
        ]),
      ]
    case 'condition':
      return [`if ${say(step.test)}:`, `    ${go(step.then)}`, 'else:', `    ${go(step.next)}`]
    case 'set':
      return [`$ ${step.variable} = ${say(step.value)}`, go(step.next)]
    case 'go':
      return [go(step.next)]
    case 'random':
      return [
        `$ ${step.roll} = renpy.random.randint(1, ${step.sides})`,
        ...step.branches.flatMap(({ upTo, next }, index) => [
          index === step.branches.length - 1 && index > 0
            ? 'else:'
            : `${index === 0 ? 'if' : 'elif'} ${step.roll} <= ${upTo}:`,
          `    ${go(next)}`,
        ]),
        // One branch alone has no `else`.
        ...(step.branches.length === 1 ? ['return'] : []),
      ]
  }
}

const label = (node: ScriptNode, characters: ReadonlyMap<string, string>): string[] => [
  '',
  `label ${node.id}:`,
  ...[
    ...(node.title === '' ? [] : [`# name: ${node.title}`]),
    ...(node.counter === null ? [] : [`$ ${node.counter} += 1`]),
    ...stepLines(node.step, characters),
  ].map((line) => `    ${line}`),
]

export const renpyExporter: DialogueExporter = {
  id: 'renpy',
  version: '1',
  title: "Ren'Py",
  extension: 'rpy',
  mime: 'text/plain',
  options: [],
  run: ({ dialogue }) => {
    const plan = planScript(dialogue)
    const characters = charactersOf(plan)
    const lines = [
      `# ${dialogue.title}`,
      ...[...characters].map(([name, variable]) => `define ${variable} = Character(${renpyText(name)})`),
      ...plan.variables.map(({ name, initial }) => `default ${name} = ${pythonValue(initial)}`),
      '',
      `label ${dialogue.id}:`,
      `    ${go(plan.startId)}`,
      ...plan.nodes.flatMap((node) => label(node, characters)),
      '',
    ]
    return Promise.resolve(oneFile(lines.join('\n')))
  },
}
