// What reading a file left out or repaired, in words; a code that has none shows itself.
import type { Text } from '../locales/index.ts'

const REMARKS = [
  'gutenberg-matter',
  'contents-page',
  'title-page',
  'replaced-characters',
  'control-characters',
  'illustrations',
  'images',
  'tables',
  'html',
  'comments',
  'tangled',
  'trash',
  'research-files',
] as const

export const remarkText = (t: Text, code: string, count: number): string => {
  const known = REMARKS.find((each) => each === code)
  return known ? t(`transfer:remark-${known}`, { count }) : `${code} (${count})`
}
