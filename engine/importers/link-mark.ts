// Which addresses of a foreign text become links: those of the web and of letters. Whatever else one may ask for runs or reads.
import type { Mark } from '../domain/document.ts'

const MAX_HREF = 4096

/** Undefined for any other address: its words stay. */
export const linkMark = (address: string): Mark | undefined => {
  const href = address.trim()
  return /^(?:https?:|mailto:)/iu.test(href) && href.length <= MAX_HREF
    ? { type: 'link', attrs: { href } }
    : undefined
}
