// Reads translations back: the localisation table (CSV) or XLIFF 1.2 and 2.0, whatever tool they have been through.
import { readXml, type XmlElement } from '../read-xml.ts'
import { notThis } from './dialogue-importer.ts'
import { readCsv } from './read-csv.ts'

export interface ReadTranslation {
  readonly id: string
  readonly text: string
  /** What the translator had before them; null where the file does not say. */
  readonly source: string | null
}

export interface ReadTranslations {
  /** '' where the file does not say. */
  readonly language: string
  readonly lines: readonly ReadTranslation[]
}

function* below(element: XmlElement, name: string): Generator<XmlElement> {
  if (element.name === name) yield element
  for (const child of element.children) yield* below(child, name)
}

const childText = (element: XmlElement, name: string): string | null => {
  const parts = [...below(element, name)].map(({ text }) => text)
  return parts.length === 0 ? null : parts.join('')
}

const fromXliff = (text: string): ReadTranslations => {
  const root = readXml(text)
  if (root?.name !== 'xliff') throw notThis('XLIFF', 'it is not well-formed')
  const units = [...below(root, 'unit'), ...below(root, 'trans-unit')]
  const file = [...below(root, 'file')][0]
  const language = root.attributes['trgLang'] ?? file?.attributes['target-language'] ?? ''
  return {
    language,
    lines: units.map((unit) => ({
      id: unit.attributes['id'] ?? '',
      text: childText(unit, 'target') ?? '',
      source: childText(unit, 'source'),
    })),
  }
}

const fromCsv = (text: string): ReadTranslations => {
  const [heading = [], ...rows] = readCsv(text)
  const column = (name: string): number => heading.findIndex((title) => title.trim().toLowerCase() === name)
  const [id, target, source, language] = [
    column('id'),
    column('target'),
    column('source'),
    column('language'),
  ]
  if (id === -1 || target === -1) throw notThis('a localisation table', 'it has no columns id and target')
  return {
    language: language === -1 ? '' : (rows[0]?.[language] ?? ''),
    lines: rows.map((row) => ({
      id: row[id] ?? '',
      text: row[target] ?? '',
      source: source === -1 ? null : (row[source] ?? ''),
    })),
  }
}

/** UNSUPPORTED_FORMAT when it is neither. */
export const readTranslations = (text: string): ReadTranslations =>
  /^\uFEFF?\s*<(?:\?xml|xliff)/u.test(text) ? fromXliff(text) : fromCsv(text)
