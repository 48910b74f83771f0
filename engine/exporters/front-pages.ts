// What stands before the first chapter: title page, copyright, dedication, epigraph, as plain lines. Formats set them.
import type { OptionValues } from './book-options.ts'
import { textOption } from './book-options.ts'
import type { BookSnapshot } from './book-snapshot.ts'
import { displayTitle } from './page-body.ts'
import { printable, printableLine } from './printable.ts'

export interface FrontLine {
  readonly role: 'title' | 'subtitle' | 'author' | 'publisher' | 'text' | 'source'
  readonly text: string
}

export interface FrontPage {
  readonly kind: 'title' | 'copyright' | 'dedication' | 'epigraph'
  readonly lines: readonly FrontLine[]
}

const linesOf = (text: string): readonly FrontLine[] =>
  printable(text)
    .split('\n')
    .map((line) => ({ role: 'text', text: line.trim() }) as const)
    .filter((line) => line.text !== '')

/** In the order of a printed book; pages without words are left out. */
export const frontPages = (snapshot: BookSnapshot, options: OptionValues): readonly FrontPage[] => {
  const line = (role: FrontLine['role'], text: string): readonly FrontLine[] => {
    const words = printableLine(text)
    return words === '' ? [] : [{ role, text: words }]
  }
  const title = [
    ...line('title', displayTitle(snapshot)),
    ...line('subtitle', textOption(options, 'subtitle')),
    ...line('author', snapshot.author),
    ...line('publisher', textOption(options, 'publisher')),
  ]
  const epigraph = linesOf(textOption(options, 'epigraph'))
  const pages: readonly FrontPage[] = [
    { kind: 'title', lines: options['titlePage'] === false ? [] : title },
    { kind: 'copyright', lines: linesOf(textOption(options, 'copyright')) },
    { kind: 'dedication', lines: linesOf(textOption(options, 'dedication')) },
    {
      kind: 'epigraph',
      lines:
        epigraph.length === 0 ? [] : [...epigraph, ...line('source', textOption(options, 'epigraphSource'))],
    },
  ]
  return pages.filter(({ lines }) => lines.length > 0)
}
