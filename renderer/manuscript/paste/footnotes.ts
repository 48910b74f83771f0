// Footnotes as the clipboard has them: a raised link in the text, and what it says further down. Both become one footnote.

const NUMBER = /^\s*[[(]?(?:\d{1,4}|[*†‡§¶]{1,3}|[ivxlc]{1,6})[\])]?\s*$/i
/** What holds one note, from the programs that say so to any paragraph. */
const HOLDERS = [
  '[style*="mso-element:footnote"],[style*="mso-element:endnote"],[style*="mso-element: footnote"]',
  'div[id^="sdfootnote"],div[id^="sdendnote"],aside,li',
  'p,div',
]
const LISTS =
  '[style*="mso-element:footnote-list"],[style*="mso-element:endnote-list"],[style*="mso-element: footnote-list"]'

const fragmentOf = (link: Element): string => {
  const href = link.getAttribute('href') ?? ''
  return href.includes('#') ? href.slice(href.indexOf('#') + 1) : ''
}

const anchor = (body: HTMLElement, name: string): Element | null => {
  const escaped = CSS.escape(name)
  return name === '' ? null : body.querySelector(`[id="${escaped}"],[name="${escaped}"]`)
}

const holderOf = (target: Element, body: HTMLElement): Element | null => {
  for (const selector of HOLDERS) {
    const found = target.closest(selector)
    if (found && found !== body && body.contains(found)) return found
  }
  return null
}

/** Without the number and the way back. */
const textOf = (holder: Element): string => {
  const copy = holder.cloneNode(true) as Element
  for (const link of copy.querySelectorAll('a'))
    if (fragmentOf(link) !== '' && /^\W*\w{0,4}\W*$/.test(link.textContent ?? '')) link.remove()
  const paragraphs = [...copy.querySelectorAll('p')]
  return (paragraphs.length > 0 ? paragraphs : [copy])
    .map((each) => (each.textContent ?? '').replaceAll(/\s+/g, ' ').trim())
    .filter((text) => text !== '')
    .join('\n')
}

/** The link and what was raised for it alone. */
const whole = (link: Element): Element => {
  const parent = link.parentElement
  const isAlone = parent?.matches('sup,span') === true && parent.textContent === link.textContent
  return isAlone ? whole(parent) : link
}

export const takeFootnotes = (body: HTMLElement): void => {
  const used = new Set<Element>()
  for (const link of [...body.querySelectorAll('a[href*="#"]')]) {
    if (!NUMBER.test(link.textContent ?? '')) continue
    const target = anchor(body, fragmentOf(link))
    const isBelow =
      target !== null && (link.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
    const holder = isBelow ? holderOf(target, body) : null
    if (!holder || holder.contains(link)) continue
    const note = body.ownerDocument.createElement('sup')
    note.setAttribute('data-footnote', textOf(holder))
    whole(link).replaceWith(note)
    used.add(holder)
  }
  for (const holder of used) holder.remove()
  for (const list of body.querySelectorAll(LISTS)) list.remove()
}
