// Reads OpenDocument texts, as LibreOffice and others write them.
import { strFromU8 } from 'fflate'
import { EngineError } from '../../domain/errors.ts'
import { createTurnTaker } from '../../domain/turn-taking.ts'
import { gatherThreads } from '../gather-threads.ts'
import { bookOfHtml } from '../hypertext/read-html.ts'
import { PictureBox } from '../hypertext/picture-box.ts'
import { RemarkList, type Importer } from '../imported-book.ts'
import { findXml, readXml, type XmlElement } from '../read-xml.ts'
import { unpackZip } from '../unpack-zip.ts'
import { OdtHtml } from './odt-html.ts'
import { OdtStyles } from './odt-styles.ts'

const unreadable = (name: string): EngineError =>
  new EngineError(
    'FILE_UNREADABLE',
    'This OpenDocument file is damaged or locked with a password. Nothing was imported.',
    { name },
  )

export const odtImporter: Importer = {
  id: 'odt',
  version: '1',
  title: 'OpenDocument (ODT)',
  extensions: ['odt'],
  read: async (file, { signal, progress }) => {
    signal.throwIfAborted()
    await createTurnTaker(signal)()
    progress('read', 0, 2)
    const files = unpackZip(file.bytes, file.name)
    const xml = (path: string): XmlElement | undefined => {
      const bytes = files.get(path)
      return bytes && readXml(strFromU8(bytes))
    }
    const content = xml('content.xml')
    const body = findXml(findXml(content, 'body'), 'text')
    if (!content || !body) throw unreadable(file.name)
    progress('read', 1, 2)
    const styles = xml('styles.xml')
    const remarks = new RemarkList()
    const reader = new OdtHtml(new OdtStyles([...(styles ? [styles] : []), content]), body)
    const page = reader.page()
    const pictures = new PictureBox((path) => {
      const bytes = files.get(path.replace(/^\.\//u, ''))
      return bytes && { name: path.replace(/^.*\//u, ''), bytes }
    })
    const meta = xml('meta.xml')
    const fact = (name: string): string => findXml(meta, name)?.text.trim() ?? ''
    const facts = {
      name: file.name,
      title: fact('title'),
      author: fact('creator') || fact('initial-creator'),
    }
    return bookOfHtml(page, facts, pictures, remarks, gatherThreads(reader.comments.said))
  },
}
