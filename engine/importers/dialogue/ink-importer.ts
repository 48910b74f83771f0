// Reads ink: knots, stitches, weaves of choices and gathers, conditions, variables; remarks on what is left out.
import { RemarkList, titleFromName } from '../imported-book.ts'
import { compileScript } from './compile-script.ts'
import { notThis, type DialogueImporter } from './dialogue-importer.ts'
import { readInkLine } from './ink-text.ts'
import {
  MAX_NESTING,
  type ScriptChoice,
  type ScriptSection,
  type ScriptStatement,
  type ScriptVariableValue,
} from './script-statement.ts'

interface Reading {
  readonly remarks: RemarkList
  readonly variables: ScriptVariableValue[]
  readonly labels: ReadonlySet<string>
}

const KNOT = /^={2,}\s*(function\s+)?(\w+)\s*(?:\(.*\))?\s*=*$/u
const STITCH = /^=\s*(\w+)\s*(?:\(.*\))?$/u
const MARKS = /^((?:[*+]\s*)+)(.*)$/u
const GATHER = /^((?:-(?!>)\s*)+)(.*)$/u

/** Comments away, line by line; escaped signs stay. Titles of knots of our own making are kept as they are. */
const withoutComments = (text: string): string[] =>
  text
    .replace(/\/\*[\s\S]*?\*\//gu, ' ')
    .split(/\r\n?|\n/u)
    .map((line) => line.replace(/(?<!\\)\/\/.*$/u, '').trim())
    .filter((line) => line !== '')

const tagValue = (tags: readonly string[], key: string): string =>
  tags
    .find((tag) => tag.startsWith(`${key}:`))
    ?.slice(key.length + 1)
    .trim() ?? ''

const ownTags = (tags: readonly string[]): string[] =>
  tags.filter((tag) => !/^(?:line|speaker|direction|title|author):/u.test(tag))

/** A name of a knot counts its visits: ours says so. */
const fromInkExpression = (source: string, { labels }: Reading): string => {
  const bare = source.trim()
  if (labels.has(bare)) return `visits(${bare}) > 0`
  return bare
    .replace(/\b(not|!)\s*\(?\s*([A-Za-z_][\w.]*)\s*\)?/gu, (all, _not: string, name: string) =>
      labels.has(name) ? `(visits(${name}) == 0)` : all,
    )
    .replace(/"[^"]*"|visits\([^)]*\)|[A-Za-z_][\w.]*/gu, (word) =>
      labels.has(word) ? `visits(${word})` : word,
    )
}

class WeaveReader {
  readonly #lines: readonly string[]
  readonly #reading: Reading
  readonly #knot: string
  #at = 0

  constructor(lines: readonly string[], knot: string, reading: Reading) {
    this.#lines = lines
    this.#knot = knot
    this.#reading = reading
  }

  all(): ScriptStatement[] {
    const statements: ScriptStatement[] = []
    while (this.#at < this.#lines.length) {
      statements.push(...this.#weave(0, 0))
      // A gather above everything, or a brace too many.
      const line = this.#lines[this.#at]
      const gather = GATHER.exec(line ?? '')
      if (gather) statements.push(...this.#gathered(gather[2] ?? ''))
      else if (line !== undefined) this.#at += 1
    }
    return statements
  }

  #gathered(rest: string): ScriptStatement[] {
    this.#at += 1
    const unnamed = rest.replace(/^\(\w+\)\s*/u, () => {
      this.#reading.remarks.add('label', rest)
      return ''
    })
    return unnamed === '' ? [] : this.#single(unnamed)
  }

  /** Up to a choice or gather that is not deeper than `level`. */
  #weave(level: number, depth: number): ScriptStatement[] {
    if (depth > MAX_NESTING) throw notThis('ink', 'it is nested too deeply')
    const statements: ScriptStatement[] = []
    for (;;) {
      const line = this.#lines[this.#at]
      if (line === undefined || line.startsWith('}')) return statements
      const marks = MARKS.exec(line)
      const gather = GATHER.exec(line)
      if (marks) {
        const own = (marks[1] ?? '').replace(/\s/gu, '').length
        if (own <= level) return statements
        statements.push(this.#options(own, depth))
      } else if (gather) {
        const own = (gather[1] ?? '').replace(/\s/gu, '').length
        if (own <= level || (level === 0 && this.#isBranch(gather[2] ?? ''))) return statements
        statements.push(...this.#gathered(gather[2] ?? ''))
      } else if (line.startsWith('{') && !/\}/u.test(line.replace(/\\./gu, '')))
        statements.push(this.#block(depth))
      else {
        this.#at += 1
        statements.push(...this.#single(line))
      }
    }
  }

  /** Within braces a dash begins a branch: `- else:`, `- x > 2:`. */
  #isBranch(rest: string): boolean {
    return this.#inBraces > 0 && /:\s*$|^[^"]*?:\s/u.test(rest)
  }
  #inBraces = 0

  #options(level: number, depth: number): ScriptStatement {
    const { remarks } = this.#reading
    const options: ScriptChoice[] = []
    let otherwise: ScriptStatement[] | undefined
    for (;;) {
      const found = MARKS.exec(this.#lines[this.#at] ?? '')
      const marks = (found?.[1] ?? '').replace(/\s/gu, '')
      if (!found || marks.length !== level) break
      this.#at += 1
      let rest = found[2] ?? ''
      const conditions: string[] = []
      for (;;) {
        const label = /^\((\w+)\)\s*/u.exec(rest)
        const test = /^\{([^{}]*)\}\s*/u.exec(rest)
        if (label) remarks.add('label', label[1])
        else if (test) conditions.push(`(${fromInkExpression(test[1] ?? '', this.#reading)})`)
        else break
        rest = rest.slice((label ?? test)![0].length)
      }
      const { before, inside, after, tags, divert } = readInkLine(rest, remarks)
      const said = inside === null ? before : before + after
      const lead: ScriptStatement[] =
        said.trim() === ''
          ? []
          : [{ kind: 'line', speaker: '', text: said.trim(), tags: ownTags(tags), direction: '' }]
      const jump = divert === null || divert === '' ? [] : [this.#jump(divert)]
      const body = [...lead, ...jump, ...this.#weave(level, depth + 1)]
      const text = (before + (inside ?? '')).trim()
      if (text === '' && divert !== null) otherwise = body
      else
        options.push({
          text,
          tags: ownTags(tags),
          condition: conditions.join(' and '),
          once: marks.endsWith('*'),
          body,
        })
    }
    return { kind: 'options', options, ...(otherwise ? { otherwise } : {}) }
  }

  #jump(divert: string): ScriptStatement {
    const { remarks, labels } = this.#reading
    const target = divert.replace(/->\s*$/u, '').trim()
    if (target !== divert.trim()) remarks.add('tunnel', divert)
    const name = target.replace(/\s*\(.*\)$/u, '')
    if (name !== target) remarks.add('parameters', target)
    if (name === 'END' || name === 'DONE') return { kind: 'jump', label: null }
    const local = `${this.#knot}.${name}`
    return { kind: 'jump', label: labels.has(local) ? local : name }
  }

  /** `{ test:` or `{` and branches, to the closing brace. */
  #block(depth: number): ScriptStatement {
    const { remarks } = this.#reading
    const opening = (this.#lines[this.#at++] ?? '').slice(1).trim()
    const isShuffle = /^shuffle\b/u.test(opening)
    if (/^(?:shuffle|stopping|cycle|once)\b/u.test(opening)) remarks.add('alternatives', opening)
    const branches: { test: string | null; body: ScriptStatement[] }[] = []
    const [, first = null] = /^(.*?):\s*$/u.exec(opening) ?? []
    const isSequence = isShuffle || /^(?:stopping|cycle|once)\b/u.test(opening)
    this.#inBraces += 1
    if (first !== null && !isSequence) {
      const test = fromInkExpression(first, this.#reading)
      branches.push({ test, body: this.#weave(0, depth + 1) })
    }
    for (;;) {
      const line = this.#lines[this.#at]
      const branch = /^-\s*(.*)$/u.exec(line ?? '')
      if (line === undefined || !branch) {
        this.#at += 1
        break
      }
      this.#at += 1
      const [, test = '', rest = ''] = (isSequence
        ? null
        : /^([^"]*?|.*?"[^"]*".*?):\s*(.*)$/u.exec(branch[1] ?? '')) ?? ['', '', branch[1]]
      const lead = rest === '' ? [] : this.#single(rest)
      const own = test.trim() === 'else' || test === '' ? null : fromInkExpression(test, this.#reading)
      branches.push({ test: own, body: [...lead, ...this.#weave(0, depth + 1)] })
    }
    this.#inBraces -= 1
    return isSequence
      ? { kind: 'random', bodies: branches.map(({ body }) => body) }
      : { kind: 'if', branches }
  }

  #single(line: string): ScriptStatement[] {
    const { remarks, variables } = this.#reading
    const declared = /^(?:VAR|CONST)\s+(\w+)\s*=\s*(.+)$/u.exec(line)
    if (declared) {
      const source = (declared[2] ?? '').trim()
      const quoted = /^"(.*)"$/u.exec(source)
      const value = quoted
        ? (quoted[1] ?? '')
        : source === 'true'
          ? true
          : source === 'false'
            ? false
            : Number(source)
      if (typeof value === 'number' && !Number.isFinite(value)) remarks.add('variable', line)
      else variables.push({ name: declared[1] ?? '', initial: value })
      return []
    }
    if (/^(?:INCLUDE|EXTERNAL|LIST)\b/u.test(line)) {
      remarks.add('statement', line)
      return []
    }
    if (line.startsWith('~')) return this.#logic(line.slice(1).trim())
    const inline = /^\{([^{}:|]*):([^{}|]*)(?:\|([^{}]*))?\}$/u.exec(line)
    if (inline) {
      const branches = [
        {
          test: fromInkExpression(inline[1] ?? '', this.#reading),
          body: this.#single((inline[2] ?? '').trim()),
        },
        ...(inline[3] === undefined ? [] : [{ test: null, body: this.#single(inline[3].trim()) }]),
      ]
      return [{ kind: 'if', branches }]
    }
    const { before, inside, after, tags, divert } = readInkLine(line, remarks)
    const text = (before + (inside === null ? '' : `[${inside}]`) + after).trim()
    const speaker = tagValue(tags, 'speaker')
    const direction = tagValue(tags, 'direction')
    const said: ScriptStatement[] =
      text === '' ? [] : [{ kind: 'line', speaker, text, tags: ownTags(tags), direction }]
    return divert === null || divert === '' ? said : [...said, this.#jump(divert)]
  }

  #logic(source: string): ScriptStatement[] {
    const found = /^(?:temp\s+)?(\w+)\s*(=|\+=|-=|\*=|\+\+|--)\s*(.*)$/u.exec(source)
    if (!found) {
      this.#reading.remarks.add('statement', `~ ${source}`)
      return []
    }
    const [, variable = '', sign = '=', value = ''] = found
    const dice = /^RANDOM\(\s*1\s*,\s*(\d+)\s*\)$/u.exec(value.trim())
    if (dice) return [{ kind: 'roll', variable, sides: Number(dice[1]) }]
    const own = sign === '++' || sign === '--' ? '1' : fromInkExpression(value, this.#reading)
    return [{ kind: 'set', variable, value: sign === '=' ? own : `${variable} ${sign[0]} (${own})` }]
  }
}

interface RawSection {
  readonly label: string
  readonly knot: string
  readonly lines: string[]
}

const split = (lines: readonly string[], remarks: RemarkList): RawSection[] => {
  const sections: RawSection[] = [{ label: '', knot: '', lines: [] }]
  let skipping = false
  for (const line of lines) {
    const knot = KNOT.exec(line)
    const stitch = STITCH.exec(line)
    const last = sections.at(-1)
    if (knot) {
      skipping = knot[1] !== undefined
      if (skipping) remarks.add('function', line)
      else sections.push({ label: knot[2] ?? '', knot: knot[2] ?? '', lines: [] })
    } else if (skipping) continue
    else if (stitch && last) {
      const label = `${last.knot}.${stitch[1] ?? ''}`
      // A knot without words of its own goes to its first stitch.
      if (last.label === last.knot && last.lines.length === 0) last.lines.push(`-> ${label}`)
      sections.push({ label, knot: last.knot, lines: [] })
    } else last?.lines.push(line)
  }
  return sections
}

export const inkImporter: DialogueImporter = {
  id: 'ink',
  version: '1',
  title: 'ink',
  extensions: ['ink'],
  read(text, name) {
    const remarks = new RemarkList()
    const lines = withoutComments(text)
    const [heading = ''] = lines
    const titled = /^#\s*title:\s*(.+)$/u.exec(heading)
    const title = titled ? readInkLine(titled[1] ?? '', new RemarkList()).before.trim() : titleFromName(name)
    const raw = split(titled ? lines.slice(1) : lines, remarks)
    const variables: ScriptVariableValue[] = []
    const labels = new Set(raw.map(({ label }) => label).filter((label) => label !== ''))
    const sections = raw.map(({ label, knot, lines: own }): ScriptSection => ({
      label,
      title: /^(?:n\d+)?$/u.test(label) ? '' : label,
      x: 0,
      y: 0,
      body: new WeaveReader(own, knot, { remarks, variables, labels }).all(),
    }))
    if (sections.every(({ body }) => body.length === 0)) throw notThis('ink', 'nothing is said in it')
    return compileScript({ title, start: '', sections, variables }, remarks)
  },
}
