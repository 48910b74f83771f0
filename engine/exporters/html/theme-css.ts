// How an HTML book looks on screen and on paper: a set book, a manuscript for an editor's desk, or plain type.
import type { Language } from '../../domain/project.ts'

export const THEMES = [
  { value: 'book', title: 'Book' },
  { value: 'manuscript', title: 'Manuscript' },
  { value: 'plain', title: 'Plain' },
] as const

export type Theme = (typeof THEMES)[number]['value']

export const isTheme = (value: unknown): value is Theme => THEMES.some((theme) => theme.value === value)

const SERIF: Readonly<Record<Language, string>> = {
  en: 'Iowan Old Style, Palatino Linotype, Palatino, "Noto Serif", Georgia, serif',
  zh: '"Source Han Serif SC", "Noto Serif CJK SC", "Songti SC", SimSun, serif',
}
const INDENT: Readonly<Record<Language, string>> = { en: '1.4em', zh: '2em' }

const shared = (language: Language): string => `html { color: #1c1a17; background: #fff; }
body { margin: 0 auto; padding: 0 1.5rem; }
img { max-width: 100%; max-height: 80vh; }
figure { margin: 1.5em 0; text-align: center; break-inside: avoid; }
figcaption, p.caption { font-size: .85em; font-style: italic; text-align: center; text-indent: 0; }
hr.break { border: 0; margin: 1.6em auto; text-align: center; height: 1em; }
hr.break::before { content: "* * *"; }
a { color: inherit; }
.noteref { font-size: .72em; vertical-align: super; line-height: 0; text-decoration: none; }
.notes { margin-top: 2.5em; padding-top: .8em; border-top: 1px solid #bbb; font-size: .85em; }
.contents ul { list-style: none; padding: 0; }
.contents .chapter { padding-left: 1.4em; }
h1, h2, h3, h4, h5 { break-after: avoid; }
p { orphans: 2; widows: 2; margin: 0; text-indent: ${INDENT[language]}; }
h1 + p, h2 + p, h3 + p, hr + p, section > p:first-child, li p:first-child, blockquote p:first-child, .notes p, .title-page p { text-indent: 0; }
@page { size: A5; margin: 18mm 16mm 20mm; @bottom-center { content: counter(page); font-size: 9pt; } }
@media print { .title-page, .contents, section.part, section.chapter { break-after: page; } html { background: none; } }`

const LOOKS: Readonly<Record<Theme, (language: Language) => string>> = {
  book: (
    language,
  ) => `body { max-width: 34rem; font: 1.06rem/1.62 ${SERIF[language]}; hyphens: auto; text-align: justify; }
h1, h2, h3, h4 { font-weight: 500; text-align: center; line-height: 1.25; margin: 3.2em 0 1.4em; hyphens: none; }
.part h1 { margin-top: 26vh; font-size: 2em; }
.title-page { text-align: center; padding: 24vh 0 18vh; }
.book-title { font-size: 2.5em; line-height: 1.15; }
.author { margin-top: 1.4em; letter-spacing: .06em; }`,
  manuscript: (language) => `@page { size: A4; margin: 25mm; }
body { max-width: 40rem; font: 12pt/2 ${language === 'zh' ? SERIF.zh : '"Times New Roman", Times, "Liberation Serif", serif'}; }
h1, h2, h3, h4 { font: inherit; text-align: center; margin: 5em 0 2em; }
hr.break::before { content: "#"; }
.title-page { padding: 34vh 0 20vh; text-align: center; }
em { font-style: normal; text-decoration: underline; }`,
  plain:
    () => `body { max-width: 44rem; font: 1rem/1.6 system-ui, "Noto Sans", "Noto Sans CJK SC", sans-serif; }
p { text-indent: 0; margin: 0 0 .9em; }
h1 { margin: 2.4em 0 .8em; }
.title-page { padding: 3em 0 1em; }
.book-title { font-size: 2em; font-weight: 600; }`,
}

export const themeCss = (theme: Theme, language: Language): string =>
  `${shared(language)}\n${LOOKS[theme](language)}`
