// What a book uses that a format may not be able to hold, counted, so that the writer hears of losses beforehand.
import { sizeOf, type Block, type Inline } from '../domain/document.ts'
import type { BookSnapshot, SnapshotNode } from './book-snapshot.ts'
import { isCore } from './clip-files.ts'

export const FEATURES = [
  'bold',
  'italic',
  'underline',
  'strike',
  'code',
  'link',
  'footnote',
  'heading',
  'list',
  'quote',
  'table',
  'tableSpan',
  'pullQuote',
  'image',
  'unreadable',
  'clip',
  'clipForm',
  'figureSize',
  'note',
  'comment',
  'sceneTitle',
] as const

export type Feature = (typeof FEATURES)[number]

export interface FeatureCount {
  readonly feature: Feature
  readonly count: number
}

/** In the order of `FEATURES`; what the book does not use is missing. */
export const countFeatures = (snapshot: BookSnapshot): readonly FeatureCount[] => {
  const counts = new Map<Feature, number>()
  const threads = new Set(snapshot.comments.keys())
  const add = (feature: Feature): void => void counts.set(feature, (counts.get(feature) ?? 0) + 1)
  const inlines = (content: readonly Inline[] = []): void => {
    for (const inline of content) {
      if (inline.type === 'footnote') add('footnote')
      if (inline.type !== 'text') continue
      for (const { type } of inline.marks ?? []) add(type)
      for (const id of inline.comments ?? []) if (threads.delete(id)) add('comment')
    }
  }
  const block = (one: Block): void => {
    switch (one.type) {
      case 'paragraph':
        inlines(one.content)
        break
      case 'heading':
        add('heading')
        inlines(one.content)
        break
      case 'bulletList':
      case 'orderedList':
        add('list')
        for (const item of one.content) item.content.forEach(block)
        break
      case 'blockquote':
        add(one.attrs.pull === true ? 'pullQuote' : 'quote')
        one.content.forEach(block)
        break
      case 'table':
        add('table')
        if (one.content.some((row) => row.content.some(({ span }) => span !== undefined))) add('tableSpan')
        for (const row of one.content) for (const cell of row.content) cell.content.forEach(block)
        break
      case 'image': {
        const clip = snapshot.clips?.get(one.attrs.mediaId)
        add(clip ? 'clip' : 'image')
        if (clip && clip.isDecodable !== true && !isCore(clip)) add('clipForm')
        if (snapshot.images.get(one.attrs.mediaId)?.isDamaged === true) add('unreadable')
        if (sizeOf(one) !== 'full') add('figureSize')
        break
      }
      case 'note':
        add('note')
        break
      case 'sceneBreak':
        break
    }
  }
  const visit = (node: SnapshotNode): void => {
    if (node.kind === 'scene' && node.title !== '') add('sceneTitle')
    node.document?.content.forEach(block)
    node.children.forEach(visit)
  }
  snapshot.nodes.forEach(visit)
  return FEATURES.flatMap((feature) => {
    const count = counts.get(feature)
    return count === undefined ? [] : [{ feature, count }]
  })
}
