// What round trips compare, and what they are fed: any text, however it collides with a format's own signs.
/* eslint-disable no-control-regex -- the characters that are not prose are named to be left out */
import fc from 'fast-check'
import type { Block, Inline, Mark } from '../../engine/domain/document.ts'

/** Blocks without their ids, marks in one order, equal neighbours joined: what the reader of the book sees. */
const canonical = (content: readonly Inline[] = []): Inline[] => {
  const joined: Inline[] = []
  for (const inline of content) {
    if (inline.type !== 'text') {
      joined.push(inline)
      continue
    }
    const marks = [...(inline.marks ?? [])].sort((a, b) => (a.type < b.type ? -1 : 1))
    const last = joined.at(-1)
    if (last?.type === 'text' && JSON.stringify(last.marks) === JSON.stringify(marks))
      joined[joined.length - 1] = { ...last, text: last.text + inline.text }
    else joined.push({ type: 'text', text: inline.text, marks })
  }
  return joined
}

/** What the reader of the book sees of a block. */
export const plain = (block: Block): unknown => {
  switch (block.type) {
    case 'paragraph':
    case 'note':
      return [block.type, canonical(block.content)]
    case 'heading':
      return [block.type, block.attrs.level, canonical(block.content)]
    case 'bulletList':
    case 'orderedList':
      return [block.type, block.content.map((item) => item.content.map(plain))]
    case 'blockquote':
      return [block.type, block.content.map(plain)]
    case 'table':
      return [
        block.type,
        block.content.map((row) =>
          row.content.map((cell) => [cell.type, cell.span ?? {}, cell.content.map(plain)]),
        ),
      ]
    case 'sceneBreak':
    case 'image':
      return [block.type]
  }
}

export const bold: Mark = { type: 'bold' }
export const italic: Mark = { type: 'italic' }

const hostile = fc.constantFrom(
  ...[
    '*',
    '_',
    '**',
    '`',
    '```',
    '[',
    ']',
    '(',
    ')',
    '![',
    '<',
    '>',
    '<u>',
    '<!--',
    '&amp;',
    '&',
    '#',
    '# ',
    '- ',
    '+ ',
    '1. ',
    '1) ',
  ],
  ...[
    '|',
    '~',
    '~~',
    '\\',
    '\t',
    ' ',
    '  ',
    '---',
    '===',
    ':',
    'http://a.example/b_c',
    '[^1]',
    '[^1]: x',
    'www.a.example',
    '@',
    '$',
    '^',
  ],
  ...[
    'word',
    'Café',
    '他说',
    '。',
    '“',
    '”',
    'שלום',
    '👩‍👩‍👧',
    '\u00A0',
    '\u3000',
    '\u200B',
    '…',
    '—',
    '!',
    '"',
    "'",
    '%',
    '{',
    '}',
  ],
)
const text = fc
  .array(fc.oneof(hostile, fc.string({ maxLength: 6, unit: 'binary' })), { minLength: 1, maxLength: 8 })
  .map(
    (pieces) =>
      // What the door refuses or print cannot hold is not prose: control characters, lone surrogates, line ends.

      pieces
        .join('')
        .replace(
          /[\u0000-\u0008\n-\u001F\u007F-\u009F\u2028\u2029\uFEFF\uFFFE\uFFFF]|\p{Cs}|\p{Noncharacter_Code_Point}/gu,
          '',
        ) || 'x',
  )
/** @param href an address that the format writes as it is. */
export const runsWith = (href: string) => {
  const marks = fc.uniqueArray(
    fc.constantFrom<Mark>(
      bold,
      italic,
      { type: 'underline' },
      { type: 'strike' },
      { type: 'link', attrs: { href } },
    ),
    { maxLength: 3, selector: ({ type }) => type },
  )
  const run = fc.record({ type: fc.constant('text' as const), text, marks })
  return fc.array(run, { minLength: 1, maxLength: 4 })
}
