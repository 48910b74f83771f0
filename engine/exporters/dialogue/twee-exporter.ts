// Twee 3 for the story format SugarCube 2, which has variables and conditions: a passage a node, with its place and tags.
// Syntax: Twee 3 Specification (IFTF); SugarCube v2 Documentation.
import { createHash } from 'node:crypto'
import type { Target } from '../../domain/dialogue/dialogue.ts'
import type { BinaryOperator, Expression } from '../../domain/dialogue/expression.ts'
import { oneFile, type DialogueExporter } from './dialogue-exporter.ts'
import { plainValue, printExpression, type Dialect } from './print-expression.ts'
import { planScript, type ScriptNode, type ScriptPlan, type ScriptStep } from './script-plan.ts'

/** Words instead of signs: `>` would be taken for the end of a macro now and then. */
const OPERATORS: Partial<Record<BinaryOperator, string>> = {
  '==': 'is',
  '!=': 'isnot',
  '<': 'lt',
  '<=': 'lte',
  '>': 'gt',
  '>=': 'gte',
}
const DIALECT: Dialect = {
  variable: (name) => `$${name}`,
  value: plainValue,
  not: 'not',
  operators: OPERATORS,
}
const say = (expression: Expression): string => printExpression(expression, DIALECT)

/** Letters, digits, spaces and quiet signs stand as they are; the rest become character references, which no markup is. */
export const tweeText = (text: string): string =>
  text.replace(/[^\p{L}\p{M}\p{N} .,;?()]|(?<=[.]{2})[.]/gu, (sign) => {
    const code = sign.codePointAt(0)!
    return code < 128 ? `&#${code};` : sign
  })

/** Titles of passages and of the story: signs of a header are escaped. */
const headerText = (text: string): string => text.replace(/[\\[\]{}]/gu, '\\$&')

/** RFC 4122, version 5 in shape: the same dialogue of the same project always has the same. */
const ifid = (projectId: string, dialogueId: string): string => {
  const hash = createHash('sha1').update(`arcwright/${projectId}/${dialogueId}`).digest()
  hash[6] = (hash[6] & 0x0f) | 0x50
  hash[8] = (hash[8] & 0x3f) | 0x80
  const hex = hash.toString('hex').toUpperCase()
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  )
}

/** Goes on within the passage that is shown: lines of one breath stand together until there is something to choose. */
const go = (target: Target): string[] => (target === null ? [] : [`<<include "${target}">>`])

const stepLines = (step: ScriptStep): string[] => {
  switch (step.kind) {
    case 'line': {
      const { text, speaker, direction } = step.line
      return [
        ...(direction === '' ? [] : [`<!-- ${tweeText(direction)} -->`]),
        `<p class="line">${speaker.name === '' ? '' : `<b class="speaker">${tweeText(speaker.name)}</b> `}<span class="said">${tweeText(text)}</span></p>`,
        ...go(step.next),
      ]
    }
    case 'choice':
      return [
        ...step.options.flatMap((option) => [
          ...(option.condition ? [`<<if ${say(option.condition)}>>`] : []),
          `<p class="option" data-id="${option.id}" data-tags="${option.tags.map(tweeText).join(' ')}"><<link "${tweeText(option.text)}"${option.next === null ? '' : ` "${option.next}"`}>>${option.taken === null ? '' : `<<set $${option.taken} to true>>`}<</link>></p>`,
          ...(option.condition ? ['<</if>>'] : []),
        ]),
        ...(step.open === null || step.next === null
          ? []
          : [`<<if not (${say(step.open)})>>`, ...go(step.next), '<</if>>']),
      ]
    case 'condition':
      return [`<<if ${say(step.test)}>>`, ...go(step.then), '<<else>>', ...go(step.next), '<</if>>']
    case 'set':
      return [`<<set $${step.variable} to ${say(step.value)}>>`, ...go(step.next)]
    case 'go':
      return go(step.next)
    case 'random':
      return [
        `<<set $${step.roll} to random(1, ${step.sides})>>`,
        ...step.branches.flatMap(({ upTo, next }, index) => [
          index === step.branches.length - 1 && index > 0
            ? '<<else>>'
            : `<<${index === 0 ? 'if' : 'elseif'} $${step.roll} lte ${upTo}>>`,
          ...go(next),
        ]),
        '<</if>>',
      ]
  }
}

const passage = (node: ScriptNode, left: number, top: number): string[] => {
  const { id, title, x, y, counter, step } = node
  const tags = [step.kind, ...(step.kind === 'line' ? step.tags : [])].join(' ')
  return [
    '',
    `:: ${id} [${tags}] {"position":"${x - left},${y - top}","size":"100,100"}`,
    ...(title === '' ? [] : [`<!-- name: ${tweeText(title)} -->`]),
    ...(counter === null ? [] : [`<<set $${counter} to $${counter} + 1>>`]),
    ...stepLines(step),
  ]
}

const story = (title: string, id: string, plan: ScriptPlan): string => {
  const left = Math.min(0, ...plan.nodes.map(({ x }) => x))
  const top = Math.min(0, ...plan.nodes.map(({ y }) => y))
  return [
    ':: StoryTitle',
    // A passage's text may not begin a header.
    headerText(title === '' ? '…' : title).replace(/^::/u, '\\::'),
    '',
    ':: StoryData',
    JSON.stringify(
      {
        ifid: id,
        format: 'SugarCube',
        'format-version': '2.37.3',
        start: plan.startId ?? 'n0',
        zoom: 1,
      },
      undefined,
      2,
    ),
    '',
    ':: StoryInit',
    ...plan.variables.map(({ name, initial }) => `<<set $${name} to ${plainValue(initial)}>>`),
    ...plan.nodes.flatMap((node) => passage(node, left, top)),
    '',
  ].join('\n')
}

export const tweeExporter: DialogueExporter = {
  id: 'twee',
  version: '1',
  title: 'Twee 3 (SugarCube)',
  extension: 'twee',
  mime: 'text/plain',
  options: [],
  run: ({ dialogue, projectId }) =>
    Promise.resolve(oneFile(story(dialogue.title, ifid(projectId, dialogue.id), planScript(dialogue)))),
}
