// What other programs put on the clipboard, as the plain HTML that the editor reads: lists, footnotes, tables and marks stay;
// looks, scripts, comments, hidden parts and remote pictures go. Every step below knows one habit of those programs.
import { takeFootnotes } from './footnotes.ts'
import { joinWordLists, nestLists } from './lists.ts'

/** Never text of the page. */
const NOISE =
  'script,style,meta,link,title,template,noscript,iframe,object,embed,svg,math,canvas,video,audio,form,button,input,select,textarea,[hidden],[aria-hidden="true"],br.Apple-interchange-newline'

/** Word writes its comments and their marks beside the text. */
const WORD_COMMENTS =
  '[style*="mso-comment-reference"],[style*="mso-element:comment"],.MsoCommentReference,[style*="mso-element: comment"]'

const isHidden = (element: HTMLElement): boolean =>
  /display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden/i.test(element.getAttribute('style') ?? '')

const BLOCK =
  'p,div,h1,h2,h3,h4,h5,h6,ul,ol,li,table,tr,td,th,blockquote,pre,hr,figure,section,article,aside,header,footer,main,nav,dl,dt,dd'

const rename = (element: Element, tag: string): void => {
  const other = element.ownerDocument.createElement(tag)
  other.append(...element.childNodes)
  element.replaceWith(other)
}

/** Lines of preformatted text are lines of the page, without the blanks that lay it out. */
const splitPre = (pre: Element): void => {
  const lines = (pre.textContent ?? '').replaceAll('\r', '').split('\n')
  const paragraphs = lines.flatMap((line) => {
    if (line.trim() === '') return []
    const paragraph = pre.ownerDocument.createElement('p')
    paragraph.textContent = line.trim()
    return [paragraph]
  })
  pre.replaceWith(...paragraphs)
}

/** Addresses within the page, of scripts and of files lead nowhere from here: their words stay. */
const checkLink = (link: HTMLAnchorElement): void => {
  const href = link.getAttribute('href')?.trim() ?? ''
  if (!/^(?:https?:|mailto:)/i.test(href)) {
    link.replaceWith(...link.childNodes)
    return
  }
  // Links are underlined by looking like links.
  for (const inner of link.querySelectorAll<HTMLElement>('u,[style*="underline"]'))
    if (inner.tagName === 'U') inner.replaceWith(...inner.childNodes)
    else inner.style.textDecoration = ''
  if (/underline/.test(link.style.textDecoration)) link.style.textDecoration = ''
}

/** A paragraph of nothing but a hard space is an empty line; a line break between paragraphs is none. */
const tidySpace = (body: HTMLElement): void => {
  for (const space of body.querySelectorAll('.Apple-converted-space'))
    space.replaceWith((space.textContent ?? '').replaceAll('\u00A0', ' '))
  for (const paragraph of body.querySelectorAll('p'))
    if (
      (paragraph.textContent ?? '').replaceAll('\u00A0', '').trim() === '' &&
      !paragraph.querySelector('sup,img')
    )
      paragraph.replaceChildren()
  for (const line of body.querySelectorAll('br')) {
    const isAlone = [...(line.parentElement?.children ?? [])].some((sibling) => sibling.matches(BLOCK))
    if (isAlone || /page-break|mso-special-character:\s*page/i.test(line.getAttribute('style') ?? ''))
      line.remove()
  }
}

/** @param html as the clipboard has it. What the studio itself put there is left alone. */
export const cleanPastedHtml = (html: string): string => {
  if (html.includes('data-pm-slice')) return html
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  for (const element of body.querySelectorAll(`${NOISE},${WORD_COMMENTS}`)) element.remove()
  for (const element of body.querySelectorAll<HTMLElement>('[style]')) if (isHidden(element)) element.remove()
  takeFootnotes(body)
  joinWordLists(body)
  nestLists(body)
  // Notes to self are the writer's, not what a page calls an aside.
  for (const aside of body.querySelectorAll('aside')) rename(aside, 'div')
  for (const pre of body.querySelectorAll('pre')) splitPre(pre)
  for (const link of body.querySelectorAll('a')) checkLink(link)
  for (const picture of body.querySelectorAll('img,picture,map')) picture.remove()
  tidySpace(body)
  for (const list of body.querySelectorAll('ul,ol')) if (list.childElementCount === 0) list.remove()
  for (const element of body.querySelectorAll('*'))
    for (const { name } of [...element.attributes])
      if (!['href', 'style', 'colspan', 'rowspan', 'data-footnote', 'start'].includes(name))
        element.removeAttribute(name)
  return body.innerHTML
}
