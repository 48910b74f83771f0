// Plays exported articy-style JSON along its pins: conditions on the way in, instructions on the way out.
import type { Value } from '../../../../engine/domain/dialogue/dialogue.ts'
import { LONGEST, type Heard, type Reader } from '../transcript.ts'
import { evaluateAs } from './evaluate.ts'

const SPELLING = [[/\bDialogue\./gu, '']] as const

interface Pin {
  readonly Text: string
  readonly Id: string
  readonly Connections?: readonly { readonly Target: string; readonly TargetPin: string }[]
}
interface Model {
  readonly Type: string
  readonly Properties: {
    readonly Id: string
    readonly DisplayName?: string
    readonly Text?: string
    readonly MenuText?: string
    readonly Speaker?: string
    readonly Expression?: string
    readonly InputPins?: readonly Pin[]
    readonly OutputPins?: readonly Pin[]
  }
  readonly Template?: {
    readonly Feeling: {
      readonly Emotion: string
      readonly Valence: number
      readonly Arousal: number
      readonly Tags: string
    }
  }
}

const tagsOf = ({ Template }: Model): string[] => {
  if (!Template) return []
  const { Emotion, Valence, Arousal, Tags } = Template.Feeling
  return [
    ...(Emotion === '' ? [] : [`emotion:${Emotion}`, `valence:${Valence}`, `arousal:${Arousal}`]),
    ...Tags.split(' ').filter((tag) => tag !== ''),
  ]
}

export const readArticy = (source: string): Reader => {
  const document = JSON.parse(source) as {
    GlobalVariables: { Variables: { Variable: string; Type: string; Value: string }[] }[]
    Packages: { Models: Model[] }[]
  }
  const models = new Map(document.Packages[0].Models.map((model) => [model.Properties.Id, model]))
  const start = [...models.values()].find(({ Type }) => Type === 'Dialogue')!
  return (picks) => {
    const variables: Record<string, Value> = {}
    for (const { Variable, Type, Value: text } of document.GlobalVariables[0].Variables)
      variables[Variable] = Type === 'Boolean' ? text === 'True' : Type === 'Integer' ? Number(text) : text
    const value = (text: string): Value => evaluateAs(text, variables, SPELLING)
    const execute = (text: string): void => {
      const act = /^Dialogue\.(\w+) (\+?=) (.*);$/u.exec(text)
      if (!act) throw new Error(`instruction: ${text}`)
      const found = act[3].startsWith('random(') ? 1 : value(act[3])
      variables[act[1]] = act[2] === '+=' ? Number(variables[act[1]]) + Number(found) : found
    }
    const heard: Heard[] = []
    const left = [...picks]
    let at: Model | undefined = models.get(start.Properties.InputPins![0].Connections![0]?.Target ?? '')
    while (at && heard.length < LONGEST) {
      const { Properties } = at
      let pin = Properties.OutputPins![0]
      if (at.Type === 'DialogueFragment' && Properties.MenuText === '') {
        const who = models.get(Properties.Speaker!)?.Properties.DisplayName ?? ''
        heard.push({ say: Properties.Text!, who, tags: tagsOf(at) })
      }
      if (at.Type === 'Instruction') execute(Properties.Expression!)
      if (at.Type === 'Condition')
        pin = Properties.OutputPins![value(Properties.Expression!) === true ? 0 : 1]!
      if (pin.Text !== '') execute(pin.Text)
      const open: Model[] = (pin.Connections ?? [])
        .map(({ Target }) => models.get(Target)!)
        .filter((model) => {
          const guard = model.Properties.InputPins![0].Text
          return guard === '' || value(guard) === true
        })
      const isOffer = open.some(({ Properties: { MenuText = '' } }) => MenuText !== '')
      if (!isOffer) {
        at = open[0]
        continue
      }
      heard.push({
        offer: open.map((model) => ({ text: model.Properties.MenuText!, tags: tagsOf(model) })),
      })
      const pick = left.shift()
      at = pick === undefined ? undefined : open[pick]
    }
    return heard
  }
}
