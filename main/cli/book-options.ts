// What a terminal says of how the book is to be printed: pairs, or JSON, given or in a file.
import { readFileSync } from 'node:fs'
import { UsageError } from './problems.ts'

export type OptionValue = string | boolean

interface KnownOption {
  readonly key: string
  readonly type: string
}

const fromJson = (text: string, name: string): Readonly<Record<string, unknown>> => {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Readonly<Record<string, unknown>>
  } catch {
    // Said below.
  }
  throw new UsageError(`${name} must be a JSON object, or the name of a file that holds one`)
}

const fromFile = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    throw new UsageError(`--options ${path}: there is no such file, and it is no JSON object`)
  }
}

export const listOf = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')

/**
 * @param pairs `key=value,key=value`. @param json an object, or the path of a file with one: for texts with commas.
 * @returns values by key; only those that are known.
 */
export const bookOptionsFrom = (
  pairs: string | undefined,
  json: string | undefined,
  known: readonly KnownOption[],
): Record<string, OptionValue> => {
  const fromPairs = listOf(pairs).map((pair): [string, unknown] => {
    const [key = '', ...rest] = pair.split('=')
    return [key, rest.join('=')]
  })
  const given = json === undefined ? {} : fromJson(/^\s*\{/u.test(json) ? json : fromFile(json), '--options')
  return Object.fromEntries(
    [...Object.entries(given), ...fromPairs].map(([key, value]): [string, OptionValue] => {
      const option = known.find((one) => one.key === key)
      if (!option)
        throw new UsageError(
          `there is no option ${key}; there are ${known.map((one) => one.key).join(', ') || 'none'}`,
        )
      if (option.type === 'boolean') return [key, value !== false && value !== 'false']
      if (typeof value === 'string') return [key, value]
      throw new UsageError(`the option ${key} is text`)
    }),
  )
}
