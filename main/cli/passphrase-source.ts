// Where a terminal takes a passphrase from: a file, or the person before it, unseen. Never from the command line, which
// other people on the machine can read.
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'

const ask = async (question: string): Promise<string | null> => {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return null
  process.stderr.write(question)
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() })
  const reader = createInterface({ input: process.stdin, output: unseen, terminal: true })
  try {
    return await reader.question('')
  } finally {
    reader.close()
    process.stderr.write('\n')
  }
}

/** The first line of the file, or what is typed; null where there is nobody to ask. */
export const passphraseSource =
  (file: string | undefined, question = 'Passphrase: '): (() => Promise<string | null>) =>
  async () =>
    file === undefined ? ask(question) : (readFileSync(file, 'utf8').split(/\r?\n/)[0] ?? '')
