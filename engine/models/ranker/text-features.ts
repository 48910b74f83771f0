// A passage as numbers that tastes differ in: length, speech, diction, tense, senses, feeling. Which of them matter, the ranker learns.
import type { Feeling } from '../../domain/emotion.ts'
import { EMOTIONS } from '../../domain/emotion.ts'
import { spokenCharacters } from '../../text/dialogue.ts'
import { detectLanguage } from '../../text/language.ts'
import { splitSentences } from '../../text/sentences.ts'
import { wordSpans } from '../../text/words.ts'

const LATINATE = /(?:tion|sion|ment|ity|ous|ive|ance|ence|able|ible|ism|ize|ise|ify|tude)s?$/u
const SENSES =
  /\b(?:saw|look|looked|gleam\w*|glow\w*|shadow\w*|dark|bright|red|blue|green|gold\w*|white|black|heard|sound\w*|whisper\w*|silen\w*|creak\w*|smell\w*|scent\w*|sweet|bitter|salt\w*|tast\w*|cold|warm|rough|soft|wet|touch\w*|felt)\b|[看见望听闻嗅尝摸冷暖热湿软硬香臭甜苦咸红蓝绿金白黑]/giu
const SIMILE = /\b(?:like an?|as if|as though)\b|仿佛|好像|如同|宛如|犹如/giu
const PAST = /\b(?:was|were|had|did|said|went|came|saw|took|\p{L}{3,}ed)\b/giu
const PRESENT = /\b(?:is|are|has|does|says|goes|comes|sees|takes)\b/giu
const FIRST = /\b(?:I|me|my|mine|we|us|our)\b|[我咱]/gu
const SECOND = /\b(?:you|your|yours)\b|[你您]/giu

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0
const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)

/** By name, each of about the size of 1; all 0 of a text without words. */
export const textFeatures = (
  passage: string,
  feeling: Pick<Feeling, 'mix' | 'valence' | 'arousal'>,
): Readonly<Record<string, number>> => {
  const text = passage.trim()
  const words = wordSpans(text).map(({ from, to }) => text.slice(from, to).toLowerCase())
  const many = words.length
  const sentences = Math.max(1, splitSentences(text, detectLanguage(text)).length)
  const [past, present] = [count(text, PAST), count(text, PRESENT)]
  return {
    words: Math.log1p(many),
    sentenceWords: Math.log1p(many / sentences),
    wordLetters: share(
      words.reduce((sum, word) => sum + word.length, 0),
      many,
    ),
    longWords: share(words.filter((word) => word.length >= 7).length, many),
    latinate: share(words.filter((word) => LATINATE.test(word)).length, many),
    adverbs: share(words.filter((word) => word.length > 4 && word.endsWith('ly')).length, many),
    speech: share(spokenCharacters(text), text.length),
    questions: share(count(text, /[?？]/gu), sentences),
    exclamations: share(count(text, /[!！]/gu), sentences),
    commas: share(count(text, /[,，、;；:：]/gu), many),
    dashes: share(count(text, /[—–…]|\.\.\./gu), sentences),
    senses: share(count(text, SENSES), many),
    similes: share(count(text, SIMILE), sentences),
    first: share(count(text, FIRST), many),
    second: share(count(text, SECOND), many),
    past: share(past - present, past + present),
    fresh: share(new Set(words).size, many),
    paragraphs: Math.log(text.split(/\n+/u).length),
    valence: feeling.valence,
    arousal: feeling.arousal,
    ...Object.fromEntries(EMOTIONS.map((emotion, at) => [emotion, feeling.mix[at] ?? 0])),
  }
}
