// One candidate while it is written: its tokens, what may be shown of them, and the way back when a phrase is banned.
import { without, type Remaining, type Sampler } from '../nn/sampling/index.ts'
import type { PhraseBans } from '../text/phrase-bans.ts'
import type { StreamingDecoder, Tokenizer } from '../text/tokenizers/tokenizer.ts'
import type { Utf8State } from '../text/tokenizers/utf8-guard.ts'
import type { EndReason, SampleChunk, TokenTrace } from './passage.ts'
import type { PassageWriter } from './passage-writer.ts'

interface Written {
  readonly token: number
  /** The text that this token completed. */
  readonly text: string
  /** Bytes that a character begun before it still needed. */
  readonly utf8: Utf8State
  readonly logProbability: number
  readonly trace: TokenTrace | undefined
}

/** Steers one text token by token. */
interface Guide {
  /** In place. */
  adjust(logits: Float64Array): void
  push(token: number): void
  /** Takes a token back that was pushed. */
  forget(token: number): void
}

/** Keeps written bytes whole characters. @template Scores what the model says of the next token */
export interface DraftGuard<Scores> {
  allowed(scores: Scores, state: Utf8State): Remaining
  next(state: Utf8State, token: number): Utf8State
}

interface Parts<Scores> {
  readonly candidate: number
  readonly tokenizer: Pick<Tokenizer, 'decode' | 'decoder'>
  readonly guard: DraftGuard<Scores>
  readonly sampler: Sampler
  readonly writer: PassageWriter
  readonly bans: PhraseBans
  /** The last character before the passage. */
  readonly before: string
  /** So many alternatives are told with every token. */
  readonly alternatives: number
  /** Steers every token; null where nothing is wished. */
  readonly guide: Guide | null
  /** Says at the end how real the text reads; null where nobody can tell. */
  readonly realism: { of(tokens: readonly number[]): number | null } | null
  /** Whether the model says with this token that its text is over; absent: it never does. */
  readonly endsText?: (token: number) => boolean
}

/** Ways back that make the model read anew; after them a phrase is left at its last token instead of its first. */
const MAX_RETURNS = 32
/** Tokens tried in one place before the passage ends there. */
const MAX_TRIES = 64

export class Draft<Scores = ArrayLike<number>> {
  readonly #parts: Parts<Scores>
  readonly #written: Written[] = []
  /** How many of them are shown; those cannot be taken back. */
  #shown = 0
  /** Tokens that led to a banned phrase, by the place where they stood. */
  readonly #forbidden = new Map<number, Set<number>>()
  #decoder: StreamingDecoder
  #utf8: Utf8State = 0
  #before: string
  #returns = 0
  #end: EndReason | null = null

  constructor(parts: Parts<Scores>) {
    this.#parts = parts
    this.#before = parts.before
    this.#decoder = parts.tokenizer.decoder()
  }

  get end(): EndReason | null {
    return this.#end
  }

  /** Tokens so far; less than before `write` where it went back. */
  get length(): number {
    return this.#written.length
  }

  /** The token at a place, for the model to read; an ended draft goes on with its last one. */
  tokenAt(place: number): number {
    return (this.#written[place] ?? this.#written.at(-1))?.token ?? 0
  }

  /** Writes the next token, or goes back. @param scores of the model, after all that is written */
  *write(scores: Scores): Generator<SampleChunk> {
    const place = this.length
    for (let tries = 0; this.length === place; tries++) {
      const chosen = tries < MAX_TRIES && this.#choose(scores)
      if (!chosen) {
        // Nothing can stand here: what stood before cannot either, unless it is shown or there was enough of that.
        if (place > this.#shown && this.#mayReturn()) this.#forbid(place - 1)
        else yield* this.close('stop')
        return
      }
      const last = this.#written.at(-1)!
      if (this.#parts.endsText?.(last.token) === true) {
        this.#written.pop()
        yield* this.close('stop')
        return
      }
      const banned = this.#bannedFrom()
      if (banned === null) {
        yield* this.#show(this.#heldFrom())
        return
      }
      this.#forbid(banned < place && this.#mayReturn() ? banned : place)
    }
  }

  /** Ends the draft with what may be shown of the rest. Idempotent. */
  *close(reason: EndReason): Generator<SampleChunk> {
    if (this.#end !== null) return
    const { bans, candidate, writer } = this.#parts
    const { at, isBanned } = bans.judge(this.#pending(), this.#before, true)
    yield* this.#show(isBanned ? this.#placeOf(at) : this.length)
    if (this.#end !== null) return
    yield { candidate, text: writer.flush(reason), done: this.#finish(writer.end ?? reason) }
  }

  /** False where no token is left to choose from. */
  #choose(scores: Scores): boolean {
    const { guard, guide, sampler, alternatives } = this.#parts
    const allowed = without(guard.allowed(scores, this.#utf8), this.#forbidden.get(this.length) ?? [])
    if (allowed.tokens.length === 0) return false
    const trace = alternatives > 0 ? sampler.alternatives(allowed, alternatives) : null
    const { token, logProbability } = sampler.next(allowed, guide ? (all) => guide.adjust(all) : undefined)
    guide?.push(token)
    this.#written.push({
      token,
      text: this.#decoder.push(token),
      utf8: this.#utf8,
      logProbability,
      trace: trace ? this.#traceOf(token, trace) : undefined,
    })
    this.#utf8 = guard.next(this.#utf8, token)
    return true
  }

  #traceOf(token: number, others: ReturnType<Sampler['alternatives']>): TokenTrace {
    const { tokenizer } = this.#parts
    const alternatives = others
      .filter(({ probability }) => probability > 0)
      .map((each) => ({ text: tokenizer.decode([each.token]), probability: each.probability }))
    return { text: tokenizer.decode([token]), alternatives }
  }

  /** There are ways back left; each that is taken counts. */
  #mayReturn(): boolean {
    return this.#returns < MAX_RETURNS && ++this.#returns > 0
  }

  /** Takes back everything from a place on; the token that stood there will not stand there again. */
  #forbid(place: number): void {
    const { guide, sampler, tokenizer } = this.#parts
    const { token, utf8 } = this.#written[place]
    for (const other of this.#forbidden.keys()) if (other > place) this.#forbidden.delete(other)
    this.#forbidden.set(place, (this.#forbidden.get(place) ?? new Set()).add(token))
    sampler.forget(this.length - place)
    for (const taken of this.#written.slice(place)) guide?.forget(taken.token)
    this.#written.length = place
    this.#utf8 = utf8
    this.#decoder = tokenizer.decoder()
    // A character that was begun before is begun again.
    for (let at = this.#characterStart(place); at < place; at++) this.#decoder.push(this.#written[at].token)
  }

  #pending(): string {
    return this.#written
      .slice(this.#shown)
      .map(({ text }) => text)
      .join('')
  }

  /** Where the first banned phrase begins, or null. */
  #bannedFrom(): number | null {
    const { bans } = this.#parts
    if (bans.isEmpty) return null
    // Without a way back, a word that is banned is not even finished: "spine" ends before "spines" could.
    const isWhole = this.#returns >= MAX_RETURNS
    const { at, isBanned } = bans.judge(this.#pending(), this.#before, isWhole)
    return isBanned ? this.#placeOf(at) : null
  }

  /** Where text begins that may yet become a banned phrase. */
  #heldFrom(): number {
    const { bans } = this.#parts
    if (bans.isEmpty) return this.length
    return this.#placeOf(bans.judge(this.#pending(), this.#before, false).at)
  }

  /** The place of the token with which the character at an offset of the pending text begins. */
  #placeOf(offset: number): number {
    let place = this.#shown
    for (let end = 0; place < this.length; place++) {
      end += this.#written[place].text.length
      if (end > offset) break
    }
    return this.#characterStart(place)
  }

  #characterStart(place: number): number {
    let start = place
    while (start > this.#shown && (this.#written[start]?.utf8 ?? this.#utf8) > 0) start--
    return start
  }

  *#show(until: number): Generator<SampleChunk> {
    const { candidate, writer } = this.#parts
    while (this.#shown < until && this.#end === null) {
      const { text: whole, trace } = this.#written[this.#shown++]
      this.#before = Array.from(whole).at(-1) ?? this.#before
      const text = writer.push(whole)
      const traced = trace ? { token: trace } : {}
      if (writer.end !== null) yield { candidate, text, done: this.#finish(writer.end), ...traced }
      else if (text !== '' || trace) yield { candidate, text, ...traced }
    }
  }

  #finish(reason: EndReason): NonNullable<SampleChunk['done']> {
    this.#end = reason
    const shown = this.#written.slice(0, this.#shown)
    const logProbability = shown.reduce((sum, each) => sum + each.logProbability, 0)
    const realism = this.#parts.realism?.of(shown.map(({ token }) => token)) ?? null
    return { reason, tokens: shown.length, logProbability, ...(realism === null ? {} : { realism }) }
  }
}
