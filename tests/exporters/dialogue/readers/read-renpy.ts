// Plays exported Ren'Py by the rules that its documentation gives for strings, blocks, labels and menus; strict.
import type { Value } from '../../../../engine/domain/dialogue/dialogue.ts'
import { LONGEST, type Heard, type Reader } from '../transcript.ts'
import { evaluateAs } from './evaluate.ts'

const SPELLING = [
  [/\bTrue\b/gu, 'true'],
  [/\bFalse\b/gu, 'false'],
] as const

interface Statement {
  readonly text: string
  readonly block: readonly Statement[]
}

const parse = (source: string): Statement[] => {
  const root: { text: string; block: Statement[] } = { text: '', block: [] }
  const open: { indent: number; block: Statement[] }[] = [{ indent: -1, block: root.block }]
  for (const line of source.split('\n')) {
    if (line.trim() === '') continue
    const indent = /^ */u.exec(line)![0].length
    while (open.at(-1)!.indent >= indent) open.pop()
    const statement = { text: line.trim(), block: [] as Statement[] }
    open.at(-1)!.block.push(statement)
    if (!line.trim().startsWith('#')) open.push({ indent, block: statement.block })
  }
  return root.block
}

/** `"…"` at the beginning, its escapes undone as the lexer and then the text renderer do; bare markup is an error. */
const readString = (source: string): { readonly text: string; readonly rest: string } => {
  const quoted = /^"((?:[^\\"]|\\.)*)"/u.exec(source)
  if (!quoted) throw new Error(`no string: ${source}`)
  const lexed = quoted[1].replace(/\s+/gu, ' ').replace(/\\(u[0-9a-fA-F]{1,4}|.)/gu, (_all, sign: string) => {
    if (sign.length > 1) return String.fromCharCode(parseInt(sign.slice(1), 16))
    if (!/[\\"']/u.test(sign)) throw new Error(`escape of ${sign}`)
    return sign
  })
  const bare = lexed.replace(/\[\[|\{\{|%%|【【/gu, '')
  if (/[[{%【]/u.test(bare)) throw new Error(`markup in ${lexed}`)
  return {
    text: lexed.replace(/([[{%【])\1/gu, '$1'),
    rest: source.slice(quoted[0].length).trim(),
  }
}

const tagsIn = (comment: string | undefined): string[] =>
  /tags: (.*)$/u.exec(comment ?? '')?.[1]?.split(' ') ?? []

/** A statement of a block that leaves it, or null. */
type Left = { readonly jump: string | null } | null

export const readRenpy =
  (source: string, startAt: string): Reader =>
  (picks) => {
    const labels = new Map<string, readonly Statement[]>()
    const variables: Record<string, Value> = {}
    const names = new Map<string, string>()
    const heard: Heard[] = []
    const left = [...picks]
    const value = (text: string): Value => evaluateAs(text, variables, SPELLING)
    for (const { text, block } of parse(source)) {
      const label = /^label (\w+):$/u.exec(text)
      const fallback = /^default (\w+) = (.*)$/u.exec(text)
      const define = /^define (\w+) = Character\((.*)\)$/u.exec(text)
      if (label) labels.set(label[1], block)
      else if (fallback) variables[fallback[1]] = value(fallback[2])
      else if (define) names.set(define[1], readString(define[2]).text)
      else if (!text.startsWith('#')) throw new Error(`unknown: ${text}`)
    }

    const menu = (block: readonly Statement[]): Left => {
      const open = block.flatMap((item, index) => {
        if (item.text.startsWith('#')) return []
        const { text, rest } = readString(item.text)
        const condition = /^if (.*):$/u.exec(rest)
        if (!condition && rest !== ':') throw new Error(`menu item: ${rest}`)
        if (condition && value(condition[1]) !== true) return []
        return [{ text, tags: tagsIn(block[index - 1]?.text), item }]
      })
      heard.push({ offer: open.map(({ text, tags }) => ({ text, tags })) })
      const pick = left.shift()
      const option = pick === undefined ? undefined : open[pick]
      return option ? run(option.item.block) : { jump: null }
    }

    const run = (block: readonly Statement[]): Left => {
      let tags: string[] = []
      let decided = false
      for (const { text, block: inner } of block) {
        if (heard.length >= LONGEST) return { jump: null }
        if (text.startsWith('#')) {
          if (text.startsWith('# tags:')) tags = tagsIn(text)
          continue
        }
        const branch = /^(if|elif|else)\s*(.*):$/u.exec(text)
        if (branch) {
          if (branch[1] === 'if') decided = false
          if (decided || (branch[1] !== 'else' && value(branch[2]) !== true)) continue
          decided = true
          const gone = run(inner)
          if (gone) return gone
        } else if (text === 'return') return { jump: null }
        else if (text.startsWith('jump ')) return { jump: text.slice(5) }
        else if (text === 'menu:') return menu(inner)
        else if (text.startsWith('$ ')) {
          const [, name, sign, source2] = /^\$ (\w+) (\+?=) (.*)$/u.exec(text)!
          const found = source2.startsWith('renpy.random.randint(1, ') ? 1 : value(source2)
          variables[name] = sign === '+=' ? Number(variables[name]) + Number(found) : found
        } else {
          const [, who = '', rest] = /^(?:(\w+) )?(".*)$/u.exec(text)!
          const said = readString(rest)
          if (!/^id n\d+$/u.test(said.rest)) throw new Error(`after a line: ${said.rest}`)
          heard.push({ say: said.text, who: who === '' ? '' : names.get(who)!, tags })
          tags = []
        }
      }
      return null
    }

    let at: string | null = startAt
    while (at !== null && heard.length < LONGEST) {
      const block = labels.get(at)
      if (!block) throw new Error(`no label ${at}`)
      at = run(block)?.jump ?? null
    }
    return heard
  }
