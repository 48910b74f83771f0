// What of a line tells whose it may be, compared with lines that are theirs: habits of words, marks and length, not topics.
import type { Language } from '../../domain/project.ts'
import { wordSpans } from '../../text/words.ts'

/** Function words: what people say without choosing it. */
const FUNCTION_WORDS: Readonly<Record<Language, readonly string[]>> = {
  en: (
    'the a an and but or if so as at in on of to for from with by that this these those there here when where what who ' +
    'why how which then now not no yes oh ah well very quite rather just only even never always i me my you your he him ' +
    'his she her it its we us our they them their is am are was were be been have has had do did does will shall would ' +
    'should can could may might must say think know see suppose mean like sir madam dear indeed perhaps surely'
  ).split(' '),
  zh: '的了着过是不没有在我你他她这那就也都还又才便却可要会能说道么呢吧啊呀罢吗嘛哩儿们些个何之其乎矣甚么怎'.split(
    '',
  ),
}

const MARKS = ['!', '?', '…', '—', ',', ';', '.']
const MARK_OF: Readonly<Record<string, string>> = {
  '！': '!',
  '？': '?',
  '，': ',',
  '、': ',',
  '；': ';',
  '。': '.',
  '-': '—',
  '–': '—',
}

export interface LineHabits {
  /** Shares of the function words, in their order. */
  readonly functions: Float32Array
  /** Pieces of three characters (of one and two in Chinese) with how often they stand there. */
  readonly pieces: ReadonlyMap<string, number>
  /** Each mark a word. */
  readonly marks: readonly number[]
  readonly words: number
  readonly wordLength: number
  readonly contractions: number
  readonly first: number
  readonly second: number
  /** Learned endings in English, four characters to a phrase in Chinese. */
  readonly learned: number
  readonly capitals: number
}

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0

const piecesOf = (text: string, language: Language): Map<string, number> => {
  const plain = ` ${text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}’']+/gu, ' ')
    .trim()} `
  const pieces = new Map<string, number>()
  const lengths = language === 'zh' ? [1, 2] : [3]
  for (const length of lengths)
    for (let at = 0; at + length <= plain.length; at++) {
      const piece = plain.slice(at, at + length)
      if (piece.trim() !== '') pieces.set(piece, (pieces.get(piece) ?? 0) + 1)
    }
  return pieces
}

export const habitsOf = (text: string, language: Language): LineHabits => {
  const words = wordSpans(text).map(({ from, to }) => text.slice(from, to).toLowerCase().replaceAll('’', "'"))
  const size = Math.max(1, words.length)
  const functions = new Float32Array(FUNCTION_WORDS[language].length)
  const indexOf = new Map(FUNCTION_WORDS[language].map((word, index) => [word, index]))
  for (const word of words) {
    const at = indexOf.get(word)
    if (at !== undefined) functions[at] += 1 / size
  }
  const marks = MARKS.map(() => 0)
  for (const character of text) {
    const at = MARKS.indexOf(MARK_OF[character] ?? character)
    if (at >= 0) marks[at] += 1 / size
  }
  const share = (pattern: RegExp): number => count(text, pattern) / size
  return {
    functions,
    pieces: piecesOf(text, language),
    marks,
    words: words.length,
    wordLength: words.reduce((sum, word) => sum + word.length, 0) / size,
    contractions: share(/\p{L}['’](?:s|t|m|re|ve|ll|d|em)\b|\b['’](?:em|tis|twas)\b/giu),
    first: share(/\b(?:I|me|my|mine|we|us|our)\b|[我咱俺]/giu),
    second: share(/\b(?:you|your|yours|thee|thou|thy)\b|[你您]/giu),
    learned: share(
      language === 'zh'
        ? /(?<![\p{sc=Han}])\p{sc=Han}{4}(?![\p{sc=Han}])/gu
        : /\b\p{L}{3,}(?:tion|sion|ment|ness|ance|ence|ity|able|ible|ious)s?\b/giu,
    ),
    capitals: share(/(?<=[\p{Ll},] )\p{Lu}/gu),
  }
}

const cosineOfArrays = (a: Float32Array, b: Float32Array): number => {
  let [dot, x, y] = [0, 0, 0]
  for (let i = 0; i < a.length; i++) {
    dot += a[i] * b[i]
    x += a[i] * a[i]
    y += b[i] * b[i]
  }
  return x === 0 || y === 0 ? 0 : dot / Math.sqrt(x * y)
}

const cosineOfPieces = (a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number => {
  let [dot, x, y] = [0, 0, 0]
  for (const [piece, times] of a) {
    dot += times * (b.get(piece) ?? 0)
    x += times * times
  }
  for (const times of b.values()) y += times * times
  return x === 0 || y === 0 ? 0 : dot / Math.sqrt(x * y)
}

const far = (a: number, b: number): number => Math.abs(a - b)
const farInLogs = (a: number, b: number): number => Math.abs(Math.log1p(a) - Math.log1p(b))

/** In the order of what `compareHabits` gives. */
export const COMPARED: readonly string[] = [
  'pieces',
  'nearest',
  'functions',
  'length',
  'wordLength',
  'contractions',
  'first',
  'second',
  'learned',
  'capitals',
  ...MARKS.map((mark) => `mark ${mark}`),
]

/** How a line compares with lines of one voice; the voice as a whole, and line by line. */
export const compareHabits = (
  line: LineHabits,
  voice: LineHabits,
  lines: readonly LineHabits[],
): number[] => {
  const typical = lines.reduce((sum, { words }) => sum + words, 0) / Math.max(1, lines.length)
  return [
    cosineOfPieces(line.pieces, voice.pieces),
    Math.max(0, ...lines.map(({ pieces }) => cosineOfPieces(line.pieces, pieces))),
    cosineOfArrays(line.functions, voice.functions),
    farInLogs(line.words, typical),
    far(line.wordLength, voice.wordLength),
    far(line.contractions, voice.contractions),
    far(line.first, voice.first),
    far(line.second, voice.second),
    far(line.learned, voice.learned),
    far(line.capitals, voice.capitals),
    ...line.marks.map((mark, at) => far(mark, voice.marks[at])),
  ]
}
