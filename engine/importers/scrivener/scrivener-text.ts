// The text of one Scrivener document: RTF with Scrivener's own marks in it, its synopsis and its notes.
import { strFromU8 } from 'fflate'
import type { Block } from '../../domain/document.ts'
import { newId } from '../../domain/ids.ts'
import { decodeText } from '../../text/encoding.ts'
import { blockText } from '../../text/plain-text.ts'
import { PictureBox } from '../hypertext/picture-box.ts'
import { readHtml } from '../hypertext/read-html.ts'
import type { BookFolder, ImportedPicture, RemarkList } from '../imported-book.ts'
import { blocksOfItems } from '../project-tree.ts'
import { readXml, xmlElements } from '../read-xml.ts'
import { readRtf } from '../rtf/rtf-importer.ts'
import { escapeHtml } from '../escape-html.ts'

interface Comment {
  readonly text: string
  readonly isFootnote: boolean
}

/** Where Scrivener 2 and 3 keep the files of a document. */
const places = (id: string) => ({
  text: [`Files/Data/${id}/content.rtf`, `Files/Docs/${id}.rtf`],
  plain: [`Files/Data/${id}/content.txt`, `Files/Docs/${id}.txt`],
  synopsis: [`Files/Data/${id}/synopsis.txt`, `Files/Docs/${id}_synopsis.txt`],
  notes: [`Files/Data/${id}/notes.rtf`, `Files/Docs/${id}_notes.rtf`],
  comments: [`Files/Data/${id}/content.comments`, `Files/Docs/${id}.comments`],
})

export class ScrivenerTexts {
  readonly #folder: BookFolder
  readonly #remarks: RemarkList
  readonly #pictures: ImportedPicture[] = []

  constructor(folder: BookFolder, remarks: RemarkList) {
    this.#folder = folder
    this.#remarks = remarks
  }

  get pictures(): readonly ImportedPicture[] {
    return this.#pictures
  }

  #find(paths: readonly string[]): Uint8Array | undefined {
    for (const path of paths) {
      const bytes = this.#folder.read(path)
      if (bytes && bytes.length > 0) return bytes
    }
    return undefined
  }

  /** Comments and linked footnotes lie beside the text; the text links to them. */
  #comments(id: string): ReadonlyMap<string, Comment> {
    const bytes = this.#find(places(id).comments)
    const root = bytes && readXml(strFromU8(bytes))
    const found = new Map<string, Comment>()
    for (const { name, attributes, text } of root ? xmlElements(root) : []) {
      if (name !== 'Comment') continue
      const isRtf = /^\s*\{\\rtf/u.test(text)
      const plain = isRtf
        ? readHtml(
            readRtf(Buffer.from(text, 'latin1'), 'comment').html,
            new PictureBox(() => undefined),
            this.#remarks,
          ).text
        : text
      found.set(attributes['ID'] ?? '', { text: plain.trim(), isFootnote: attributes['Footnote'] === 'Yes' })
    }
    return found
  }

  /** Links to comments go, those to footnotes become footnotes; marks of Scrivener's own styles are taken out. */
  #tidy(html: string, comments: ReadonlyMap<string, Comment>): string {
    const notes: string[] = []
    const linked = html.replace(
      /<a href="scrivcmt:\/\/([^"]*)">(.*?)<\/a>/gu,
      (_, id: string, words: string) => {
        const comment = comments.get(id)
        if (comment && !comment.isFootnote) this.#remarks.add('comments', comment.text)
        if (!comment?.isFootnote) return words
        notes.push(`<aside role="doc-footnote" id="s${notes.length + 1}">${escapeHtml(comment.text)}</aside>`)
        return `${words}<a role="doc-noteref" href="#s${notes.length}">${notes.length}</a>`
      },
    )
    return (
      linked
        .replace(/&lt;!?\$Scr_[A-Za-z]+::\d{1,6}&gt;/gu, '')
        .replace(/\{\\Scrv_annot\b.{0,200}?\\text=(.{0,5000}?)\\end_Scrv_annot\}/gu, (_, words: string) => {
          this.#remarks.add('comments', words.replace(/<[^>]*>/gu, ''))
          return ''
        })
        .replace(/\{\\Scrv_fn\b.{0,200}?\\text=(.{0,5000}?)\\end_Scrv_fn\}/gu, (_, words: string) => {
          notes.push(`<aside role="doc-footnote" id="s${notes.length + 1}">${words}</aside>`)
          return `<a role="doc-noteref" href="#s${notes.length}">${notes.length}</a>`
        }) + notes.join('')
    )
  }

  #rtfBlocks(bytes: Uint8Array, id: string, comments: ReadonlyMap<string, Comment>): Block[] {
    const { html, pictures, lostPictures } = readRtf(bytes, id)
    this.#remarks.add('images', '', lostPictures)
    // Addresses are counted anew in every text; keys must not be.
    const box = new PictureBox((source) => pictures.get(source))
    const { items } = readHtml(this.#tidy(html, comments), box, this.#remarks)
    const kept = new Map(box.list().map((picture) => [picture.key, `${id}-${picture.key}`]))
    for (const picture of box.list())
      this.#pictures.push({ ...picture, key: kept.get(picture.key) ?? picture.key })
    return blocksOfItems(items).map((block) =>
      block.type === 'image'
        ? { ...block, attrs: { ...block.attrs, mediaId: kept.get(block.attrs.mediaId) ?? '' } }
        : block,
    )
  }

  /** Notes that the writer made about the text stand below it as notes to self. */
  blocks(id: string): Block[] {
    if (id === '') return []
    const where = places(id)
    const rtf = this.#find(where.text)
    const plain = rtf ? undefined : this.#find(where.plain)
    const text = rtf
      ? this.#rtfBlocks(rtf, id, this.#comments(id))
      : plain
        ? decodeText(plain, id)
            .text.split(/\r?\n+/u)
            .filter((line) => line.trim() !== '')
            .map((line): Block => ({
              type: 'paragraph',
              attrs: { id: newId() },
              content: [{ type: 'text', text: line }],
            }))
        : []
    const notes = this.#find(where.notes)
    const noted = notes ? this.#rtfBlocks(notes, `${id}-notes`, new Map()) : []
    return [
      ...text,
      ...noted.flatMap((block): Block[] => {
        const words = blockText(block).trim()
        return words === ''
          ? []
          : [{ type: 'note', attrs: { id: newId() }, content: [{ type: 'text', text: words }] }]
      }),
    ]
  }

  synopsis(id: string): string {
    const bytes = id === '' ? undefined : this.#find(places(id).synopsis)
    return bytes ? decodeText(bytes, id).text.trim().slice(0, 10_000) : ''
  }
}
