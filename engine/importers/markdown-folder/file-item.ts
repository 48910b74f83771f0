// One Markdown file of a folder as a line of the tree: its title, what its front matter says, scenes within it.
import { LABEL_COLORS, NODE_STATUSES, type BookKind, type NodeFacts } from '../../domain/project.ts'
import type { BookItem } from '../book-items.ts'
import type { MarkdownText } from '../markdown/read-markdown.ts'
import { statusOf } from '../node-words.ts'
import { blocksOfItems, type TreeItem } from '../project-tree.ts'
import { HEADING_DEPTH } from '../../text/markdown-dialect.ts'

type Fields = MarkdownText['fields']

const oneOf = <T extends string>(known: readonly T[], value: string | undefined): T | undefined =>
  known.find((each) => each === value?.toLowerCase())

export const kindOfFields = (fields: Fields): BookKind | 'folder' | 'note' | undefined =>
  oneOf(['part', 'chapter', 'scene', 'folder', 'note'] as const, fields['kind'])

export const factsOf = (fields: Fields): Partial<NodeFacts> => {
  const status = fields['status']
  const label = oneOf(LABEL_COLORS, fields['label'])
  const pov = fields['pov']
  const synopsis = fields['synopsis'] ?? fields['summary'] ?? fields['description']
  return {
    ...(status ? { status: oneOf(NODE_STATUSES, status) ?? statusOf(status) } : {}),
    ...(label ? { label } : {}),
    ...(pov ? { pov: pov.slice(0, 200) } : {}),
    ...(synopsis ? { synopsis: synopsis.slice(0, 10_000) } : {}),
  }
}

/** `03 - The lamp.md` is called “The lamp”. */
export const titleOfPath = (path: string): string => {
  const name = path.replace(/^.*\//u, '').replace(/\.(?:md|markdown|mdown|mkd)$/iu, '')
  return name.replace(/^\d{1,4}(?:[\s._-]+(?=\S))/u, '').trim() || name
}

interface Scenes {
  readonly lead: readonly BookItem[]
  readonly scenes: readonly { readonly title: string; readonly items: readonly BookItem[] }[]
}

/** At its topmost headings and at breaks a file falls into scenes; deeper headings stay in the text. */
const scenesOf = (items: readonly BookItem[]): Scenes => {
  const depths = items.flatMap((item) => (item.kind === 'heading' && item.depth <= 3 ? [item.depth] : []))
  const top = Math.min(...depths)
  const lead: BookItem[] = []
  const scenes: { title: string; items: BookItem[] }[] = []
  for (const item of items) {
    if (item.kind === 'heading' && item.depth === top) scenes.push({ title: item.text, items: [] })
    else if (item.kind === 'break') scenes.push({ title: '', items: [] })
    else (scenes.at(-1)?.items ?? lead).push(item)
  }
  return { lead, scenes: scenes.filter(({ title, items: own }) => title !== '' || own.length > 0) }
}

export const fileItem = (path: string, text: MarkdownText): TreeItem => {
  const { fields, isOwn } = text
  const facts = factsOf(fields)
  const kind = kindOfFields(fields)
  const base = {
    isFolder: false,
    ...(kind === undefined || kind === 'folder' || kind === 'note' ? {} : { kind }),
    ...(Object.keys(facts).length > 0 ? { facts } : {}),
  }
  const [first, ...rest] = text.items
  if (isOwn) {
    const title = fields['title'] ?? ''
    return { ...base, title, blocks: blocksOfItems(text.items, HEADING_DEPTH.scene), children: [] }
  }
  const named = fields['title']
  const opens = first?.kind === 'heading' && (named === undefined || named === first.text)
  const title = named ?? (opens ? first.text : titleOfPath(path))
  const { lead, scenes } = scenesOf(opens ? rest : text.items)
  const children = scenes.map((scene): TreeItem => ({
    title: scene.title,
    isFolder: false,
    blocks: blocksOfItems(scene.items),
    children: [],
  }))
  if (children.length === 0) return { ...base, title, blocks: blocksOfItems(lead), children }
  const opening: readonly TreeItem[] =
    lead.length === 0 ? [] : [{ title: '', isFolder: false, blocks: blocksOfItems(lead), children: [] }]
  return { ...base, title, blocks: [], children: [...opening, ...children] }
}
