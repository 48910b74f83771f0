// What a command may say: people's text, progress, and with --json one object as the last line of standard output.

export interface Terminal {
  /** For people. Standard output, or standard error when a program reads the other. */
  say(text: string): void
  /** Text without a line end, as it streams. */
  stream(text: string): void
  /** Rewritten in place on a terminal, silent elsewhere. */
  progress(text: string): void
  /** For programs: the command's one result. */
  result(value: Readonly<Record<string, unknown>>): void
  /** Aborted by Ctrl-C: what is kept is kept, then the command ends with 130. */
  readonly signal: AbortSignal
}

export const createTerminal = (json: boolean, signal: AbortSignal): Terminal => {
  const people = json ? process.stderr : process.stdout
  let drawn = false
  const clear = (): void => {
    if (drawn) process.stderr.write('\r\u001b[2K')
    drawn = false
  }
  return {
    signal,
    say(text) {
      clear()
      people.write(`${text}\n`)
    },
    stream(text) {
      clear()
      people.write(text)
    },
    progress(text) {
      if (!process.stderr.isTTY) return
      process.stderr.write(`\r\u001b[2K${text}`)
      drawn = true
    },
    result(value) {
      clear()
      if (json) process.stdout.write(`${JSON.stringify({ ok: true, ...value })}\n`)
    },
  }
}
