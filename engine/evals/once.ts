// A long piece of work done once: its result is kept beside what it made, so that a run taken up again goes on after it.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

/** Work that breaks off keeps nothing here; what it can take up again is its own matter. */
export const once = async <Result>(
  file: string,
  signal: AbortSignal,
  work: () => Promise<Result>,
): Promise<Result> => {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Result
  const result = await work()
  signal.throwIfAborted()
  writeFileSync(file, JSON.stringify(result))
  return result
}
