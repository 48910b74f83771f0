// The Word styles of a book. Everything in the file is set by style, nothing by hand, so that one change restyles it all.
import { AlignmentType, LineRuleType, type IStylesOptions } from 'docx'
import type { Language } from '../../domain/project.ts'

export const LOOKS = [
  { value: 'manuscript', title: 'Standard manuscript' },
  { value: 'book', title: 'Book' },
] as const

export type Look = (typeof LOOKS)[number]['value']

export const isLook = (value: unknown): value is Look => LOOKS.some((look) => look.value === value)

/** Names of the styles that are our own; the importer reads them back by name. */
export const STYLE = {
  body: 'Body Text',
  quote: 'Quote',
  sceneBreak: 'Scene Break',
  pause: 'Pause',
  picture: 'Picture',
  caption: 'Caption',
  listMore: 'List Continue',
  title: 'Title',
  author: 'Author',
  code: 'Code',
} as const

const TWIPS_PER_POINT = 20
const FONTS: Readonly<Record<Look, { readonly ascii: string; readonly eastAsia: string }>> = {
  manuscript: { ascii: 'Times New Roman', eastAsia: 'SimSun' },
  book: { ascii: 'Georgia', eastAsia: 'SimSun' },
}

const id = (name: string): string => name.replaceAll(' ', '')

/** Standard manuscript format: 12 pt Times, double spaced, half an inch of indent. */
export const docxStyles = (look: Look, language: Language): IStylesOptions => {
  const isManuscript = look === 'manuscript'
  const { ascii, eastAsia } = FONTS[look]
  const font = { ascii, hAnsi: ascii, cs: ascii, eastAsia }
  const line = isManuscript ? 480 : 320
  const firstLine = language === 'zh' ? 24 * TWIPS_PER_POINT : isManuscript ? 720 : 340
  const text = { spacing: { line, lineRule: LineRuleType.AUTO, after: 0 } }
  const centred = { alignment: AlignmentType.CENTER, keepNext: true }
  const heading = (sizePt: number, beforePt: number) => ({
    run: { font, size: sizePt * 2, bold: !isManuscript, color: '000000' },
    paragraph: {
      ...centred,
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
      heading1: heading(size + (isManuscript ? 0 : 4), isManuscript ? 200 : 120),
      heading2: heading(size, isManuscript ? 160 : 72),
      heading3: heading(isManuscript ? 12 : 14, 24),
      heading4: heading(12, 18),
      heading5: heading(12, 12),
      heading6: heading(12, 12),
    },
    paragraphStyles: [
      paragraph(STYLE.body, { indent: { firstLine } }),
      paragraph(STYLE.quote, { indent: { left: 720, right: 720 } }, { italics: false }),
      paragraph(STYLE.sceneBreak, { alignment: AlignmentType.CENTER }),
      paragraph(STYLE.pause, { alignment: AlignmentType.CENTER }),
      paragraph(STYLE.picture, { alignment: AlignmentType.CENTER, keepNext: true }),
      paragraph(STYLE.caption, { alignment: AlignmentType.CENTER }, { italics: true, size: 20 }),
      paragraph(STYLE.listMore, { indent: { left: 720 } }),
      paragraph(
        STYLE.title,
        { alignment: AlignmentType.CENTER, spacing: { before: 4800, after: 240 } },
        { size: 36 },
      ),
      paragraph(STYLE.author, { alignment: AlignmentType.CENTER }),
    ],
    characterStyles: [
      { id: id(STYLE.code), name: STYLE.code, quickFormat: true, run: { font: 'Courier New', size: 21 } },
    ],
  }
}

export const styleId = (name: (typeof STYLE)[keyof typeof STYLE]): string => id(name)
