// novelWriter's own signs in a text as Markdown: alignment, short codes, footnotes. Headings, tags and synopses are the importer's.

/** As it stands on both sides of the words; what Markdown has no sign for goes, its words stay. */
const CODES: Readonly<Record<string, readonly [string, string]>> = {
  b: ['**', '**'],
  i: ['*', '*'],
  s: ['~~', '~~'],
  u: ['<u>', '</u>'],
  m: ['', ''],
  sup: ['', ''],
  sub: ['', ''],
}

const SHORT_CODE = /\[(\/?)(b|i|s|u|m|sup|sub)\]/giu
const FOOTNOTE_MARK = /\[footnote:\s*([\w-]{1,40})\]/giu
const FOOTNOTE_TEXT = /^%~?\s*footnote\.([\w-]{1,40})\s*:\s*(.+)$/iu

/** A line that is pushed to a side or the middle; `>` is no quotation there. */
const unaligned = (line: string): string => line.replace(/^>{1,2} ?/u, '').replace(/ <{1,2}[ \t]*$/u, '')

const inMarkdown = (line: string): string =>
  unaligned(line)
    .replace(SHORT_CODE, (_, slash: string, code: string) => CODES[code.toLowerCase()][slash === '' ? 0 : 1])
    .replace(/\[br\]/giu, '<br>')
    .replace(FOOTNOTE_MARK, (_, name: string) => `[^${name}]`)

/** Texts of footnotes by name, from anywhere in a document. */
export const footnotesIn = (text: string): ReadonlyMap<string, string> =>
  new Map(
    text.split('\n').flatMap((line): [string, string][] => {
      const [, name, words] = FOOTNOTE_TEXT.exec(line) ?? []
      return name === undefined ? [] : [[name, words.trim()]]
    }),
  )

/** @param lines without headings, tags and comments. @param footnotes of the whole document; those that are meant come along. */
export const novelMarkdown = (lines: readonly string[], footnotes: ReadonlyMap<string, string>): string => {
  const names = new Set(lines.flatMap((line) => [...line.matchAll(FOOTNOTE_MARK)].map(([, name]) => name)))
  const meant = [...names].flatMap((name) => {
    const words = footnotes.get(name)
    return words === undefined ? [] : [`[^${name}]: ${inMarkdown(words)}`]
  })
  return [...lines.map(inMarkdown), ...meant.flatMap((line) => ['', line])].join('\n')
}
