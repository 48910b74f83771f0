// Reads one English sentence for its evidence: negation, degree, contrast, emphasis. What words mean is the lexicon's.
// Rules after VADER (Hutto & Gilbert 2014), extended from ratings to emotions and from tweets to quoted speech.
import type { EnglishLexicon, WordSense } from './english-lexicon.ts'
import { leanOf, type Evidence } from './evidence.ts'

const split = (words: string): Set<string> => new Set(words.trim().split(/\s+/))

const NEGATIONS =
  split(`not no never none nobody nothing neither nor nowhere without hardly barely scarcely cannot lacked
  cant dont wont isnt wasnt didnt doesnt couldnt wouldnt shouldnt arent werent hasnt havent aint`)
const STRONGER =
  split(`very so too extremely deeply utterly terribly awfully truly really absolutely completely totally
  most incredibly intensely profoundly thoroughly such pure sheer more bitterly desperately`)
const WEAKER = split(
  `slightly somewhat almost nearly fairly rather mildly faintly kinda sorta partly little less`,
)
/** Speech verbs in dialogue, however sad or angry the dictionary thinks them. */
const SPEECH = split(`cry cries cried exclaim exclaimed exclaims demand demanded`)

/** VADER's damping of a negated rating. */
const FLIP = -0.74
const REACH = 3
const TOKEN = /[A-Za-z]+(?:['’][A-Za-z]+)*|[,;:.!?—…]/g
const QUOTE = /["“”‘]/
const UPPER = /^[A-Z]{3,}$/
const LOWER = /[a-z]/

const isBreak = (token: string): boolean => token.length === 1 && token < 'A'
const isNegation = (word: string): boolean => NEGATIONS.has(word) || word.endsWith("n't")

/** “Never so proud” is prouder than proud. */
const isRaised = (words: readonly string[], from: number, to: number): boolean => {
  for (let at = from; at < to; at++) if (words[at] === 'so' || words[at] === 'such') return true
  return false
}

/** How the words before act on the word at `at`: [multiplier, negated]. */
const contextOf = (words: readonly string[], at: number): readonly [number, boolean] => {
  let degree = 1
  let isNegated = false
  for (let back = 1; back <= REACH && at - back >= 0; back++) {
    const word = words[at - back]
    if (isBreak(word) || word === '—' || word === '…') break
    if (word === 'but' || word === 'because') break
    if (word === 'never' && isRaised(words, at - back + 1, at)) degree *= 1.3
    else if (isNegation(word) && words[at - back + 1] !== 'only') isNegated = !isNegated
    else if (back <= 2 && STRONGER.has(word)) degree *= 1.3
    else if (back <= 2 && WEAKER.has(word)) degree *= 0.65
  }
  return [degree, isNegated]
}

const addSense = (evidence: Evidence, sense: WordSense, scale: number, isNegated: boolean): void => {
  const rating = isNegated ? sense.rating * FLIP : sense.rating
  evidence.valence += rating * scale
  if (!isNegated) evidence.pulse += sense.pulse * scale * 0.5
  if (!sense.emotions) {
    leanOf(evidence, rating * scale)
    return
  }
  const { emotions } = evidence
  for (let index = 0; index < 6; index++)
    emotions[index] += sense.emotions[index] * scale * (isNegated ? 0.12 : 1)
  if (!isNegated) return
  // Joy denied is sadness; anything else denied is a little ease.
  if (sense.emotions[0] > 0) emotions[1] += sense.emotions[0] * 0.7 * scale
  else leanOf(evidence, Math.max(0, rating) * 0.6 * scale)
}

/** A scorer with its own scratch space: not to be shared between threads. */
export const createEnglishScorer = (lexicon: EnglishLexicon) => {
  const phraseAt = (words: readonly string[], at: number) =>
    lexicon.phrases
      .get(words[at])
      ?.find((phrase) => phrase.words.every((word, next) => words[at + next] === word))

  /** Adds what the sentence shows to `evidence`, which must be clear. */
  return (sentence: string, evidence: Evidence): void => {
    const raw = sentence.match(TOKEN)
    if (!raw) return
    const words = raw.map((token) => token.toLowerCase().replace('’', "'"))
    const isSpoken = QUOTE.test(sentence)
    const canShout = LOWER.test(sentence)
    let scale = 1
    let exclamations = 0
    for (let at = 0; at < words.length; at++) {
      const word = words[at]
      if (word === '!') exclamations++
      if (word === 'but') {
        // What comes after a but is what is meant.
        for (let index = 0; index < 6; index++) evidence.emotions[index] *= 0.5
        evidence.valence *= 0.5
        scale = 1.4
      }
      const phrase = phraseAt(words, at)
      if (phrase) {
        const [degree, isNegated] = contextOf(words, at)
        addSense(evidence, phrase.sense, scale * degree, isNegated)
        at += phrase.words.length - 1
        continue
      }
      const sense = lexicon.sense(word)
      if (!sense) continue
      if (isSpoken && SPEECH.has(word)) {
        evidence.pulse += 0.5
        continue
      }
      const [degree, isNegated] = contextOf(words, at)
      const isShouted = canShout && UPPER.test(raw[at])
      if (isShouted) evidence.pulse += 0.6
      addSense(evidence, sense, scale * degree * (isShouted ? 1.25 : 1), isNegated)
    }
    emphasise(evidence, Math.min(exclamations, 3), sentence)
  }
}

const emphasise = (evidence: Evidence, exclamations: number, sentence: string): void => {
  if (exclamations > 0) {
    evidence.pulse += exclamations * 0.5
    evidence.valence *= 1 + 0.12 * exclamations
    for (let index = 0; index < 6; index++) evidence.emotions[index] *= 1 + 0.1 * exclamations
  }
  if (sentence.includes('?!') || sentence.includes('!?')) evidence.emotions[5] += 0.5
}
