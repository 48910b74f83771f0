// How wide figures stand and how pull quotes look, the same in every page that knows style sheets.

export const FIGURE_RULES = `figure.half img, figure.half video, figure.half audio { max-width: 50%; }
figure.small img, figure.small video, figure.small audio { max-width: 33%; }
figure.half video { width: 50%; }
figure.small video { width: 33%; }
.said { font-size: 0.85em; text-align: start; }
.said p { text-indent: 0; }
.pull-quote { margin: 1.6em 2em; padding: 0.6em 0; border-top: 1px solid; border-bottom: 1px solid; font-size: 1.2em; font-style: italic; text-align: center; }
.pull-quote p { text-indent: 0; }
/* Chinese has no italics: slanted characters are a makeshift. */
.pull-quote:lang(zh), figcaption:lang(zh), p.caption:lang(zh), .front.epigraph:lang(zh) { font-style: normal; }`
