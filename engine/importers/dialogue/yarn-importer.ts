// Reads Yarn Spinner scripts (2 and 3): what a dialogue of ours can hold, and remarks on what it cannot.
import { RemarkList, titleFromName } from '../imported-book.ts'
import { compileScript } from './compile-script.ts'
import { notThis, type DialogueImporter } from './dialogue-importer.ts'
import {
  MAX_NESTING,
  type ScriptChoice,
  type ScriptSection,
  type ScriptStatement,
  type ScriptVariableValue,
} from './script-statement.ts'

interface Line {
  readonly indent: number
  readonly text: string
}

/** Yarn's operators in our words. */
export const fromYarnExpression = (source: string): string =>
  source
    .split(/("(?:[^"\\]|\\.)*")/u)
    .map((piece, index) =>
      index % 2 === 1
        ? piece
        : piece
            .replace(/\$(?=\w)/gu, '')
            .replace(/\b(?:is|eq)\b/gu, '==')
            .replace(/\bneq\b/gu, '!=')
            .replace(/\bgte\b/gu, '>=')
            .replace(/\blte\b/gu, '<=')
            .replace(/\bgt\b/gu, '>')
            .replace(/\blt\b/gu, '<')
            .replace(/&&/gu, ' and ')
            .replace(/\|\|/gu, ' or ')
            .replace(/!(?!=)/gu, ' not '),
    )
    .join('')
    .replace(/\bvisited_count\s*\(\s*"([^"]*)"\s*\)/gu, 'visits($1)')
    .replace(/\bvisited\s*\(\s*"([^"]*)"\s*\)/gu, '(visits($1) > 0)')
    .trim()

interface SpokenParts {
  readonly speaker: string
  readonly text: string
  readonly condition: string
  readonly once: boolean
  readonly tags: readonly string[]
}

/** A line of text with all that can follow it. */
const readLine = (source: string, remarks: RemarkList): SpokenParts => {
  let text = ''
  let speaker: string | null = null
  let at = 0
  const tags: string[] = []
  let condition = ''
  let once = false
  const tail = (): void => {
    for (const [, command = '', tag = ''] of source.slice(at).matchAll(/<<(.*?)>>|#([^\s#$<]+)|\/\/.*$/gu)) {
      if (tag !== '') tags.push(tag)
      const [, only, test = ''] = /^(once\b)?\s*(?:if\b)?(.*)$/u.exec(command.trim()) ?? []
      if (only) once = true
      if (test.trim() !== '') condition = fromYarnExpression(test)
    }
    at = source.length
  }
  while (at < source.length) {
    const sign = source[at] ?? ''
    const rest = source.slice(at)
    if (sign === '\\') {
      text += source[at + 1] ?? ''
      at += 2
    } else if (sign === '#' || rest.startsWith('//') || rest.startsWith('<<')) tail()
    else if (sign === '[') {
      const markup = /^\[([^\]]*)\]/u.exec(rest)?.[0] ?? rest
      const name = /^\[character\s+name="([^"]*)"/u.exec(markup)?.[1]
      if (name === undefined) remarks.add('markup', markup)
      else speaker = name
      at += markup.length
    } else {
      if (sign === '{') remarks.add('inserted-value', rest.slice(0, 40))
      if (sign === ':' && speaker === null && /^\s|^$/u.test(rest.slice(1, 2))) {
        speaker = text.trim()
        text = ''
      } else text += sign
      at += 1
    }
  }
  const ids = tags.filter((tag) => tag.startsWith('line:'))
  for (const id of ids) if (!/^line:[no]\d+$/u.test(id)) remarks.add('line-ids', id)
  return {
    speaker: speaker ?? '',
    text: text.trim(),
    condition,
    once,
    tags: tags.filter((tag) => !tag.startsWith('line:')),
  }
}

interface Reading {
  readonly remarks: RemarkList
  readonly variables: ScriptVariableValue[]
}

const literal = (source: string): boolean | number | string => {
  const text = source.trim()
  if (text === 'true' || text === 'false') return text === 'true'
  const quoted = /^"(.*)"$/u.exec(text)
  if (quoted) return quoted[1] ?? ''
  return Number.isFinite(Number(text)) && text !== '' ? Number(text) : false
}

const assignment = (words: string): ScriptStatement | null => {
  const found = /^\$(\w+)\s*(=|to\b|\+=|-=|\*=)\s*(.+)$/u.exec(words)
  if (!found) return null
  const [, variable = '', sign = '=', source = ''] = found
  const dice = /^(?:dice\(\s*|random_range\(\s*1\s*,\s*)(\d+)\s*\)$/u.exec(source.trim())
  if (dice) return { kind: 'roll', variable, sides: Number(dice[1]) }
  const value = fromYarnExpression(source)
  return {
    kind: 'set',
    variable,
    value: sign === '=' || sign === 'to' ? value : `${variable} ${sign[0]} (${value})`,
  }
}

/** Statements of lines, from `at` on, until one that belongs to whoever called. */
class BodyReader {
  readonly #lines: readonly Line[]
  readonly #reading: Reading
  #at = 0
  #direction = ''

  constructor(lines: readonly Line[], reading: Reading) {
    this.#lines = lines
    this.#reading = reading
  }

  all(): ScriptStatement[] {
    const statements: ScriptStatement[] = []
    while (this.#at < this.#lines.length) {
      statements.push(...this.block(-1, 0))
      // An `else` or `endif` without its `if`.
      if (this.#at < this.#lines.length) this.#reading.remarks.add('command', this.#lines[this.#at++]?.text)
    }
    return statements
  }

  /** Lines that are indented more than `indent`. */
  block(indent: number, depth: number): ScriptStatement[] {
    if (depth > MAX_NESTING) throw notThis('Yarn', 'it is nested too deeply')
    const statements: ScriptStatement[] = []
    for (;;) {
      const line = this.#lines[this.#at]
      if (!line || line.indent <= indent) return statements
      if (/^<<\s*(?:else|elseif|endif|endonce)\b/u.test(line.text)) return statements
      if (line.text.startsWith('->')) statements.push(this.#options(line.indent, depth))
      else if (line.text.startsWith('=>')) statements.push(this.#group(line.indent, depth))
      else statements.push(...this.#single(line, depth))
    }
  }

  #options(indent: number, depth: number): ScriptStatement {
    const options: ScriptChoice[] = []
    for (;;) {
      const line = this.#lines[this.#at]
      if (line?.indent !== indent || !line.text.startsWith('->')) return { kind: 'options', options }
      this.#at += 1
      const { text, speaker, condition, once, tags } = readLine(
        line.text.slice(2).trim(),
        this.#reading.remarks,
      )
      const body = this.block(indent, depth + 1)
      options.push({ text: speaker === '' ? text : `${speaker}: ${text}`, tags, condition, once, body })
    }
  }

  /** Line groups choose by rules of the game; here by chance. */
  #group(indent: number, depth: number): ScriptStatement {
    const bodies: ScriptStatement[][] = []
    for (;;) {
      const line = this.#lines[this.#at]
      if (line?.indent !== indent || !line.text.startsWith('=>')) return { kind: 'random', bodies }
      this.#reading.remarks.add('line-group', line.text)
      this.#at += 1
      const { speaker, text, tags } = readLine(line.text.slice(2).trim(), this.#reading.remarks)
      const said: ScriptStatement = { kind: 'line', speaker, text, tags, direction: '' }
      bodies.push([said, ...this.block(indent, depth + 1)])
    }
  }

  #single({ text }: Line, depth: number): ScriptStatement[] {
    this.#at += 1
    const note = /^\/\/\s*(?:direction:\s*(.*))?/u.exec(text)
    if (note) {
      if (note[1] !== undefined) this.#direction = note[1].trim()
      return []
    }
    const command = /^<<\s*(\w+)\s*(.*?)\s*>>/u.exec(text)
    if (!command) {
      const { condition, once, ...said } = readLine(text, this.#reading.remarks)
      const direction = this.#direction
      this.#direction = ''
      const line: ScriptStatement = { kind: 'line', ...said, direction }
      if (once) this.#reading.remarks.add('command', '<<once>>')
      return condition === '' ? [line] : [{ kind: 'if', branches: [{ test: condition, body: [line] }] }]
    }
    const [, word = '', words = ''] = command
    switch (word) {
      case 'if':
        return [this.#condition(words, depth)]
      case 'set': {
        const set = assignment(words)
        if (!set) this.#reading.remarks.add('command', text)
        return set ? [set] : []
      }
      case 'declare': {
        const found = /^\$(\w+)\s*(?:=|to\b)\s*(.+?)(?:\s+as\s+\w+)?$/u.exec(words)
        if (found) this.#reading.variables.push({ name: found[1] ?? '', initial: literal(found[2] ?? '') })
        return []
      }
      case 'detour':
      case 'jump': {
        if (word === 'detour') this.#reading.remarks.add('detour', text)
        const label = /^(\w+)$/u.exec(words)?.[1]
        if (label === undefined) this.#reading.remarks.add('command', text)
        return label === undefined ? [] : [{ kind: 'jump', label }]
      }
      case 'stop':
      case 'return':
        return [{ kind: 'jump', label: null }]
      default:
        this.#reading.remarks.add('command', text)
        return []
    }
  }

  #condition(test: string, depth: number): ScriptStatement {
    const branches: { test: string | null; body: ScriptStatement[] }[] = []
    let own: string | null = fromYarnExpression(test)
    for (;;) {
      branches.push({ test: own, body: this.block(-1, depth + 1) })
      const line = this.#lines[this.#at++]
      const command = /^<<\s*(elseif|else|endif|endonce)\b\s*(.*?)\s*>>/u.exec(line?.text ?? '')
      if (command?.[1] === 'elseif') own = fromYarnExpression(command[2] ?? '')
      else if (command?.[1] === 'else') own = null
      else return { kind: 'if', branches }
    }
  }
}

const NODE = /^(?:---)\s*$/u

const readSections = (text: string, reading: Reading): ScriptSection[] => {
  const sections: ScriptSection[] = []
  let headers = new Map<string, string>()
  let body: Line[] | null = null
  const finish = (): void => {
    const label = headers.get('title')
    if (body && label !== undefined) {
      const [x = 0, y = 0] = (headers.get('position') ?? '').split(',').map(Number)
      const name = body.find((line) => /^\/\/ name: /u.test(line.text))
      sections.push({
        label,
        title: name?.text.slice(9) ?? (/^[nd]\d+$/u.test(label) ? '' : label),
        x: Number.isFinite(x) ? x : 0,
        y: Number.isFinite(y) ? y : 0,
        body: new BodyReader(body, reading).all(),
      })
    }
    headers = new Map()
    body = null
  }
  for (const line of text.split(/\r\n?|\n/u)) {
    if (body === null) {
      if (NODE.test(line)) body = []
      else {
        const header = /^\s*(\w+)\s*:\s*(.*?)\s*$/u.exec(line)
        if (header) headers.set(header[1] ?? '', header[2] ?? '')
      }
    } else if (line.trim() === '===') finish()
    else if (line.trim() !== '') {
      const indent = /^\s*/u.exec(line)?.[0].replaceAll('\t', '    ').length ?? 0
      body.push({ indent, text: line.trim() })
    }
  }
  finish()
  return sections
}

export const yarnImporter: DialogueImporter = {
  id: 'yarn',
  version: '1',
  title: 'Yarn Spinner',
  extensions: ['yarn'],
  read(text, name) {
    const reading: Reading = { remarks: new RemarkList(), variables: [] }
    const sections = readSections(text, reading)
    if (sections.length === 0) throw notThis('Yarn', 'there is no node with a title')
    const start = sections.find(({ label }) => label === 'Start')?.label ?? null
    const title = /^\/\/ (.+)/u.exec(text)?.[1] ?? titleFromName(name)
    return compileScript({ title, start, sections, variables: reading.variables }, reading.remarks)
  },
}
