// What other programs call the state and the colour of a chapter, in our terms.
import type { LabelColor, NodeStatus } from '../domain/project.ts'

const STATUSES: readonly (readonly [RegExp, NodeStatus])[] = [
  [/final|done|complete|finish|publish|完成|定稿/iu, 'done'],
  [/revis|edit|polish|second|third|2nd|3rd|修订|修改/iu, 'revised'],
  [/draft|progress|started|writing|first|1st|草稿|初稿/iu, 'draft'],
  [/idea|to[- ]?do|outline|plan|concept|new|构思|大纲/iu, 'idea'],
]

export const statusOf = (name: string): NodeStatus =>
  /^no\b|^none$/iu.test(name.trim()) ? 'none' : (STATUSES.find(([words]) => words.test(name))?.[1] ?? 'none')

const HUES: readonly (readonly [number, LabelColor])[] = [
  [0, 'red'],
  [30, 'orange'],
  [56, 'yellow'],
  [125, 'green'],
  [215, 'blue'],
  [285, 'violet'],
]
const MIN_CHROMA = 0.12

const apart = (a: number, b: number): number => Math.min(Math.abs(a - b), 360 - Math.abs(a - b))

/** In degrees; null for greys. @param rgb each from 0 to 1. */
const hueOf = (rgb: readonly number[]): number | null => {
  const [r, g, b] = rgb
  if (rgb.length < 3 || rgb.some((value) => !(value >= 0 && value <= 1))) return null
  const most = Math.max(r, g, b)
  const chroma = most - Math.min(r, g, b)
  if (chroma < MIN_CHROMA) return null
  const turn =
    most === r ? ((g - b) / chroma + 6) % 6 : most === g ? (b - r) / chroma + 2 : (r - g) / chroma + 4
  return turn * 60
}

export interface ForeignLabel {
  /** What texts name it by. */
  readonly id: string
  readonly name: string
  /** Red, green and blue, each from 0 to 1. */
  readonly rgb: readonly number[]
}

export interface KnownLabels {
  /** By the label's id; '' for greys. */
  readonly colors: ReadonlyMap<string, LabelColor | ''>
  /** What the other program called our colours. */
  readonly names: Readonly<Partial<Record<LabelColor, string>>>
}

/** The nearest of our label colours for each; two labels share one only when there are more of them than colours. */
export const labelsOf = (labels: readonly ForeignLabel[]): KnownLabels => {
  const colors = new Map<string, LabelColor | ''>()
  const names: Partial<Record<LabelColor, string>> = {}
  for (const { id, name, rgb } of labels) {
    const hue = hueOf(rgb)
    const near =
      hue === null ? [] : HUES.toSorted(([a], [b]) => apart(a, hue) - apart(b, hue)).map(([, color]) => color)
    const color = near.find((each) => names[each] === undefined) ?? near.at(0) ?? ''
    colors.set(id, color)
    if (color !== '') names[color] ??= name.trim().slice(0, 100)
  }
  return { colors, names }
}
