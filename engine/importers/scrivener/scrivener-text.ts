// The text of one Scrivener document: RTF with Scrivener's own marks in it, its comments, its synopsis and its notes.
import { strFromU8 } from 'fflate'
import { parseFragment } from 'parse5'
import type { Block } from '../../domain/document.ts'
import { newId } from '../../domain/ids.ts'
import { decodeText } from '../../text/encoding.ts'
import { blockText } from '../../text/plain-text.ts'
import { textOf } from '../hypertext/dom.ts'
import { PictureBox } from '../hypertext/picture-box.ts'
import { readHtml } from '../hypertext/read-html.ts'
import { anchorHtml, gatherThreads, type SaidOfText } from '../gather-threads.ts'
import type { BookFolder, ImportedPicture, ImportedThread, RemarkList } from '../imported-book.ts'
import { blocksOfItems } from '../project-tree.ts'
import { readXml, xmlElements } from '../read-xml.ts'
import { readRtf } from '../rtf/rtf-importer.ts'
import { escapeHtml } from '../escape-html.ts'

interface Comment {
  readonly text: string
  readonly isFootnote: boolean
}

interface Read {
  readonly blocks: readonly Block[]
  readonly threads: readonly ImportedThread[]
}

const textOfHtml = (html: string): string => parseFragment(html).childNodes.map(textOf).join('')

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
  readonly #threads: ImportedThread[] = []

  constructor(folder: BookFolder, remarks: RemarkList) {
    this.#folder = folder
    this.#remarks = remarks
  }

  get pictures(): readonly ImportedPicture[] {
    return this.#pictures
  }

  get threads(): readonly ImportedThread[] {
    return this.#threads
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
      const plain = isRtf ? this.#words(text) : text
      found.set(attributes['ID'] ?? '', { text: plain.trim(), isFootnote: attributes['Footnote'] === 'Yes' })
    }
    return found
  }

  #words(rtf: string): string {
    const { html } = readRtf(Buffer.from(rtf, 'latin1'), 'comment')
    const { items } = readHtml(html, new PictureBox(() => undefined), this.#remarks)
    return blocksOfItems(items).map(blockText).join('\n')
  }

  /**
   * Linked comments stand at their words, inline annotations at the word before them, footnotes of both kinds where they
   * were; marks of Scrivener's own styles are taken out.
   */
  #tidy(html: string, comments: ReadonlyMap<string, Comment>): { html: string; said: SaidOfText[] } {
    const notes: string[] = []
    const said = new Map<string, SaidOfText>()
    const say = (id: string, text: string): void =>
      void said.set(id, { id, author: '', at: 0, text, resolved: false })
    const linked = html.replace(
      /<a href="scrivcmt:\/\/([^"]*)">(.*?)<\/a>/gu,
      (_, id: string, words: string) => {
        const comment = comments.get(id)
        if (!comment) return words
        if (!comment.isFootnote) {
          say(id, comment.text)
          return `${anchorHtml('start', id)}${words}${anchorHtml('end', id)}`
        }
        notes.push(`<aside role="doc-footnote" id="s${notes.length + 1}">${escapeHtml(comment.text)}</aside>`)
        return `${words}<a role="doc-noteref" href="#s${notes.length}">${notes.length}</a>`
      },
    )
    const tidied = linked
      .replace(/&lt;!?\$Scr_[A-Za-z]+::\d{1,6}&gt;/gu, '')
      .replace(/\{\\Scrv_annot\b.{0,200}?\\text=(.{0,5000}?)\\end_Scrv_annot\}/gu, (_, words: string) => {
        const id = `inline ${said.size}`
        say(id, textOfHtml(words.replace(/<\/p>/gu, '<br>')))
        return anchorHtml('point', id)
      })
      .replace(/\{\\Scrv_fn\b.{0,200}?\\text=(.{0,5000}?)\\end_Scrv_fn\}/gu, (_, words: string) => {
        notes.push(`<aside role="doc-footnote" id="s${notes.length + 1}">${words}</aside>`)
        return `<a role="doc-noteref" href="#s${notes.length}">${notes.length}</a>`
      })
    return { html: tidied + notes.join(''), said: [...said.values()] }
  }

  #rtfBlocks(bytes: Uint8Array, id: string, comments: ReadonlyMap<string, Comment>): Read {
    const { html, pictures, lostPictures, said } = readRtf(bytes, id)
    this.#remarks.add('images', '', lostPictures)
    // Addresses are counted anew in every text; keys must not be.
    const box = new PictureBox((source) => pictures.get(source))
    const tidied = this.#tidy(html, comments)
    const gathered = gatherThreads([...said, ...tidied.said])
    const { items, threads } = readHtml(tidied.html, box, this.#remarks, gathered)
    const kept = new Map(box.list().map((picture) => [picture.key, `${id}-${picture.key}`]))
    for (const picture of box.list())
      this.#pictures.push({ ...picture, key: kept.get(picture.key) ?? picture.key })
    const blocks = blocksOfItems(items).map((block) =>
      block.type === 'image'
        ? { ...block, attrs: { ...block.attrs, mediaId: kept.get(block.attrs.mediaId) ?? '' } }
        : block,
    )
    return { blocks, threads }
  }

  /** Notes that the writer made about the text stand below it as notes to self. */
  blocks(id: string): Block[] {
    if (id === '') return []
    const where = places(id)
    const rtf = this.#find(where.text)
    const plain = rtf ? undefined : this.#find(where.plain)
    const read = rtf && this.#rtfBlocks(rtf, id, this.#comments(id))
    this.#threads.push(...(read?.threads ?? []))
    const text = read
      ? read.blocks
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
    const noted = notes ? this.#rtfBlocks(notes, `${id}-notes`, new Map()) : { blocks: [], threads: [] }
    // A note to self is words alone.
    for (const { messages } of noted.threads) this.#remarks.add('comments', messages[0]?.text)
    return [
      ...text,
      ...noted.blocks.flatMap((block): Block[] => {
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
