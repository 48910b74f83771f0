// What was said of the words of an RTF file: parts come in the order of the file, places go out as anchors.
// Specification: Rich Text Format 1.9.1, "Comments (Annotations)".
import { anchorHtml, type SaidOfText } from '../gather-threads.ts'

const TARGETS = ['annotation', 'atnauthor', 'atnref', 'atndate', 'atnparent', 'atrfstart', 'atrfend'] as const

/** Groups of the file that say something about a comment. */
export type CommentTarget = (typeof TARGETS)[number]

export const isCommentTarget = (name: string): name is CommentTarget =>
  (TARGETS as readonly string[]).includes(name)

/** Word's packed time: minute, hour, day, month and year from the lowest bits up; of the place where it was written. */
const timeOf = (packed: number): number => {
  const bits = (from: number, count: number): number => (packed >>> from) & ((1 << count) - 1)
  const month = bits(16, 4)
  if (!Number.isInteger(packed) || month === 0) return 0
  return new Date(1900 + bits(20, 9), month - 1, bits(11, 5), bits(6, 5), bits(0, 6)).getTime()
}

const NOTHING: Readonly<Record<'atnauthor' | 'atnref' | 'atndate' | 'atnparent', string>> = {
  atnauthor: '',
  atnref: '',
  atndate: '',
  atnparent: '',
}

export class RtfComments {
  readonly #said: SaidOfText[] = []
  readonly #ids = new Set<string>()
  readonly #ranged = new Set<string>()
  #about = NOTHING

  get said(): readonly SaidOfText[] {
    return this.#said
  }

  /** A group has ended. @returns what stands in its place. */
  take(target: CommentTarget, text: string): string {
    const words = text.trim()
    switch (target) {
      case 'atrfstart':
        this.#ranged.add(words)
        return anchorHtml('start', words)
      case 'atrfend':
        return anchorHtml('end', words)
      case 'annotation':
        return this.#end(words)
      case 'atnauthor':
      case 'atnref':
      case 'atndate':
      case 'atnparent':
        this.#about = { ...this.#about, [target]: words }
        return ''
    }
  }

  #end(text: string): string {
    const { atnauthor, atnref, atndate, atnparent } = this.#about
    this.#about = NOTHING
    // A number that came before belongs to another one: then this one has no place but here.
    const id = atnref === '' || this.#ids.has(atnref) ? `here ${this.#said.length}` : atnref
    this.#ids.add(id)
    // How many comments before this one; below 0.
    const back = /^-\d{1,5}$/u.test(atnparent) ? Number(atnparent) : 0
    this.#said.push({
      id,
      parentId: back < 0 ? this.#said.at(back)?.id : undefined,
      author: atnauthor,
      at: timeOf(Number(atndate)),
      text,
      resolved: false,
    })
    return this.#ranged.has(id) ? '' : anchorHtml('point', id)
  }
}
