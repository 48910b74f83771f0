// The styles of an OpenDocument text, as far as they mean something: marks, headings, quotes, numbered lists.
import { xmlElements, type XmlElement } from '../read-xml.ts'

export interface OdtMarks {
  readonly bold?: boolean
  readonly italic?: boolean
  readonly underline?: boolean
  readonly strike?: boolean
}

interface Style {
  readonly parent: string
  readonly isAutomatic: boolean
  readonly marks: OdtMarks
  readonly listStyle: string
}

const MAX_PARENTS = 20

const marksOf = (style: XmlElement): OdtMarks => {
  const { attributes } = style.children.find(({ name }) => name === 'text-properties') ?? { attributes: {} }
  const value = (key: string): string | undefined => (attributes as Record<string, string>)[key]
  const line = (key: string): boolean | undefined => {
    const found = value(key)
    return found === undefined ? undefined : found !== 'none'
  }
  const weight = value('font-weight')
  const slant = value('font-style')
  const entries = [
    ['bold', weight === undefined ? undefined : weight === 'bold' || Number(weight) >= 600],
    ['italic', slant === undefined ? undefined : slant !== 'normal'],
    ['underline', line('text-underline-style')],
    ['strike', line('text-line-through-style')],
  ] as const
  return Object.fromEntries(entries.filter(([, on]) => on !== undefined))
}

export class OdtStyles {
  readonly #styles = new Map<string, Style>()
  readonly #numbered = new Set<string>()

  constructor(roots: readonly XmlElement[]) {
    for (const root of roots)
      for (const element of xmlElements(root)) {
        if (element.name !== 'automatic-styles' && element.name !== 'styles') continue
        for (const style of element.children) this.#add(style, element.name === 'automatic-styles')
      }
  }

  #add(style: XmlElement, isAutomatic: boolean): void {
    const name = style.attributes['name'] ?? ''
    if (style.name === 'list-style' && style.children[0]?.name === 'list-level-style-number')
      this.#numbered.add(name)
    if (style.name !== 'style') return
    this.#styles.set(name, {
      parent: style.attributes['parent-style-name'] ?? '',
      isAutomatic,
      marks: marksOf(style),
      listStyle: style.attributes['list-style-name'] ?? '',
    })
  }

  /** From the style outwards; its name first. */
  *#line(name: string): Generator<readonly [string, Style | undefined]> {
    let at = name
    for (let i = 0; at !== '' && i < MAX_PARENTS; i += 1) {
      const style = this.#styles.get(at)
      yield [at, style]
      at = style?.parent ?? ''
    }
  }

  /** @param ofText a span's own style counts whole; of a paragraph's only what was set by hand. */
  marks(name: string, ofText: boolean): OdtMarks {
    let marks: OdtMarks = {}
    for (const [, style] of this.#line(name)) {
      if (!style || (!ofText && !style.isAutomatic)) break
      marks = { ...style.marks, ...marks }
    }
    return marks
  }

  /** Whether the style or one that it is made from is called so. */
  is(name: string, pattern: RegExp): boolean {
    for (const [each] of this.#line(name)) if (pattern.test(each.replaceAll('_20_', ' '))) return true
    return false
  }

  /** Of a paragraph that only looks like a heading: other programs' files have such; 0 is none. */
  headingLevel(name: string): number {
    for (const [each] of this.#line(name)) {
      const level = /^Heading(?:_20_| )([1-9])$/iu.exec(each)?.[1]
      if (level !== undefined) return Number(level)
    }
    return 0
  }

  isNumbered(listStyle: string): boolean {
    return this.#numbered.has(listStyle)
  }
}
