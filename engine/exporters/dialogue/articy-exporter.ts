// JSON in the shape of articy:draft's: dialogue fragments, hubs, conditions and instructions joined by pins. articy itself
// is not needed to read it; what its own importer does with it has not been tried.
import { createHash } from 'node:crypto'
import type { Target } from '../../domain/dialogue/dialogue.ts'
import type { BinaryOperator, Expression } from '../../domain/dialogue/expression.ts'
import { oneFile, type DialogueExporter, type DialogueSnapshot } from './dialogue-exporter.ts'
import { plainValue, printExpression, type Dialect } from './print-expression.ts'
import { planScript, type ScriptNode } from './script-plan.ts'

const NAMESPACE = 'Dialogue'
const OPERATORS: Partial<Record<BinaryOperator, string>> = { and: '&&', or: '||' }
const DIALECT: Dialect = {
  variable: (name) => `${NAMESPACE}.${name}`,
  value: plainValue,
  not: '!',
  operators: OPERATORS,
}
const say = (expression: Expression): string => printExpression(expression, DIALECT)

/** 64 bits of a hash of what it stands for: the same thing has the same id in every export. */
const hexId = (name: string): string =>
  `0x${createHash('sha256').update(name).digest('hex').slice(0, 16).toUpperCase()}`

interface Wire {
  /** The pin's own instruction. */
  readonly text?: string
  readonly targets: readonly Target[]
}

interface Model {
  readonly id: string
  readonly type: string
  readonly technicalName: string
  /** A condition for coming in. */
  readonly guard?: string
  readonly outputs: readonly Wire[]
  readonly properties?: Readonly<Record<string, unknown>>
  readonly emotion?: readonly string[]
  readonly at: { readonly x: number; readonly y: number }
}

const modelsOf = (node: ScriptNode, speakerId: (name: string) => string): Model[] => {
  const { step, counter, title } = node
  const at = { x: node.x, y: node.y }
  // What counts visits stands before the node itself, and takes its place for those who come.
  const id = counter === null ? node.id : `${node.id}/body`
  const base = { id, technicalName: node.id, at }
  const named = { DisplayName: title }
  const counting: Model[] =
    counter === null
      ? []
      : [
          {
            id: node.id,
            technicalName: counter,
            type: 'Instruction',
            at,
            outputs: [{ targets: [id] }],
            properties: { DisplayName: '', Expression: `${NAMESPACE}.${counter} += 1;` },
          },
        ]
  return [...counting, ...bodyOf()]

  function bodyOf(): Model[] {
    switch (step.kind) {
      case 'line': {
        const { text, speaker, direction } = step.line
        return [
          {
            ...base,
            type: 'DialogueFragment',
            outputs: [{ targets: [step.next] }],
            properties: {
              ...named,
              Text: text,
              MenuText: '',
              StageDirections: direction,
              Speaker: speaker.name === '' ? '0x0000000000000000' : speakerId(speaker.name),
            },
            emotion: step.tags,
          },
        ]
      }
      case 'choice':
        return [
          {
            ...base,
            type: 'Hub',
            // A way for when nothing is open has a condition of its own, behind its pin.
            outputs: [
              {
                targets: [
                  ...step.options.map((option) => option.id),
                  ...(step.open && step.next !== null ? [`${id}/none`] : []),
                ],
              },
            ],
            properties: named,
          },
          ...step.options.map((option, index): Model => ({
            id: option.id,
            technicalName: option.id,
            type: 'DialogueFragment',
            at: { x: node.x + 140, y: node.y + index * 40 },
            ...(option.condition ? { guard: say(option.condition) } : {}),
            outputs: [
              {
                text: option.taken === null ? '' : `${NAMESPACE}.${option.taken} = true;`,
                targets: [option.next],
              },
            ],
            properties: {
              DisplayName: '',
              Text: '',
              MenuText: option.text,
              StageDirections: '',
              Speaker: '0x0000000000000000',
            },
            emotion: option.tags,
          })),
          ...(step.open && step.next !== null
            ? [
                {
                  id: `${id}/none`,
                  technicalName: `${id}_none`,
                  type: 'Hub',
                  at: { x: node.x + 140, y: node.y + step.options.length * 40 },
                  guard: `! (${say(step.open)})`,
                  outputs: [{ targets: [step.next] }],
                  properties: { DisplayName: '' },
                },
              ]
            : []),
        ]
      case 'condition':
        return [
          {
            ...base,
            type: 'Condition',
            outputs: [{ targets: [step.then] }, { targets: [step.next] }],
            properties: { ...named, Expression: say(step.test) },
          },
        ]
      case 'set':
        return [
          {
            ...base,
            type: 'Instruction',
            outputs: [{ targets: [step.next] }],
            properties: {
              ...named,
              Expression: `${NAMESPACE}.${step.variable} = ${say(step.value)};`,
            },
          },
        ]
      case 'go':
        return [
          {
            ...base,
            type: 'Hub',
            outputs: [{ targets: [step.next] }],
            properties: named,
          },
        ]
      case 'random': {
        const roll = `${NAMESPACE}.${step.roll}`
        const way = (index: number): Target =>
          index === step.branches.length - 1 ? (step.branches[index]?.next ?? null) : `${id}/${index}`
        return [
          {
            ...base,
            type: 'Instruction',
            outputs: [{ targets: [way(0)] }],
            properties: { ...named, Expression: `${roll} = random(1, ${step.sides});` },
          },
          ...step.branches.slice(0, -1).map(({ upTo, next }, index): Model => ({
            id: `${id}/${index}`,
            technicalName: `${id}_${index}`,
            type: 'Condition',
            at: { x: node.x + 140, y: node.y + index * 40 },
            outputs: [{ targets: [next] }, { targets: [way(index + 1)] }],
            properties: { DisplayName: '', Expression: `${roll} <= ${upTo}` },
          })),
        ]
      }
    }
  }
}

const emotionFeature = (tags: readonly string[]): object => {
  const valueOf = (key: string): string =>
    tags.find((tag) => tag.startsWith(`${key}:`))?.slice(key.length + 1) ?? ''
  return {
    Feeling: {
      Emotion: valueOf('emotion'),
      Valence: Number(valueOf('valence')),
      Arousal: Number(valueOf('arousal')),
      Tags: tags.filter((tag) => !/^(?:emotion|valence|arousal):/u.test(tag)).join(' '),
    },
  }
}

const write = ({ dialogue, projectId, language }: DialogueSnapshot): string => {
  const plan = planScript(dialogue)
  const idOf = (name: string): string => hexId(`${dialogue.id}/${name}`)
  const speakers = new Set<string>()
  const speakerId = (name: string): string => {
    speakers.add(name)
    return idOf(`speaker/${name}`)
  }
  const toJson = (model: Model) => {
    const owner = idOf(model.id)
    return {
      Type: model.type,
      Properties: {
        TechnicalName: model.technicalName,
        Id: owner,
        Parent: idOf('dialogue'),
        ...model.properties,
        Position: model.at,
        InputPins: [{ Text: model.guard ?? '', Id: idOf(`${model.id}/in`), Owner: owner }],
        OutputPins: model.outputs.map(({ text = '', targets }, index) => ({
          Text: text,
          Id: idOf(`${model.id}/out/${index}`),
          Owner: owner,
          Connections: targets.flatMap((target) =>
            target === null ? [] : [{ Label: '', TargetPin: idOf(`${target}/in`), Target: idOf(target) }],
          ),
        })),
      },
      ...(model.emotion ? { Template: emotionFeature(model.emotion) } : {}),
    }
  }
  const models = plan.nodes.flatMap((node) => modelsOf(node, speakerId)).map(toJson)
  const whole = idOf('dialogue')
  const document = {
    Settings: { set_Localization: 'False', ExportVersion: '1.0' },
    Project: {
      Name: dialogue.title,
      DetailName: dialogue.title,
      Guid: projectId,
      TechnicalName: 'Arcwright',
      Language: language,
    },
    GlobalVariables: [
      {
        Namespace: NAMESPACE,
        Description: '',
        Variables: plan.variables.map(({ name, type, initial }) => ({
          Variable: name,
          Type: { bool: 'Boolean', number: 'Integer', string: 'String' }[type],
          Value: typeof initial === 'boolean' ? (initial ? 'True' : 'False') : String(initial),
          Description: '',
        })),
      },
    ],
    Packages: [
      {
        Name: dialogue.title,
        IsDefaultPackage: true,
        Models: [
          {
            Type: 'Dialogue',
            Properties: {
              TechnicalName: dialogue.id,
              Id: whole,
              DisplayName: dialogue.title,
              InputPins: [
                {
                  Text: '',
                  Id: idOf('dialogue/in'),
                  Owner: whole,
                  Connections:
                    plan.startId === null
                      ? []
                      : [{ Label: '', TargetPin: idOf(`${plan.startId}/in`), Target: idOf(plan.startId) }],
                },
              ],
              OutputPins: [],
            },
          },
          ...[...speakers].map((name) => ({
            Type: 'Entity',
            Properties: { TechnicalName: '', Id: idOf(`speaker/${name}`), DisplayName: name },
          })),
          ...models,
        ],
      },
    ],
  }
  return `${JSON.stringify(document, undefined, 2)}\n`
}

export const articyExporter: DialogueExporter = {
  id: 'articy',
  version: '1',
  title: 'articy-style JSON',
  extension: 'articy.json',
  mime: 'application/json',
  options: [],
  run: (snapshot) => Promise.resolve(oneFile(write(snapshot))),
}
