// The scene document at the door: a bounded check of what the editor or an outside program sends.
import * as z from 'zod'
import { FIGURE_SIZES, ORIGINS, type SceneDocument } from '../domain/document.ts'

const MAX_TEXT = 2_000_000
const mark = z.object({
  type: z.enum(['bold', 'italic', 'underline', 'strike', 'code', 'link']),
  attrs: z.object({ href: z.string().max(4096).optional() }).optional(),
})
const inline = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('text'),
    text: z.string().min(1).max(MAX_TEXT),
    marks: z.array(mark).max(16).optional(),
    origin: z.object({ by: z.enum(ORIGINS), of: z.string().max(200) }).optional(),
    comments: z.array(z.string().min(1).max(64)).min(1).max(100).optional(),
  }),
  z.object({ type: z.literal('hardBreak') }),
  z.object({ type: z.literal('footnote'), attrs: z.object({ text: z.string().max(MAX_TEXT) }) }),
])
const blockId = z.string().min(1).max(64)
const attrs = z.object({ id: blockId })
const inlines = z.array(inline).max(100_000).optional()
const paragraph = z.object({ type: z.literal('paragraph'), attrs, content: inlines })

const list = z.object({
  type: z.enum(['bulletList', 'orderedList']),
  attrs,
  get content() {
    return z.array(listItem)
  },
})
const listItem: z.ZodType = z.object({
  type: z.literal('listItem'),
  content: z.array(z.lazy(() => z.union([paragraph, list]))),
})

const table = z.object({
  type: z.literal('table'),
  attrs,
  content: z
    .array(
      z.object({
        type: z.literal('tableRow'),
        content: z
          .array(
            z.object({
              type: z.enum(['tableCell', 'tableHeader']),
              span: z
                .object({
                  colspan: z.number().int().min(2).max(200).optional(),
                  rowspan: z.number().int().min(2).max(10_000).optional(),
                })
                .optional(),
              content: z.array(paragraph).min(1).max(1000),
            }),
          )
          // None where every cell is one of a row above.
          .max(200),
      }),
    )
    .min(1)
    .max(10_000),
})

const block = z.union([
  paragraph,
  z.object({
    type: z.literal('heading'),
    attrs: attrs.extend({ level: z.union([z.literal(1), z.literal(2), z.literal(3)]) }),
    content: inlines,
  }),
  z.object({ type: z.literal('sceneBreak'), attrs }),
  z.object({
    type: z.literal('image'),
    attrs: attrs.extend({
      mediaId: z.string().max(64),
      alt: z.string().max(4096),
      caption: z.string().max(4096),
      /** Of the column's width; left out: all of it. */
      size: z.enum(FIGURE_SIZES).optional(),
    }),
  }),
  z.object({ type: z.literal('note'), attrs, content: inlines }),
  list,
  z.object({
    type: z.literal('blockquote'),
    /** A pull quote repeats words of the text to draw the eye. */
    attrs: attrs.extend({ pull: z.literal(true).optional() }),
    content: z.array(z.union([paragraph, list])),
  }),
  table,
])

export const sceneDocument = z.object({
  type: z.literal('doc'),
  content: z.array(block).min(1).max(100_000),
}) as unknown as z.ZodType<SceneDocument>
