// YAML front matter of Markdown files: one line a field, every text quoted.
import { printable } from '../printable.ts'

/** A field without a value is left out, unless it is said to be kept. */
export type Field = readonly [name: string, value: string, isKept?: boolean]

/** JSON's way to quote is one of YAML's. */
const quoted = (value: string): string =>
  /^[a-zA-Z][\w-]*$/u.test(value) ? value : JSON.stringify(printable(value))

export const frontMatter = (fields: readonly Field[]): string => {
  const lines = fields.flatMap(([name, value, isKept]) =>
    value === '' && isKept !== true ? [] : [`${name}: ${quoted(value)}`],
  )
  return ['---', ...lines, '---'].join('\n')
}
