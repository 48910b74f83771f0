// What may be kept as a line, a name or a tag: only what every game format can carry. Cleaning happens at the door.

/**
 * One line as it is spoken: no control characters, no line breaks, no space at its ends, single spaces within. ink and
 * Ren'Py drop what is taken away here whatever is written in the file, so that it is not kept to be lost later.
 */
export const spokenText = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029 ]+/gu, ' ')
    .replace(/[\uFEFF\uFFFE\uFFFF]/gu, '')
    .trim()

/** A name without the signs that end a name in one format or another. */
export const speakerName = (name: string): string =>
  spokenText(spokenText(name).replace(/[:"\\[\]{}<>#|/]/gu, ' ')).slice(0, 80)

/** Null when nothing is left of it. */
export const tagName = (tag: string): string | null => {
  const name = spokenText(tag)
    .replace(/^#/u, '')
    .replace(/[^\p{L}\p{M}\p{N}_.:=+-]+/gu, '-')
    .replace(/^-+|-+$/gu, '')
    .slice(0, 60)
  return name === '' ? null : name
}
