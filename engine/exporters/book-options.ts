// What a writer can choose when a book leaves, once for all formats; each format says which of these it heeds.
import type { ExportOption } from './book-snapshot.ts'

export const THEMES = ['classic', 'modern', 'manuscript'] as const
export type Theme = (typeof THEMES)[number]

/** What stands between two scenes. */
const SEPARATORS = {
  stars: '* * *',
  hash: '#',
  flower: '❦',
  dot: '•',
  line: '———',
  blank: '',
} as const

const THEME_SEPARATOR: Readonly<Record<Theme, keyof typeof SEPARATORS>> = {
  classic: 'stars',
  modern: 'dot',
  manuscript: 'hash',
}

const choice = (
  key: string,
  title: string,
  group: ExportOption['group'],
  choices: readonly (readonly [value: string, title: string])[],
): ExportOption => ({
  key,
  type: 'choice',
  title,
  group,
  default: choices[0][0],
  choices: choices.map(([value, name]) => ({ value, title: name })),
})

const flag = (key: string, title: string, group: ExportOption['group'], usual = false): ExportOption => ({
  key,
  type: 'boolean',
  title,
  group,
  default: usual,
})

const words = (
  key: string,
  title: string,
  group: ExportOption['group'],
  type: 'text' | 'lines' = 'text',
): ExportOption => ({ key, type, title, group, default: '' })

const ALL = {
  theme: choice('theme', 'Look', 'look', [
    ['classic', 'Classic'],
    ['modern', 'Modern'],
    ['manuscript', 'Standard manuscript'],
  ]),
  separator: choice('separator', 'Between scenes', 'look', [
    ['theme', 'As the look has it'],
    ['stars', '* * *'],
    ['hash', '#'],
    ['flower', '❦'],
    ['dot', '•'],
    ['line', '———'],
    ['blank', 'A blank line'],
  ]),
  chapterTitles: choice('chapterTitles', 'Parts and chapters are called', 'titles', [
    ['title', 'By their title'],
    ['numberTitle', 'By number and title'],
    ['number', 'By number'],
  ]),
  numbering: choice('numbering', 'Numbers', 'titles', [
    ['arabic', '1, 2, 3'],
    ['words', 'One, Two, Three'],
    ['roman', 'I, II, III'],
  ]),
  sceneTitles: flag('sceneTitles', 'Scene titles', 'titles'),
  selfNotes: flag('selfNotes', 'Notes to self', 'content'),
  comments: flag('comments', 'Comments', 'content', true),
  photoData: flag('photoData', 'Where, when and with what photos were taken', 'content'),
  transcripts: flag('transcripts', 'What is said in sounds and clips, as text', 'content', true),
  readAloud: flag('readAloud', 'Recordings read the text aloud where they say it', 'content', true),
  hideFaces: flag('hideFaces', 'Make faces in pictures unrecognisable', 'content'),
  beside: flag('beside', 'Notes and research', 'content', true),
  titlePage: flag('titlePage', 'Title page', 'front', true),
  contents: flag('contents', 'Table of contents', 'front', true),
  cover: { key: 'cover', type: 'image', title: 'Cover picture', group: 'front', default: '' },
  subtitle: words('subtitle', 'Subtitle', 'front'),
  dedication: words('dedication', 'Dedication', 'front', 'lines'),
  epigraph: words('epigraph', 'Epigraph', 'front', 'lines'),
  epigraphSource: words('epigraphSource', 'Source of the epigraph', 'front'),
  copyright: words('copyright', 'Copyright page', 'front', 'lines'),
  publisher: words('publisher', 'Publisher', 'facts'),
  isbn: words('isbn', 'ISBN', 'facts'),
  subjects: words('subjects', 'Subjects, with commas', 'facts'),
  description: words('description', 'Description', 'facts', 'lines'),
} satisfies Record<string, ExportOption>

export type OptionKey = keyof typeof ALL
export type OptionValues = Readonly<Record<string, string | boolean>>

export const TITLE_OPTIONS = ['chapterTitles', 'numbering', 'sceneTitles'] as const
export const FRONT_OPTIONS = [
  'titlePage',
  'subtitle',
  'dedication',
  'epigraph',
  'epigraphSource',
  'copyright',
] as const
export const FACT_OPTIONS = ['publisher', 'isbn', 'subjects', 'description'] as const

/** Every key that some format heeds. */
export const OPTION_KEYS = Object.keys(ALL) as readonly OptionKey[]

export const optionOf = (key: OptionKey): ExportOption => ALL[key]

/** @param usual where this format's default is another one. */
export const bookOptions = (
  keys: readonly OptionKey[],
  usual: Partial<Record<OptionKey, string | boolean>> = {},
): readonly ExportOption[] =>
  keys.map((key) => {
    const own = usual[key]
    return own === undefined ? ALL[key] : { ...ALL[key], default: own }
  })

export const textOption = (options: OptionValues, key: OptionKey): string => {
  const value = options[key]
  return typeof value === 'string' ? value.trim() : ''
}

export const themeOf = (options: OptionValues): Theme =>
  THEMES.find((theme) => theme === options['theme']) ?? 'classic'

export const separatorOf = (options: OptionValues, theme: Theme = themeOf(options)): string => {
  const chosen = Object.keys(SEPARATORS).find((key) => key === options['separator'])
  return SEPARATORS[(chosen as keyof typeof SEPARATORS | undefined) ?? THEME_SEPARATOR[theme]]
}
