// Takes out what some models think aloud before they answer, while the answer still streams.

const OPEN = '<think>'
const CLOSE = '</think>'

/** How much of the end of a text may be the beginning of a mark. */
const unfinished = (text: string, mark: string): number => {
  for (let length = Math.min(mark.length - 1, text.length); length > 0; length--)
    if (text.endsWith(mark.slice(0, length))) return length
  return 0
}

export class WithoutThoughts {
  #held = ''
  #isThinking = false
  #hasBegun = false

  /** What may be shown of it; white space before the first words is not. */
  push(piece: string): string {
    let text = this.#held + piece
    let shown = ''
    for (;;) {
      const mark = this.#isThinking ? CLOSE : OPEN
      const at = text.indexOf(mark)
      if (at >= 0) {
        if (!this.#isThinking) shown += text.slice(0, at)
        text = text.slice(at + mark.length)
        this.#isThinking = !this.#isThinking
        continue
      }
      const held = unfinished(text, mark)
      if (!this.#isThinking) shown += text.slice(0, text.length - held)
      this.#held = text.slice(text.length - held)
      return this.#begun(shown)
    }
  }

  /** The rest, when nothing follows. */
  flush(): string {
    const rest = this.#isThinking ? '' : this.#held
    this.#held = ''
    return this.#begun(rest)
  }

  #begun(text: string): string {
    if (this.#hasBegun) return text
    const begun = text.trimStart()
    this.#hasBegun = begun !== ''
    return begun
  }
}
