// Turns one candidate's raw text into text to show: whole words, an end at a sentence, nothing past a stop.
import { endsInTitle } from '../text/sentences.ts'
import type { EndReason } from './passage.ts'

const LETTER = /[\p{L}\p{N}\p{M}]/u
const IDEOGRAPH = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u
const SENTENCE_END = /[.!?…][”"’')\]]*\s$|[。！？…][”」』’）]*$/u
/** From this share of the words on, an end of sentence is a good place to stop. */
const ENOUGH = 0.75
/** A sentence that is begun may take so many times the words to come to its end. */
const SPARE = 1.5
/** Characters in which an end of sentence is looked for: the longest title and what may close behind it. */
const RECENT = 16

export class PassageWriter {
  readonly #maxWords: number
  readonly #mostWords: number
  readonly #stop: readonly string[]
  #words = 0
  #inWord: boolean
  #held = ''
  /** White space that is shown only when something follows it. */
  #space = ''
  #recent = ''
  #end: EndReason | null = null

  /** @param maxWords about so many: the last sentence may end behind them @param prompt text before the passage: the first letters may only finish its last word */
  constructor(maxWords: number, stop: readonly string[], prompt: string) {
    this.#maxWords = maxWords
    this.#mostWords = Math.floor(maxWords * SPARE)
    this.#stop = stop.filter((text) => text !== '')
    this.#inWord = LETTER.test(prompt.slice(-1))
  }

  get end(): EndReason | null {
    return this.#end
  }

  /** Text that may be shown now. Sets `end` when the passage is over. */
  push(piece: string): string {
    if (this.#end) return ''
    let text = this.#held + piece
    this.#held = ''
    const stopAt = Math.min(...this.#stop.map((stop) => text.indexOf(stop)).filter((at) => at >= 0))
    if (Number.isFinite(stopAt)) {
      this.#end = 'stop'
      text = text.slice(0, stopAt)
    } else {
      // What may be the beginning of a stop waits for what follows.
      const keep = text.length - this.#possibleStop(text)
      this.#held = text.slice(keep)
      text = text.slice(0, keep)
    }
    return this.#count(text)
  }

  /** The rest, when writing ends for another reason. */
  flush(reason: EndReason): string {
    if (this.#end) return ''
    const text = this.#count(this.#held)
    this.#end ??= reason
    return text
  }

  #endsSentence(): boolean {
    return SENTENCE_END.test(this.#recent) && !endsInTitle(this.#recent.trimEnd())
  }

  #possibleStop(text: string): number {
    let longest = 0
    for (const stop of this.#stop)
      for (let n = Math.min(stop.length - 1, text.length); n > longest; n--)
        if (text.endsWith(stop.slice(0, n))) longest = n
    return longest
  }

  /** Counts words and cuts before the first one too many. */
  #count(text: string): string {
    let shown = ''
    for (const character of text) {
      const ideograph = IDEOGRAPH.test(character)
      const letter = LETTER.test(character)
      if (ideograph || (letter && !this.#inWord)) {
        if (this.#words >= this.#mostWords) {
          this.#end = 'length'
          return shown
        }
        this.#words++
      }
      // An apostrophe inside a word does not end it.
      this.#inWord = (letter && !ideograph) || (this.#inWord && /['’-]/.test(character))
      if (/\s/.test(character)) this.#space += character
      else {
        shown += this.#space + character
        this.#space = ''
      }
      this.#recent = (this.#recent + character).slice(-RECENT)
      if (this.#words >= this.#maxWords * ENOUGH && this.#endsSentence()) {
        this.#end ??= 'sentence'
        return shown
      }
    }
    return shown
  }
}
