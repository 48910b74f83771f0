// One subtitle: what is shown from when to when. How a file says so is told beside this.

export interface Cue {
  /** Milliseconds from the beginning. */
  readonly fromMs: number
  readonly toMs: number
  /** One or more lines. */
  readonly text: string
}
