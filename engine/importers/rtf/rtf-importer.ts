// Reads RTF: the one format that every word processor of forty years writes.
import { EngineError } from '../../domain/errors.ts'
import { createTurnTaker } from '../../domain/turn-taking.ts'
import { gatherThreads } from '../gather-threads.ts'
import { bookOfHtml } from '../hypertext/read-html.ts'
import { PictureBox } from '../hypertext/picture-box.ts'
import { RemarkList, type Importer } from '../imported-book.ts'
import { RtfReader, type RtfText } from './read-rtf.ts'

/** FILE_UNREADABLE when it is no RTF. */
export const readRtf = (bytes: Uint8Array, name: string): RtfText => {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  try {
    if (/^\s*\{\\rtf/u.test(source)) return new RtfReader().read(source)
  } catch (cause) {
    throw new EngineError(
      'FILE_UNREADABLE',
      'This RTF file is damaged. Nothing was imported.',
      { name },
      { cause },
    )
  }
  throw new EngineError('FILE_UNREADABLE', 'This is not an RTF file. Nothing was imported.', { name })
}

export const rtfImporter: Importer = {
  id: 'rtf',
  version: '1',
  title: 'RTF',
  extensions: ['rtf'],
  read: async (file, { signal, progress }) => {
    signal.throwIfAborted()
    await createTurnTaker(signal)()
    progress('read', 0, 1)
    const { html, title, author, pictures, lostPictures, said } = readRtf(file.bytes, file.name)
    const remarks = new RemarkList()
    remarks.add('images', '', lostPictures)
    const box = new PictureBox((source) => pictures.get(source))
    return bookOfHtml(html, { name: file.name, title, author }, box, remarks, gatherThreads(said))
  },
}
