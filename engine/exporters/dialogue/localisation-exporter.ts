// For translators: every text with its id, who says it and how, and the translation so far, as CSV or as XLIFF 2.0.
// XLIFF: OASIS "XLIFF Version 2.0" (core); both come back through engine/importers/dialogue.
import type { SpokenLine } from '../../domain/dialogue/reading-order.ts'
import { spokenLines } from '../../domain/dialogue/reading-order.ts'
import { BYTE_ORDER_MARK, csv } from './csv.ts'
import {
  oneFile,
  type DialogueExporter,
  type DialogueOption,
  type DialogueSnapshot,
} from './dialogue-exporter.ts'

const LANGUAGE: DialogueOption = {
  key: 'language',
  type: 'text',
  title: 'Language to translate into',
  default: '',
}

/** A language tag, or '' for none: what is no tag must not get into a file that machines read. */
const languageOf = (options: Readonly<Record<string, string | boolean>>): string => {
  const text = String(options['language'] ?? '').trim()
  return /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/u.test(text) ? text : ''
}

interface Row {
  readonly line: SpokenLine
  readonly target: string
  readonly isStale: boolean
}

const rowsOf = ({ dialogue, translations }: DialogueSnapshot, language: string): readonly Row[] => {
  const known = language === '' ? new Map<string, never>() : translations(language)
  return spokenLines(dialogue).map((line) => {
    const found = known.get(line.id)
    return {
      line,
      target: found?.text ?? '',
      isStale: found !== undefined && found.source !== line.text,
    }
  })
}

const notesOf = ({ speaker, direction, emotion, tags }: SpokenLine): [category: string, text: string][] => {
  const notes: [string, string][] = [
    ['speaker', speaker?.name ?? ''],
    ['direction', direction],
    ['emotion', emotion?.label ?? ''],
    ['tags', tags.join(' ')],
  ]
  return notes.filter(([, text]) => text !== '')
}

export const localisationCsvExporter: DialogueExporter = {
  id: 'localisation-csv',
  version: '1',
  title: 'Localisation table (CSV)',
  extension: 'localisation.csv',
  mime: 'text/csv',
  options: [LANGUAGE],
  run: (snapshot, options) => {
    const language = languageOf(options)
    const rows = rowsOf(snapshot, language).map(({ line, target, isStale }) => [
      line.id,
      line.speaker?.name ?? '',
      line.text,
      target,
      language,
      line.emotion?.label ?? '',
      line.direction,
      isStale ? 'source changed' : '',
    ])
    const headings = ['id', 'speaker', 'source', 'target', 'language', 'emotion', 'direction', 'state']
    return Promise.resolve(oneFile(BYTE_ORDER_MARK + csv([headings, ...rows])))
  },
}

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const unit = ({ line, target, isStale }: Row): string[] => {
  const notes = notesOf(line)
  const state = target === '' || isStale ? 'initial' : 'translated'
  return [
    `    <unit id="${line.id}">`,
    ...(notes.length === 0
      ? []
      : [
          '      <notes>',
          ...notes.map(
            ([category, text]) => `        <note category="${category}">${escapeXml(text)}</note>`,
          ),
          '      </notes>',
        ]),
    `      <segment state="${state}">`,
    `        <source xml:space="preserve">${escapeXml(line.text)}</source>`,
    ...(target === '' ? [] : [`        <target xml:space="preserve">${escapeXml(target)}</target>`]),
    '      </segment>',
    '    </unit>',
  ]
}

export const xliffExporter: DialogueExporter = {
  id: 'xliff',
  version: '1',
  title: 'XLIFF 2.0',
  extension: 'xlf',
  mime: 'application/xliff+xml',
  options: [LANGUAGE],
  run: (snapshot, options) => {
    const language = languageOf(options)
    const rows = rowsOf(snapshot, language)
    const target = language === '' ? '' : ` trgLang="${language}"`
    const lines = [
      '<?xml version="1.0" encoding="UTF-8"?>',
      `<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="${snapshot.language}"${target}>`,
      `  <file id="${snapshot.dialogue.id}">`,
      ...rows.flatMap((row) =>
        // Without a target language there may be no target.
        unit(language === '' ? { ...row, target: '' } : row),
      ),
      '  </file>',
      '</xliff>',
      '',
    ]
    return Promise.resolve(oneFile(lines.join('\n')))
  },
}
