// Rules that clean one paragraph at a time. What is dropped as a whole is drop-rules' business.
import type { CleaningRule } from '../../domain/dataset.ts'

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  mdash: '—',
  ndash: '–',
  hellip: '…',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
}
const MAX_CODE_POINT = 0x10ffff

const decodeEntity = (whole: string, name: string): string => {
  if (!name.startsWith('#')) return NAMED[name] ?? whole
  const code = name[1] === 'x' ? parseInt(name.slice(2), 16) : Number(name.slice(1))
  return code > 0 && code <= MAX_CODE_POINT ? String.fromCodePoint(code) : whole
}

/** Each gives the paragraph as it should be; an empty one is left out. */
export const PARAGRAPH_RULES = {
  /** Composed letters; no control or zero-width characters, soft hyphens, or signs of a broken encoding. */
  invisible: (text) =>
    text.normalize('NFC').replaceAll(/[\p{Cc}--[\n\t]]|[\u00AD\u200B-\u200F\u2060\uFEFF\uFFFD]/gv, ''),
  /** One space between words, none around lines. */
  spaces: (text) =>
    text
      .replaceAll(/[\p{Zs}\t]+/gu, ' ')
      .replaceAll(/ ?\n ?/gu, '\n')
      .trim(),
  /** HTML tags and entities, Markdown's emphasis. */
  markup: (text) =>
    text
      .replaceAll(/<\/?[a-z][^<>\n]{0,200}>/giu, '')
      .replaceAll(/&(#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,6});/giu, decodeEntity)
      .replaceAll(/(?<![\p{L}\p{N}_])_([^_\n]+)_(?![\p{L}\p{N}_])/gu, '$1')
      .replaceAll(/(?<!\*)\*{1,3}([^*\s](?:[^*\n]*[^*\s])?)\*{1,3}(?!\*)/gu, '$1'),
  /** Note marks and editors' brackets: [12], [Footnote …], [Illustration …], 〔注〕. */
  notes: (text) =>
    text.replaceAll(
      /\s?(?:\[(?:\d{1,4}|\*+|(?:footnote|illustration|note|transcriber)[^\]\n]*)\]|〔[^〕\n]*〕|［[\d注][^］\n]*］)/giu,
      '',
    ),
  /** Web and mail addresses. */
  addresses: (text) =>
    text.replaceAll(/\b(?:https?:\/\/|www\.)[^\s<>"”）】]+|[\w.+-]+@[\w-]+\.[\w.-]+\w/giu, ''),
} as const satisfies Partial<Record<CleaningRule, (text: string) => string>>
