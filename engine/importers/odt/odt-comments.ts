// What was said of the words of an OpenDocument text, met in the order of the text. Answers as LibreOffice writes them.
import type { Anchor } from '../hypertext/comment-marks.ts'
import type { SaidOfText } from '../gather-threads.ts'
import { xmlElements, type XmlElement } from '../read-xml.ts'

const textOf = (element: XmlElement): string =>
  element.nodes
    .map((node) => {
      if (typeof node === 'string') return node.replace(/[\t\n\r ]+/gu, ' ')
      if (node.name === 'line-break') return '\n'
      return node.name === 's' ? ' ' : node.name === 'tab' ? '\t' : textOf(node)
    })
    .join('')

/** Paragraphs, also those of lists; not who said it and when. */
const words = (annotation: XmlElement): string =>
  [...xmlElements(annotation)]
    .filter(({ name }) => name === 'p' || name === 'h')
    .map(textOf)
    .join('\n')

export class OdtComments {
  readonly #ended: ReadonlySet<string>
  readonly #said: SaidOfText[] = []

  constructor(body: XmlElement) {
    this.#ended = new Set(
      [...xmlElements(body)].flatMap(({ name, attributes }) =>
        name === 'annotation-end' ? (attributes['name'] ?? []) : [],
      ),
    )
  }

  get said(): readonly SaidOfText[] {
    return this.#said
  }

  /** An `annotation` or its end. @returns where it stands; undefined: nowhere of its own. */
  meet(element: XmlElement): { readonly kind: Anchor['kind']; readonly id: string } | undefined {
    const { attributes } = element
    const name = attributes['name']
    if (element.name === 'annotation-end') return name === undefined ? undefined : { kind: 'end', id: name }
    const id = name ?? `unnamed ${this.#said.length}`
    const fact = (key: string): string => element.children.find((each) => each.name === key)?.text ?? ''
    this.#said.push({
      id,
      parentId: attributes['parent-name'],
      author: fact('creator') || fact('sender-initials') || fact('creator-initials'),
      at: Date.parse(fact('date') || fact('date-string')),
      text: words(element),
      resolved: attributes['resolved'] === 'true',
    })
    return { kind: this.#ended.has(id) ? 'start' : 'point', id }
  }
}
