// Lists as the clipboard has them: Word's are paragraphs that say their level in a style, Google's and LibreOffice's hold lists
// beside items instead of in them.

const LEVEL = /mso-list\s*:\s*(\S+)\s+level(\d)/i
const MARKER = /mso-list\s*:\s*Ignore/i
const NUMBER = /^[\s\u00A0(]*(?:\d{1,4}|[a-z]|[ivxlc]{1,6})[.)]/i

interface Line {
  readonly paragraph: HTMLElement
  readonly level: number
  readonly list: string
  readonly isOrdered: boolean
}

const lineOf = (paragraph: HTMLElement): Line | null => {
  const [, list = '', level = '1'] = LEVEL.exec(paragraph.getAttribute('style') ?? '') ?? []
  if (list === '' || list.toLowerCase() === 'none') return null
  const markers = [...paragraph.querySelectorAll<HTMLElement>('[style]')].filter((each) =>
    MARKER.test(each.getAttribute('style') ?? ''),
  )
  const isOrdered = NUMBER.test(markers[0]?.textContent ?? '')
  for (const marker of markers) marker.remove()
  return { paragraph, level: Number(level), list, isOrdered }
}

/** Paragraphs of one list that follow each other become it. */
export const joinWordLists = (body: HTMLElement): void => {
  const document = body.ownerDocument
  /** From the outermost list to the one that grows. */
  let open: { readonly element: HTMLElement; readonly level: number; readonly list: string }[] = []
  let last: Element | null = null
  for (const paragraph of body.querySelectorAll<HTMLElement>('p,h1,h2,h3,h4,h5,h6')) {
    const line = lineOf(paragraph)
    if (!line) continue
    const follows = open.length > 0 && paragraph.previousElementSibling === last
    if (!follows) open = []
    while (open.length > 0 && (open.at(-1)?.level ?? 0) > line.level) open.pop()
    const item = document.createElement('li')
    const text = document.createElement('p')
    text.append(...paragraph.childNodes)
    item.append(text)
    const top = open.at(-1)
    if (!top || top.level < line.level) {
      const element = document.createElement(line.isOrdered ? 'ol' : 'ul')
      if (top) (top.element.lastElementChild ?? top.element).append(element)
      else paragraph.before(element)
      open.push({ element, level: line.level, list: line.list })
    }
    open.at(-1)?.element.append(item)
    last = open[0]?.element ?? null
    paragraph.remove()
  }
}

/** A list that stands in a list belongs to the item before it. */
export const nestLists = (body: HTMLElement): void => {
  for (const inner of body.querySelectorAll('ul > ul, ul > ol, ol > ul, ol > ol')) {
    const before = inner.previousElementSibling
    if (before?.tagName === 'LI') before.append(inner)
    else {
      const item = body.ownerDocument.createElement('li')
      inner.replaceWith(item)
      item.append(body.ownerDocument.createElement('p'), inner)
    }
  }
}
