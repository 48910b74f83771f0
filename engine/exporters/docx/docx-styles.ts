// The Word styles of a book. Everything in the file is set by style, nothing by hand, so that one change restyles it all.
import { AlignmentType, LineRuleType, type IStylesOptions } from 'docx'
import type { Language } from '../../domain/project.ts'
import type { Theme } from '../book-options.ts'

/** Names of the styles that are our own; the importer reads them back by name. */
export const STYLE = {
  body: 'Body Text',
  quote: 'Quote',
  pullQuote: 'Pull Quote',
  transcript: 'Transcript',
  sceneBreak: 'Scene Break',
  pause: 'Pause',
  picture: 'Picture',
  caption: 'Caption',
  listMore: 'List Continue',
  table: 'Table Text',
  title: 'Title',
  subtitle: 'Book Subtitle',
  author: 'Author',
  copyright: 'Copyright',
  dedication: 'Dedication',
  epigraph: 'Book Epigraph',
  contents: 'TOC Heading',
  code: 'Code',
} as const

const TWIPS_PER_POINT = 20
const FONTS: Readonly<Record<Theme, { readonly ascii: string; readonly eastAsia: string }>> = {
  manuscript: { ascii: 'Times New Roman', eastAsia: 'SimSun' },
  classic: { ascii: 'Georgia', eastAsia: 'SimSun' },
  modern: { ascii: 'Arial', eastAsia: 'Microsoft YaHei' },
}

const id = (name: string): string => name.replaceAll(' ', '')

/** Standard manuscript format: 12 pt Times, double spaced, half an inch of indent. */
export const docxStyles = (look: Theme, language: Language): IStylesOptions => {
  const isManuscript = look === 'manuscript'
  const isModern = look === 'modern'
  const { ascii, eastAsia } = FONTS[look]
  const font = { ascii, hAnsi: ascii, cs: ascii, eastAsia }
  const line = isManuscript ? 480 : 320
  const firstLine = language === 'zh' ? 24 * TWIPS_PER_POINT : isManuscript ? 720 : 340
  // Modern type sets paragraphs apart instead of indenting them.
  const after = isModern ? 8 * TWIPS_PER_POINT : 0
  const text = { spacing: { line, lineRule: LineRuleType.AUTO, after } }
  const alignment = isModern ? AlignmentType.START : AlignmentType.CENTER
  const centred = { alignment, keepNext: true }
  // Chinese has none: slanted characters are a makeshift.
  const italics = language !== 'zh'
  // Navigators of other programs go by the level, Word by the name.
  const heading = (outlineLevel: number, sizePt: number, beforePt: number) => ({
    run: { font, size: sizePt * 2, bold: !isManuscript, color: '000000' },
    paragraph: {
      ...centred,
      outlineLevel,
      spacing: {
        before: beforePt * TWIPS_PER_POINT,
        after: 12 * TWIPS_PER_POINT,
        line,
        lineRule: LineRuleType.AUTO,
      },
    },
  })
  const paragraph = (name: string, options: object, run: object = {}) => ({
    id: id(name),
    name,
    basedOn: 'Normal',
    quickFormat: true,
    run,
    paragraph: { ...text, ...options },
  })
  const size = isManuscript ? 12 : 18
  return {
    default: {
      document: { run: { font, size: 24, language: { value: 'en-US', eastAsia: 'zh-CN' } } },
      heading1: heading(0, size + (isManuscript ? 0 : 4), isManuscript ? 200 : 120),
      heading2: heading(1, size, isManuscript ? 160 : 72),
      heading3: heading(2, isManuscript ? 12 : 14, 24),
      heading4: heading(3, 12, 18),
      heading5: heading(4, 12, 12),
      heading6: heading(5, 12, 12),
    },
    paragraphStyles: [
      paragraph(STYLE.body, isModern ? {} : { indent: { firstLine } }),
      paragraph(STYLE.quote, { indent: { left: 720, right: 720 } }, { italics: false }),
      paragraph(
        STYLE.pullQuote,
        {
          alignment: AlignmentType.CENTER,
          indent: { left: 720, right: 720 },
          spacing: { before: 240, after: 240, line },
        },
        { italics, size: 30 },
      ),
      paragraph(STYLE.transcript, { indent: { left: 720 } }, { size: 20 }),
      paragraph(STYLE.sceneBreak, { alignment: AlignmentType.CENTER }),
      paragraph(STYLE.pause, { alignment: AlignmentType.CENTER }),
      paragraph(STYLE.picture, { alignment: AlignmentType.CENTER, keepNext: true }),
      paragraph(STYLE.caption, { alignment: AlignmentType.CENTER }, { italics, size: 20 }),
      paragraph(STYLE.table, {}),
      paragraph(STYLE.listMore, { indent: { left: 720 } }),
      paragraph(
        STYLE.title,
        { alignment, spacing: { before: 4800, after: 240 } },
        { size: isModern ? 52 : 36, bold: isModern },
      ),
      paragraph(STYLE.contents, { alignment, spacing: { after: 240 } }, { size: 28 }),
      paragraph(STYLE.subtitle, { alignment }, { size: 28 }),
      paragraph(STYLE.author, { alignment }),
      paragraph(STYLE.copyright, { alignment: AlignmentType.START }, { size: 20 }),
      paragraph(STYLE.dedication, { alignment }),
      paragraph(STYLE.epigraph, { alignment }, { italics }),
    ],
    characterStyles: [
      { id: id(STYLE.code), name: STYLE.code, quickFormat: true, run: { font: 'Courier New', size: 21 } },
    ],
  }
}

export const styleId = (name: (typeof STYLE)[keyof typeof STYLE]): string => id(name)
