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
  [345, 'red'],
]
const MIN_CHROMA = 0.12

/** The nearest of our label colours; '' for greys. @param rgb each from 0 to 1. */
export const labelOf = (rgb: readonly number[]): LabelColor | '' => {
  const [r, g, b] = rgb
  if (rgb.length < 3 || rgb.some((value) => !(value >= 0 && value <= 1))) return ''
  const most = Math.max(r, g, b)
  const chroma = most - Math.min(r, g, b)
  if (chroma < MIN_CHROMA) return ''
  const turn =
    most === r ? ((g - b) / chroma + 6) % 6 : most === g ? (b - r) / chroma + 2 : (r - g) / chroma + 4
  const hue = turn * 60
  return HUES.toSorted(([x], [y]) => Math.abs(x - hue) - Math.abs(y - hue))[0][1]
}
