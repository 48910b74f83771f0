// Takes YAML front matter off a Markdown file and reads the few plain fields a book needs. No general YAML.

export interface FrontMatter {
  readonly body: string
  readonly fields: Readonly<Record<string, string>>
}

const BLOCK = /^---[ \t]*\n([\s\S]{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)/u
const LINE = /^(?:[\w-]+[ \t]*:.*|[ \t]+.*|-[ \t].*|#.*|[ \t]*)$/u

const scalar = (value: string): string => {
  const text = value.trim()
  if (/^".*"$/u.test(text)) {
    try {
      const parsed: unknown = JSON.parse(text)
      if (typeof parsed === 'string') return parsed
    } catch {
      return text.slice(1, -1)
    }
  }
  if (/^'.*'$/u.test(text)) return text.slice(1, -1).replaceAll("''", "'")
  return text.replace(/\s+#.*$/u, '')
}

/** @param text with `\n` line ends. A rule that only looks like front matter stays in the body. */
export const readFrontMatter = (text: string): FrontMatter => {
  const found = BLOCK.exec(text)
  const lines = found?.[1]?.split('\n') ?? []
  if (
    !found ||
    !lines.some((line) => /^[\w-]+[ \t]*:/u.test(line)) ||
    !lines.every((line) => LINE.test(line))
  )
    return { body: text, fields: {} }
  const fields = lines.flatMap((line): [string, string][] => {
    const field = /^([\w-]+)[ \t]*:(.*)$/u.exec(line)
    return field ? [[field[1].toLowerCase(), scalar(field[2])]] : []
  })
  return { body: text.slice(found[0].length), fields: Object.fromEntries(fields) }
}
