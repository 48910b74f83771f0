// Lists of words and lines as a writer types them into one field, and back.

/** Words with commas between them, of either script. */
export const wordsFrom = (text: string): string[] =>
  text
    .split(/[,，、\n]/u)
    .map((word) => word.trim())
    .filter((word) => word !== '')

export const wordsText = (words: readonly string[]): string => words.join(', ')

/** One on each line. */
export const linesFrom = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

export const linesText = (lines: readonly string[]): string => lines.join('\n')
