// Headings of Chinese books: 第一回, 第1章, 卷一, 上部, 楔子, 序, 尾声.
import type { HeadingLine } from './heading.ts'

const DIGITS = '[0-9０-９〇零○一二三四五六七八九十百千两廿卅]{1,9}'
const MAX_LINE = 50
const COUNTED = new RegExp(
  `^(?:正文\\s*)?(第\\s*(${DIGITS})\\s*([回章节節卷部集篇折幕话話册]))(?:[\\s\\u3000:：、.．·—-]*)(.*)$`,
  'u',
)
const VOLUME = new RegExp(
  `^((?:卷之?(${DIGITS}))|([上中下前后])[部卷篇册])(?:[\\s\\u3000:：、·—-]+(.{1,30}))?$`,
  'u',
)
const NAMED =
  /^(楔\s*子|序\s*[言章曲幕]?|自\s*序|代\s*序|前\s*言|引\s*[子言]|缘\s*起|弁\s*言|尾\s*声|后\s*记|後\s*記|跋|终\s*章|番\s*外.{0,12}|附\s*录|结\s*语|结\s*局|导\s*[言读])(?:[\s\u3000:：、·]+(.{1,30}))?$/u
const CONTENTS = /^(?:目\s*[录錄次])$/u
/** What a title does not hold; a sentence that begins with 第一回 does. */
const SENTENCE = /[。；;]|[！？，]$/u

const isPartUnit = (unit: string): boolean => /^[卷部集篇册幕]$/u.test(unit)

export const readChineseHeading = (line: string): HeadingLine | undefined => {
  const text = line.replace(/^[\s\u3000【〔［]+|[\s\u3000】〕］]+$/gu, '')
  if (text === '' || text.length > MAX_LINE || SENTENCE.test(text)) return undefined
  if (CONTENTS.test(text)) return { kind: 'contents', label: text, name: '', key: 'contents' }
  const counted = COUNTED.exec(text)
  if (counted) {
    const [, label = '', number = '', unit = '', name = ''] = counted
    // “第一部书的作者” is prose: a title that follows without a gap is short and neither begins nor ends like grammar.
    const isGlued = name !== '' && text.startsWith(label + name)
    if (isGlued && (/^[的里中上下以之是，]/u.test(name) || (isPartUnit(unit) && name.length > 12)))
      return undefined
    const kind = isPartUnit(unit) ? 'part' : unit === '节' || unit === '節' ? 'scene' : 'chapter'
    return { kind, label, name: name.replace(/[\s\u3000]+/gu, '\u3000'), key: `${unit}${number}` }
  }
  const volume = VOLUME.exec(text)
  if (volume) return { kind: 'part', label: volume[1], name: volume[4] ?? '', key: volume[1] }
  const named = NAMED.exec(text)
  if (named)
    return { kind: 'chapter', label: named[1], name: named[2] ?? '', key: named[1].replace(/\s/gu, '') }
  return undefined
}

/** `第一回 甲 乙 却说…`: a heading and its text on one line come apart at the wide gap. */
export const splitWideGaps = (line: string): string[] => line.split(/(?<=[^\s\u3000])\u3000{2,}(?=\S)/u)
