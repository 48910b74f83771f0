// A document with private details under other names: formatting stays, except where a name runs over two formats.
import type { Block, Inline, SceneDocument } from '../domain/document.ts'

type Masker = (text: string) => string

const joined = (inlines: readonly Inline[]): string =>
  inlines.map((inline) => (inline.type === 'text' ? inline.text : '\n')).join('')

const maskInline = (inline: Inline, mask: Masker): Inline => {
  if (inline.type === 'text') {
    const { origin, ...rest } = inline
    const marks = rest.marks?.map((mark) =>
      mark.attrs?.href === undefined ? mark : { ...mark, attrs: { href: mask(mark.attrs.href) } },
    )
    return {
      ...rest,
      text: mask(rest.text),
      ...(marks ? { marks } : {}),
      ...(origin ? { origin: { ...origin, of: '' } } : {}),
    }
  }
  return inline.type === 'footnote' ? { ...inline, attrs: { text: mask(inline.attrs.text) } } : inline
}

const maskInlines = (inlines: readonly Inline[], mask: Masker): readonly Inline[] => {
  const own = inlines.map((inline) => maskInline(inline, mask))
  const whole = mask(joined(own))
  if (whole === joined(own)) return own
  const isPlain = own.every(({ type }) => type === 'text')
  return isPlain ? [{ type: 'text', text: whole }] : own
}

const isInline = (node: { readonly type: string }): node is Inline =>
  node.type === 'text' || node.type === 'hardBreak' || node.type === 'footnote'

interface Node {
  readonly type: string
  readonly attrs?: Readonly<Record<string, unknown>>
  readonly content?: readonly Node[]
}

const WORDS = ['alt', 'caption'] as const

const maskNode = (node: Node, mask: Masker): Node => {
  const attrs =
    node.attrs &&
    Object.fromEntries(
      Object.entries(node.attrs).map(([key, value]) => [
        key,
        typeof value === 'string' && (WORDS as readonly string[]).includes(key) ? mask(value) : value,
      ]),
    )
  const { content } = node
  const inner = content?.every(isInline)
    ? maskInlines(content, mask)
    : content?.map((child) => maskNode(child, mask))
  return { ...node, ...(attrs ? { attrs } : {}), ...(inner ? { content: inner } : {}) }
}

export const maskDocument = (document: SceneDocument, mask: Masker): SceneDocument => ({
  ...document,
  content: document.content.map((block) => maskNode(block as unknown as Node, mask) as unknown as Block),
})
