// Takes the meaning from signs that no writer meant: paragraphs in which they nest or pile up so that the Markdown parser,
// whose work then grows with their square, would need minutes. Their words stay as they were written.

/** Brackets, or quotes and lists, within each other: deeper than any book, far below what costs time. */
const MAX_DEPTH = 100
/** Signs of emphasis in one paragraph. */
const MAX_SIGNS = 6000

const FENCE = /^ {0,3}(`{3,}|~{3,})/u
/** A rule, however long. */
const RULE = /^[ \t]*[*_-][*_\- \t]*$/u
const CONTAINERS = /^(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t])))+/u
const CONTAINER = />|[-+*](?=[ \t]|$)|\d{1,9}[.)]/gu

const bracketDepth = (text: string): number => {
  let [depth, deepest] = [0, 0]
  for (let i = 0; i < text.length; i += 1) {
    const sign = text[i]
    if (sign === '\\') i += 1
    else if (sign === '[') deepest = Math.max(deepest, (depth += 1))
    else if (sign === ']') depth = Math.max(0, depth - 1)
  }
  return deepest
}

const signsIn = (lines: readonly string[]): number =>
  lines.reduce((sum, line) => sum + (RULE.test(line) ? 0 : line.replace(/[^*_~]+/gu, '').length), 0)

/** @param signs a character class. Those that have a backslash keep it. */
const plain = (lines: readonly string[], signs: string): string[] =>
  lines.map((line) =>
    line.replace(new RegExp(String.raw`\\.|${signs}`, 'gu'), (found) =>
      found.length > 1 ? found : `\\${found}`,
    ),
  )

const containerDepth = (line: string): number => CONTAINERS.exec(line)?.[0].match(CONTAINER)?.length ?? 0

/** What follows the first sign that is none any more is text. */
const uncontained = (line: string): string =>
  containerDepth(line) > MAX_DEPTH ? line.replace(/[>\-+*.)]/u, String.raw`\$&`) : line

const loosened = (block: readonly string[]): readonly string[] => {
  let lines = block.map(uncontained)
  if (bracketDepth(lines.join('\n')) > MAX_DEPTH) lines = plain(lines, String.raw`[[\]]`)
  return signsIn(lines) > MAX_SIGNS ? plain(lines, '[*_~]') : lines
}

/** @param lines of the file. @returns as many lines, and of how many paragraphs the signs were taken for what they are. */
export const loosenKnots = (
  lines: readonly string[],
): { readonly lines: readonly string[]; readonly knots: number } => {
  const done: string[] = []
  let block: string[] = []
  let knots = 0
  let fence = ''
  const close = (): void => {
    const loose = loosened(block)
    if (loose.some((line, i) => line !== block[i])) knots += 1
    done.push(...loose)
    block = []
  }
  for (const line of lines) {
    const mark = FENCE.exec(line)?.[1] ?? ''
    const isFence = fence === '' ? mark !== '' : mark.startsWith(fence) && /^\s*[`~]+\s*$/u.test(line)
    if (fence === '' && !isFence && line.trim() !== '') block.push(line)
    else {
      close()
      done.push(line)
    }
    if (isFence) fence = fence === '' ? mark : ''
  }
  close()
  return { lines: done, knots }
}
