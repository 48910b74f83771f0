// How an EPUB looks where the reader has not decided otherwise: few rules, no sizes of the page, no fonts of its own.
import type { Language } from '../../domain/project.ts'
import type { Theme } from '../book-options.ts'
import { FIGURE_RULES } from '../figure-css.ts'

const INDENT: Readonly<Record<Language, string>> = { en: '1.3em', zh: '2em' }

const LOOKS: Readonly<Record<Theme, string>> = {
  classic: `h1, h2, h3, h4, h5 { text-align: center; font-weight: normal; }`,
  modern: `body { font-family: sans-serif; }
p { margin: 0 0 0.7em; text-indent: 0; }
h1, h2, h3, h4, h5 { text-align: left; font-weight: bold; }
h1 { border-top: 2px solid; padding-top: 0.5em; }
.front { text-align: left; }`,
  manuscript: `body { line-height: 2; }
h1, h2, h3, h4, h5 { font-size: 1em; text-align: center; font-weight: normal; }
em { font-style: normal; text-decoration: underline; }`,
}

const cssText = (text: string): string => `"${text.replace(/["\\]/gu, '\\$&')}"`

/** What is read aloud right now. */
export const ACTIVE_CLASS = 'read-aloud'

/** @param separator what stands between scenes; '' leaves the space alone. */
export const stylesheet = (theme: Theme, language: Language, separator: string): string =>
  `body { margin: 0 5%; line-height: 1.5; }
h1, h2, h3, h4, h5 { line-height: 1.25; margin: 2em 0 1em; page-break-after: avoid; }
.part h1 { margin-top: 30%; }
p { margin: 0; text-indent: ${INDENT[language]}; }
h1 + p, h2 + p, h3 + p, hr + p, blockquote p:first-child, li p:first-child, .notes p, .front p { text-indent: 0; }
blockquote { margin: 1em 2em; }
table { margin: 1em auto; border-collapse: collapse; }
td, th { border: 1px solid; padding: 0.2em 0.6em; text-align: left; vertical-align: top; }
td p, th p { text-indent: 0; }
hr.break { border: 0; margin: 1.5em auto; text-align: center; height: 1em; }
hr.break::before { content: "* * *"; }
hr.break.scene::before { content: ${cssText(separator)}; }
figure { margin: 1.5em 0; text-align: center; page-break-inside: avoid; }
img { max-width: 100%; max-height: 90vh; }
video { width: 100%; }
audio { width: 100%; max-width: 30em; }
${FIGURE_RULES}
.${ACTIVE_CLASS} { background: rgba(180, 140, 40, 0.25); }
figcaption, p.caption { font-size: 0.85em; font-style: italic; text-align: center; text-indent: 0; }
.noteref { font-size: 0.75em; vertical-align: super; line-height: 0; text-decoration: none; }
.notes { margin-top: 2em; border-top: 1px solid; font-size: 0.85em; }
.cover { margin: 0; text-align: center; }
.front { margin-top: 25%; text-align: center; }
.front.copyright { text-align: left; font-size: 0.85em; }
.front.epigraph { font-style: italic; }
.front .source { margin-top: 0.8em; font-style: normal; }
.book-title { font-size: 2em; line-height: 1.2; }
.subtitle { margin-top: 0.6em; font-size: 1.2em; }
.author { margin-top: 1.4em; }
.publisher { margin-top: 5em; font-size: 0.9em; }
${LOOKS[theme]}
`
