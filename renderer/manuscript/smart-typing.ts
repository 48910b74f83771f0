// What a typed character becomes in good typography: curly quotes, dashes, ellipses. Knows text only, no editor.

export interface SmartReplacement {
  /** Characters before the typed one that are replaced too. */
  readonly remove: number
  readonly insert: string
}

const OPENS_AFTER = /(?:^|[\s([{<«“‘„\-–—/\u3000（【《「『])$/u
const HAN_OR_ZH_SIGN = /[\p{scx=Han}。，！？；：、…—）】》」』]$/u

const quote = (before: string, open: string, close: string, language: 'en' | 'zh'): SmartReplacement => {
  if (language === 'en') return { remove: 0, insert: OPENS_AFTER.test(before) ? open : close }
  // In Chinese no space tells opening from closing: an open pair is closed, anything else opens one.
  const opened = before.split(open).length - before.split(close).length
  return { remove: 0, insert: opened > 0 ? close : open }
}

/**
 * @param before text of the block before the caret, without the typed character; code is never passed here.
 * @param typed the one character that was typed.
 * @returns null when it stays as it is.
 */
export const smartReplacement = (
  before: string,
  typed: string,
  language: 'en' | 'zh',
): SmartReplacement | null => {
  switch (typed) {
    case '"':
      return quote(before, '“', '”', language)
    case "'":
      // Between letters, and before a year ('99), it is an apostrophe in any language.
      if (/[\p{L}\p{N}]$/u.test(before) && !/\p{scx=Han}$/u.test(before)) return { remove: 0, insert: '’' }
      return quote(before, '‘', '’', language)
    case '-':
      if (!before.endsWith('-') || before.endsWith('--')) return null
      return { remove: 1, insert: language === 'zh' ? '——' : '—' }
    case '.':
      if (!before.endsWith('..') || before.endsWith('...')) return null
      return { remove: 2, insert: language === 'zh' || HAN_OR_ZH_SIGN.test(before.slice(0, -2)) ? '……' : '…' }
    default:
      return null
  }
}
