// Self-BLEU: how much the texts of one writer repeat each other; 1 is always the same text.
// Zhu et al. 2018 (arXiv 1802.01886), with a zero count of n-grams smoothed to 0.1 (Chen & Cherry 2014, method 1).
import { wordSpans } from './words.ts'

/** Mean BLEU of each text against all the others, n-grams up to `order` in equal shares. Texts of one length. */
export function selfBleu(texts: readonly (readonly number[])[], order: number): number {
  const logs = texts.map(() => 0)
  for (let n = 1; n <= order; n++) {
    const counts = texts.map((text) => ngrams(text, n))
    const most = mostCounts(counts)
    counts.forEach((own, i) => {
      let matched = 0
      let all = 0
      for (const [gram, count] of own) {
        const { first, second } = most.get(gram)!
        // The text is no reference for itself.
        matched += Math.min(count, count === first ? second : first)
        all += count
      }
      logs[i] = logs[i] + Math.log(Math.max(matched, 0.1) / all) / order
    })
  }
  // No brevity penalty: hypothesis and references have one length.
  return logs.reduce((sum, log) => sum + Math.exp(log), 0) / texts.length
}

const ORDER = 3

/** Self-BLEU-3 over words, of the texts' common length; null where that is too short to say anything. */
export function selfBleuOfTexts(texts: readonly string[]): number | null {
  const numbers = new Map<string, number>()
  const numberOf = (word: string): number => {
    const known = numbers.get(word) ?? numbers.size
    numbers.set(word, known)
    return known
  }
  const words = texts.map((text) =>
    wordSpans(text).map(({ from, to }) => numberOf(text.slice(from, to).toLowerCase())),
  )
  const length = Math.min(...words.map((each) => each.length))
  if (texts.length < 2 || length < 2 * ORDER) return null
  return selfBleu(
    words.map((each) => each.slice(0, length)),
    ORDER,
  )
}

function ngrams(text: readonly number[], n: number): Map<string, number> {
  const counts = new Map<string, number>()
  for (let at = 0; at + n <= text.length; at++) {
    const gram = text.slice(at, at + n).join(' ')
    counts.set(gram, (counts.get(gram) ?? 0) + 1)
  }
  return counts
}

/** The largest and the second largest count of every n-gram in any one text. */
function mostCounts(
  all: readonly ReadonlyMap<string, number>[],
): Map<string, { first: number; second: number }> {
  const most = new Map<string, { first: number; second: number }>()
  for (const counts of all)
    for (const [gram, count] of counts) {
      const { first, second } = most.get(gram) ?? { first: 0, second: 0 }
      most.set(
        gram,
        count > first ? { first: count, second: first } : { first, second: Math.max(second, count) },
      )
    }
  return most
}
