// Reads Twee 3: passages, links, and the SugarCube macros for variables and conditions; remarks on what is left out.
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

interface Passage {
  readonly name: string
  readonly tags: readonly string[]
  readonly x: number
  readonly y: number
  readonly text: string
}

const unescapeHeader = (text: string): string => text.replace(/\\(.)/gu, '$1')

const readPassages = (source: string): Passage[] => {
  const found: Passage[] = []
  for (const piece of source
    .replace(/\r\n?/gu, '\n')
    .split(/^::(?!:)/mu)
    .slice(1)) {
    const end = piece.indexOf('\n')
    const header = end === -1 ? piece : piece.slice(0, end)
    const [, name = '', tags = '', metadata = ''] =
      /^((?:\\.|[^[{])*)(?:\[((?:\\.|[^\]])*)\])?\s*(\{.*\})?\s*$/u.exec(header) ?? []
    const [x = 0, y = 0] = (/"position"\s*:\s*"([^"]*)"/u.exec(metadata)?.[1] ?? '').split(',').map(Number)
    found.push({
      name: unescapeHeader(name.trim()),
      tags: tags
        .split(/\s+/u)
        .filter((tag) => tag !== '')
        .map(unescapeHeader),
      x: Number.isFinite(x) ? x : 0,
      y: Number.isFinite(y) ? y : 0,
      text: end === -1 ? '' : piece.slice(end + 1).trim(),
    })
  }
  return found
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00A0',
}

const plain = (text: string): string =>
  text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w+));/giu,
    (all, decimal?: string, hex?: string, name?: string) => {
      const code = decimal === undefined ? (hex === undefined ? NaN : parseInt(hex, 16)) : Number(decimal)
      if (name !== undefined) return NAMED[name] ?? all
      return code <= 0x10ffff ? String.fromCodePoint(code) : all
    },
  )

const fromSugarCube = (source: string): string =>
  source
    .split(/("(?:[^"\\]|\\.)*")/u)
    .map((piece, index) =>
      index % 2 === 1
        ? piece
        : piece
            .replace(/(?<!\w)[$_](?=[A-Za-z])/gu, '')
            .replace(/\bisnot\b|\bneq\b|!==?/gu, '!=')
            .replace(/\bis\b|\beq\b|===?/gu, '==')
            .replace(/\bgte\b/gu, '>=')
            .replace(/\blte\b/gu, '<=')
            .replace(/\bgt\b/gu, '>')
            .replace(/\blt\b/gu, '<'),
    )
    .join('')
    .replace(/\bvisited\s*\(\s*"([^"]*)"\s*\)/gu, 'visits($1)')
    .trim()

interface Token {
  readonly kind: 'macro' | 'end' | 'link' | 'speaker' | 'break' | 'text' | 'option'
  readonly name: string
  readonly words: string
}

const TOKEN =
  /<!--([\s\S]*?)-->|<<(\/?)(\w+)\s*((?:"(?:[^"\\]|\\.)*"|(?!>>)[\s\S])*?)>>|\[\[((?:(?!\]\])[\s\S])*)\]\](?:\[[^\]]*\]\])?|<b class="speaker">(.*?)<\/b>|<p class="option"[^>]*?data-tags="([^"]*)"[^>]*>|<(br|p|div|li|h\d)\b[^>]*>|<\/?[a-z][^<>]*>|(\n+)|((?:(?!<<|\[\[|<!--|<\/?[a-z]|\n)[\s\S])+)/giu

const tokensOf = (text: string): Token[] =>
  [...text.matchAll(TOKEN)].flatMap((match): Token[] => {
    const [, note, slash, name = '', words = '', link, speaker, option, block, lines, run] = match
    if (note !== undefined) return []
    if (slash !== undefined) return [{ kind: slash === '/' ? 'end' : 'macro', name, words: words.trim() }]
    if (link !== undefined) return [{ kind: 'link', name: '', words: link }]
    if (speaker !== undefined) return [{ kind: 'speaker', name: '', words: speaker }]
    if (option !== undefined) return [{ kind: 'option', name: '', words: option }]
    if (block !== undefined || lines !== undefined) return [{ kind: 'break', name: '', words: '' }]
    return run === undefined ? [] : [{ kind: 'text', name: '', words: run }]
  })

interface Block {
  readonly statements: ScriptStatement[]
  readonly options: ScriptChoice[]
}

const quoted = (words: string): string[] =>
  [...words.matchAll(/"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'/gu)].map(([, a, b]) =>
    (a ?? b ?? '').replace(/\\(.)/gu, '$1'),
  )

const both = (a: string, b: string): string => (a === '' || b === '' ? a + b : `(${a}) and (${b})`)

class PassageReader {
  readonly #tokens: readonly Token[]
  readonly #tags: readonly string[]
  readonly #remarks: RemarkList
  readonly #variables: ScriptVariableValue[] | null
  #at = 0

  /** @param variables where `<<set>>` declares (StoryInit), else null. */
  constructor(
    { text, tags }: Pick<Passage, 'text' | 'tags'>,
    remarks: RemarkList,
    variables: ScriptVariableValue[] | null = null,
  ) {
    this.#tokens = tokensOf(text)
    this.#tags = tags
    this.#remarks = remarks
    this.#variables = variables
  }

  all(): ScriptStatement[] {
    const { statements, options } = this.#block(0)
    return options.length === 0 ? statements : [...statements, { kind: 'options', options }]
  }

  #block(depth: number): Block {
    if (depth > MAX_NESTING) throw notThis('Twee', 'it is nested too deeply')
    const statements: ScriptStatement[] = []
    const options: ScriptChoice[] = []
    let speaker = ''
    let text = ''
    let tags: string[] = []
    const flush = (): void => {
      const said = plain(text).trim()
      if (said !== '') statements.push({ kind: 'line', speaker, text: said, tags: this.#tags, direction: '' })
      speaker = ''
      text = ''
    }
    for (; this.#at < this.#tokens.length; this.#at++) {
      const token = this.#tokens[this.#at]
      if (!token) break
      const { kind, name, words } = token
      if (kind === 'text') {
        if (/\$[A-Za-z]/u.test(words)) this.#remarks.add('inserted-value', words)
        text += words
      } else if (kind === 'speaker') speaker = plain(words).trim()
      else if (kind === 'break') flush()
      else if (kind === 'option')
        tags = plain(words)
          .split(' ')
          .filter((tag) => tag !== '')
      else if (kind === 'link') {
        flush()
        const [label, target] = linkParts(words)
        options.push({
          text: plain(label),
          tags: [],
          condition: '',
          once: false,
          body: [{ kind: 'jump', label: target }],
        })
      } else if (kind === 'end' || name === 'else' || name === 'elseif') break
      else {
        flush()
        this.#macro(token, depth, { statements, options }, tags)
        tags = name === 'link' ? [] : tags
      }
    }
    flush()
    return { statements, options }
  }

  #macro(
    { name, words }: Token,
    depth: number,
    { statements, options }: Block,
    tags: readonly string[],
  ): void {
    switch (name) {
      case 'set':
        this.#set(words, statements)
        return
      case 'if': {
        this.#at += 1
        this.#condition(words, depth, { statements, options })
        return
      }
      case 'link': {
        const [label = '', target = null] = words.startsWith('[[')
          ? linkParts(words.replace(/^\[\[|\]\]$/gu, ''))
          : quoted(words)
        this.#at += 1
        const body = this.#block(depth + 1)
        const jump: ScriptStatement = { kind: 'jump', label: target }
        options.push({
          text: plain(label),
          tags,
          condition: '',
          once: false,
          body: [...body.statements, jump],
        })
        return
      }
      case 'include':
      case 'display':
      case 'goto': {
        const [label] = quoted(words)
        if (label === undefined) this.#remarks.add('macro', `<<${name} ${words}>>`)
        else statements.push({ kind: 'jump', label })
        return
      }
      default:
        this.#remarks.add('macro', `<<${name} ${words}>>`)
    }
  }

  #set(words: string, statements: ScriptStatement[]): void {
    const found = /^\$(\w+)\s*(to\b|=|\+=|-=|\*=)\s*(.+)$/su.exec(words)
    const [, variable = '', sign = 'to', source = ''] = found ?? []
    const dice = /^random\(\s*1\s*,\s*(\d+)\s*\)$/u.exec(source.trim())
    if (!found) this.#remarks.add('macro', `<<set ${words}>>`)
    else if (dice) statements.push({ kind: 'roll', variable, sides: Number(dice[1]) })
    else if (this.#variables) {
      const text = source.trim()
      const [word] = quoted(text)
      const value = word ?? (text === 'true' ? true : text === 'false' ? false : Number(text))
      if (typeof value === 'number' && !Number.isFinite(value)) this.#remarks.add('variable', words)
      else this.#variables.push({ name: variable, initial: value })
    } else {
      const value = fromSugarCube(source)
      const isPlain = sign === 'to' || sign === '='
      statements.push({ kind: 'set', variable, value: isPlain ? value : `${variable} ${sign[0]} (${value})` })
    }
  }

  /** Options within a condition are offered under it; what is said stays where it is. */
  #condition(words: string, depth: number, { statements, options }: Block): void {
    const branches: { test: string | null; body: ScriptStatement[] }[] = []
    let test: string | null = fromSugarCube(words)
    let before = ''
    for (;;) {
      const block = this.#block(depth + 1)
      const own = both(before, test ?? '')
      branches.push({ test, body: block.statements })
      for (const option of block.options) options.push({ ...option, condition: both(own, option.condition) })
      const token = this.#tokens[this.#at]
      if (token?.kind !== 'macro') break
      before = both(before, test === null ? '' : `not (${test})`)
      test = token.name === 'elseif' ? fromSugarCube(token.words) : null
      this.#at += 1
    }
    if (branches.some(({ body }) => body.length > 0)) statements.push({ kind: 'if', branches })
  }
}

/** `text->target`, `target<-text`, `text|target`, `target`. */
const linkParts = (words: string): [text: string, target: string] => {
  const forward = /^(.*)->(.*)$/su.exec(words) ?? /^(.*?)\|(.*)$/su.exec(words)
  if (forward) return [(forward[1] ?? '').trim(), (forward[2] ?? '').trim()]
  const back = /^(.*?)<-(.*)$/su.exec(words)
  if (back) return [(back[2] ?? '').trim(), (back[1] ?? '').trim()]
  return [words.trim(), words.trim()]
}

const KINDS = new Set(['line', 'choice', 'condition', 'set', 'go', 'random'])
const ASIDE = new Set(['script', 'stylesheet', 'Twine.image', 'Twine.private'])

export const tweeImporter: DialogueImporter = {
  id: 'twee',
  version: '1',
  title: 'Twee 3',
  extensions: ['twee', 'tw', 'twee3'],
  read(text, name) {
    const remarks = new RemarkList()
    const passages = readPassages(text)
    const by = (wanted: string): string => passages.find((passage) => passage.name === wanted)?.text ?? ''
    const data = by('StoryData')
    const format = /"format"\s*:\s*"([^"]*)"/u.exec(data)?.[1] ?? 'SugarCube'
    if (format !== 'SugarCube') remarks.add('story-format', format)
    const start = /"start"\s*:\s*"((?:[^"\\]|\\.)*)"/u.exec(data)?.[1] ?? 'Start'
    const variables: ScriptVariableValue[] = []
    new PassageReader({ text: by('StoryInit'), tags: [] }, remarks, variables).all()
    const sections = passages
      .filter((passage) => {
        if (!/^Story[A-Z]/u.test(passage.name) && !passage.tags.some((tag) => ASIDE.has(tag))) return true
        if (!/^Story(?:Title|Data|Init)$/u.test(passage.name)) remarks.add('passage', passage.name)
        return false
      })
      .map((passage): ScriptSection => ({
        label: passage.name,
        title: plain(
          /<!-- name: (.*?) -->/u.exec(passage.text)?.[1] ??
            (/^n\d+$/u.test(passage.name) ? '' : passage.name),
        ),
        x: passage.x,
        y: passage.y,
        body: new PassageReader(
          { text: passage.text, tags: passage.tags.filter((tag) => !KINDS.has(tag)) },
          remarks,
        ).all(),
      }))
    if (sections.length === 0) throw notThis('Twee', 'there is no passage')
    const known = sections.some(({ label }) => label === start)
    const title = unescapeHeader(by('StoryTitle')) || titleFromName(name)
    return compileScript({ title, start: known ? start : null, sections, variables }, remarks)
  },
}
