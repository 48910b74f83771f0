// How an HTML book looks on screen and on paper: set as a book, in modern type, or as a manuscript for an editor's desk.
import type { Language } from '../../domain/project.ts'
import type { Theme } from '../book-options.ts'
import { FIGURE_RULES } from '../figure-css.ts'

// Named in English books too: what the system would take for their Chinese words has Japanese shapes in many places.
const SERIF_ZH = '"Source Han Serif SC", "Noto Serif CJK SC", "Songti SC", SimSun'
const SANS_ZH = '"Source Han Sans SC", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei"'
const SERIF: Readonly<Record<Language, string>> = {
  en: `Iowan Old Style, Palatino Linotype, Palatino, "Noto Serif", Georgia, serif, ${SERIF_ZH}`,
  zh: `${SERIF_ZH}, serif`,
}
const SANS: Readonly<Record<Language, string>> = {
  en: `"Avenir Next", "Segoe UI", "Noto Sans", "Helvetica Neue", Arial, sans-serif, ${SANS_ZH}`,
  zh: `${SANS_ZH}, sans-serif`,
}
const INDENT: Readonly<Record<Language, string>> = { en: '1.4em', zh: '2em' }

const shared = (language: Language): string => `html { color: #1c1a17; background: #fff; }
body { margin: 0 auto; padding: 0 1.5rem; }
img { max-width: 100%; max-height: 80vh; }
video { width: 100%; max-height: 80vh; }
audio { width: 100%; max-width: 28rem; }
${FIGURE_RULES}
figure { margin: 1.5em 0; text-align: center; break-inside: avoid; }
figcaption, p.caption { font-size: .85em; font-style: italic; text-align: center; text-indent: 0; }
table { margin: 1.4em auto; border-collapse: collapse; break-inside: avoid; }
td, th { border: 1px solid #bbb; padding: .3em .7em; text-align: start; vertical-align: top; }
td p, th p { text-indent: 0; }
hr.break { border: 0; margin: 1.6em auto; text-align: center; height: 1em; break-after: avoid; }
a { color: inherit; }
.noteref { font-size: .72em; vertical-align: super; line-height: 0; text-decoration: none; }
.notes { margin-top: 2.5em; padding-top: .8em; border-top: 1px solid #bbb; font-size: .85em; }
.contents ul { list-style: none; padding: 0; }
.contents .chapter { padding-left: 1.4em; }
h1, h2, h3, h4, h5 { break-after: avoid; }
p { orphans: 2; widows: 2; margin: 0; text-indent: ${INDENT[language]}; }
h1 + p, h2 + p, h3 + p, hr + p, section > p:first-child, li p:first-child, blockquote p:first-child, .notes p, .front p { text-indent: 0; }
.front { padding: 20vh 0; text-align: center; }
.front.copyright { font-size: .85em; text-align: start; }
.front.epigraph { font-style: italic; }
.front .source { margin-top: .8em; font-style: normal; font-size: .9em; }
.front .subtitle { margin-top: .6em; font-size: 1.2em; }
.front .publisher { margin-top: 6em; font-size: .9em; }
@page { size: A5; margin: 18mm 16mm 20mm; @bottom-center { content: counter(page); font-size: 9pt; } }
@media print {
.front, .contents, section.part, section.chapter { break-after: page; }
html { background: none; }
a { text-decoration: none; }
audio, video { display: none; }
}`

const LOOKS: Readonly<Record<Theme, (language: Language) => string>> = {
  classic: (
    language,
  ) => `body { max-width: 34rem; font: 1.06rem/1.62 ${SERIF[language]}; hyphens: auto; text-align: justify; }
h1, h2, h3, h4 { font-weight: 500; text-align: center; line-height: 1.25; margin: 3.2em 0 1.4em; hyphens: none; }
.part h1 { margin-top: 26vh; font-size: 2em; }
.book-title { font-size: 2.5em; line-height: 1.15; }
.author { margin-top: 1.4em; letter-spacing: .06em; }`,
  modern: (language) => `body { max-width: 38rem; font: 1rem/1.65 ${SANS[language]}; }
p { margin: 0 0 .8em; text-indent: 0; }
h1, h2, h3, h4 { font-weight: 650; line-height: 1.2; margin: 2.6em 0 1em; letter-spacing: -.01em; }
h1 { font-size: 1.9em; padding-top: .5em; border-top: 3px solid currentcolor; }
hr.break { margin: 1.2em auto; }
.part h1 { margin-top: 30vh; font-size: 2.4em; }
.front { text-align: start; }
.book-title { font-size: 2.6em; font-weight: 700; line-height: 1.1; letter-spacing: -.02em; }
.author { margin-top: .8em; font-size: 1.1em; }`,
  manuscript: (language) => `@page { size: A4; margin: 25mm; }
body { max-width: 40rem; font: 12pt/2 ${language === 'zh' ? SERIF.zh : '"Times New Roman", Times, "Liberation Serif", serif'}; }
h1, h2, h3, h4 { font: inherit; text-align: center; margin: 5em 0 2em; }
em { font-style: normal; text-decoration: underline; }`,
}

const cssText = (text: string): string => JSON.stringify(text)

/** @param separator what stands at a break; '' leaves the space alone. */
export const themeCss = (theme: Theme, language: Language, separator: string): string =>
  [
    shared(language),
    `hr.break::before { content: ${cssText('* * *')}; }`,
    `hr.break.scene::before { content: ${cssText(separator)}; }`,
    LOOKS[theme](language),
  ].join('\n')
