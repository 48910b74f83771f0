// Small XML files of packages (contents lists, properties) as elements. Entities of the file's own are not expanded.
import { SaxesParser } from 'saxes'

export interface XmlElement {
  /** Without its prefix. */
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlElement[]
  /** Children and the text between them, in order. */
  readonly nodes: readonly (XmlElement | string)[]
  /** All text below it. */
  readonly text: string
}

interface OpenElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: XmlElement[]
  readonly nodes: (XmlElement | string)[]
  text: string
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1)
const MAX_DEPTH = 200

/** Undefined when it is not well-formed. Attribute names lose their prefix too. */
export const readXml = (source: string): XmlElement | undefined => {
  const open: OpenElement[] = []
  let root: XmlElement | undefined
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    if (open.length > MAX_DEPTH) throw new Error('too deep')
    open.push({
      name: local(name),
      attributes: Object.fromEntries(Object.entries(attributes).map(([key, value]) => [local(key), value])),
      children: [],
      nodes: [],
      text: '',
    })
  })
  const addText = (text: string): void => {
    const top = open.at(-1)
    if (!top) return
    top.text += text
    top.nodes.push(text)
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => {
    const done = open.pop()
    const parent = open.at(-1)
    if (!done) return
    if (parent) {
      parent.children.push(done)
      parent.nodes.push(done)
      parent.text += done.text
    } else root = done
  })
  try {
    parser.write(source).close()
    return root
  } catch {
    return undefined
  }
}

/** Depth first, in document order; the element itself included. */
export function* xmlElements(element: XmlElement): Generator<XmlElement> {
  yield element
  for (const child of element.children) yield* xmlElements(child)
}

export const findXml = (element: XmlElement | undefined, name: string): XmlElement | undefined => {
  if (!element) return undefined
  for (const found of xmlElements(element)) if (found.name === name) return found
  return undefined
}
