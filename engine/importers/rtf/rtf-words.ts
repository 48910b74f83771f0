// Control words of RTF in groups, for the reader.
/** Destinations that are no part of the text. */
export const SKIPPED = new Set(
  'colortbl listtable listoverridetable rsidtbl generator header headerl headerr headerf footer footerl footerr footerf nonshppict themedata colorschememapping latentstyles datastore xmlnstbl atnid bkmkstart bkmkend fldtype pgdsctbl revtbl filetbl template operator company category comment keywords subject doccomm hlinkbase userprops mmathPr wgrffmtfilter objdata private pnseclvl'.split(
    ' ',
  ),
)
/** Words that stand for a character. */
export const SIGNS: Readonly<Record<string, string>> = {
  tab: '\t',
  emdash: '—',
  endash: '–',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  bullet: '•',
  emspace: '\u2003',
  enspace: '\u2002',
  ellipsis: '…',
  zwj: '\u200D',
  zwnj: '\u200C',
}
/** A note's or a comment's paragraphs and tables are not the page's. */
export const OF_THE_PAGE = new Set('trowd cell row pard s outlinelevel ilvl'.split(' '))
