// What a typed character becomes in good typography: quotation marks, dashes, ellipses, the fine spaces of French; each
// language in its own way. Knows text only, no editor.

export interface SmartReplacement {
  /** Characters before the typed one that are replaced too. */
  readonly remove: number
  readonly insert: string
}

interface Style {
  /** Outer and inner quotation marks, with what stands inside them. */
  readonly outer: readonly [open: string, close: string]
  readonly inner: readonly [open: string, close: string]
  /** Words hardly ever have apostrophes: one after a letter closes an inner quotation that is open. */
  readonly rareApostrophes?: true
  /** What two hyphens become. */
  readonly dash: string
}

/** Narrow, and no line breaks there. */
const FINE_SPACE = '\u202f'

const STYLES = {
  en: { outer: ['“', '”'], inner: ['‘', '’'], dash: '—' },
  de: { outer: ['„', '“'], inner: ['‚', '‘'], dash: '–', rareApostrophes: true },
  es: { outer: ['«', '»'], inner: ['“', '”'], dash: '—', rareApostrophes: true },
  fr: { outer: [`«${FINE_SPACE}`, `${FINE_SPACE}»`], inner: ['“', '”'], dash: '—' },
  it: { outer: ['«', '»'], inner: ['“', '”'], dash: '–' },
  nl: { outer: ['“', '”'], inner: ['‘', '’'], dash: '–' },
  pl: { outer: ['„', '”'], inner: ['«', '»'], dash: '–', rareApostrophes: true },
  pt: { outer: ['“', '”'], inner: ['‘', '’'], dash: '—' },
  ru: { outer: ['«', '»'], inner: ['„', '“'], dash: '—', rareApostrophes: true },
  sv: { outer: ['”', '”'], inner: ['’', '’'], dash: '–' },
  zh: { outer: ['“', '”'], inner: ['‘', '’'], dash: '——' },
} as const satisfies Readonly<Record<string, Style>>

export type TypingLanguage = keyof typeof STYLES

export const TYPING_LANGUAGES = Object.keys(STYLES) as readonly TypingLanguage[]

/** The style of a language tag such as `en-GB`; null where there is none. */
export const typingLanguage = (tag: string): TypingLanguage | null =>
  TYPING_LANGUAGES.find((language) => language === tag.split(/[-_]/u)[0]) ?? null

const OPENS_AFTER = /(?:^|[\s([{<\-–—/\u3000（【《「『])$/u
const HAN_OR_ZH_SIGN = /[\p{scx=Han}。，！？；：、…—）】》」』]$/u

const count = (text: string, sign: string): number => text.split(sign).length - 1

const quote = (
  before: string,
  [open, close]: readonly [string, string],
  outerOpen: string,
  language: TypingLanguage,
): SmartReplacement => {
  if (language === 'zh')
    // In Chinese no space tells opening from closing: an open pair is closed, anything else opens one.
    return { remove: 0, insert: count(before, open) > count(before, close) ? close : open }
  // A mark that has just been opened may be followed by another one that opens.
  const afterOpening = before.endsWith(outerOpen) && outerOpen !== close
  return { remove: 0, insert: OPENS_AFTER.test(before) || afterOpening ? open : close }
}

/**
 * @param before text of the block before the caret, without the typed character; code is never passed here.
 * @param typed the one character that was typed.
 * @returns null when it stays as it is.
 */
export const smartReplacement = (
  before: string,
  typed: string,
  language: TypingLanguage,
): SmartReplacement | null => {
  const style: Style = STYLES[language]
  switch (typed) {
    case '"':
      return quote(before, style.outer, style.inner[0], language)
    case "'":
      // Between letters, and before a year ('99), it is an apostrophe in any language.
      if (/[\p{L}\p{N}]$/u.test(before) && !/\p{scx=Han}$/u.test(before)) {
        const [open, close] = style.inner
        const isOpen = style.rareApostrophes && count(before, open) > count(before, close)
        return { remove: 0, insert: isOpen ? close : '’' }
      }
      return quote(before, style.inner, style.outer[0], language)
    case '-':
      if (!before.endsWith('-') || before.endsWith('--')) return null
      return { remove: 1, insert: style.dash }
    case '.':
      if (!before.endsWith('..') || before.endsWith('...')) return null
      return { remove: 2, insert: language === 'zh' || HAN_OR_ZH_SIGN.test(before.slice(0, -2)) ? '……' : '…' }
    case '!':
    case '?':
    case ';':
    case ':':
      // French sets these apart from the word, never at the beginning of a line.
      return language === 'fr' && /\S $/u.test(before) ? { remove: 1, insert: FINE_SPACE + typed } : null
    default:
      return null
  }
}
