// Which paragraphs a recording reads aloud, and when: what is said in it laid beside the text, word by word. Writes the media
// overlay (SMIL 3.0 as EPUB 3.3 has it) by which readers play the voice and show the place. Transcripts are others' business.
import { diffArrays } from 'diff'
import type { SpokenLine } from '../../domain/media-finding.ts'
import { inlineText } from '../../text/plain-text.ts'
import { wordSpans } from '../../text/words.ts'
import type { SnapshotClip } from '../book-snapshot.ts'
import type { BookPage } from '../spread-pages.ts'

export interface SpokenParagraph {
  readonly blockId: string
  readonly mediaId: string
  readonly fromMs: number
  readonly toMs: number
}

/** A paragraph is read aloud when so much of it is heard, in order. */
const LEAST_HEARD = 0.6
/** Fewer words in common are chance. */
const LEAST_WORDS = 4

interface TimedWord {
  readonly word: string
  readonly fromMs: number
  readonly toMs: number
}

const wordsOf = (text: string): readonly string[] =>
  wordSpans(text).map(({ from, to }) => text.slice(from, to).toLowerCase())

/** A line says when it begins and ends; its words share the time by their length. */
const timed = ({ fromMs, toMs, text }: SpokenLine): readonly TimedWord[] => {
  const words = wordsOf(text)
  const whole = words.reduce((sum, { length }) => sum + length, 0)
  let at = 0
  return words.map((word) => {
    const from = fromMs + ((toMs - fromMs) * at) / whole
    at += word.length
    return { word, fromMs: from, toMs: fromMs + ((toMs - fromMs) * at) / whole }
  })
}

/** In the order of the text; a paragraph is read by one recording at most. */
export const readAloud = (page: BookPage, clips: readonly SnapshotClip[]): readonly SpokenParagraph[] => {
  const paragraphs = page.scenes.flatMap(({ document }) =>
    document.content.flatMap((block) =>
      block.type === 'paragraph' ? [{ id: block.attrs.id, words: wordsOf(inlineText(block.content)) }] : [],
    ),
  )
  const owner = paragraphs.flatMap(({ words }, at) => words.map(() => at))
  const all = paragraphs.flatMap(({ words }) => words)
  const found = new Map<number, SpokenParagraph>()
  for (const { mediaId, lines } of clips) {
    const spoken = lines.flatMap(timed)
    const heard = new Map<number, TimedWord[]>()
    let [inText, inSpeech] = [0, 0]
    for (const { value, added, removed } of diffArrays(
      all,
      spoken.map(({ word }) => word),
    )) {
      if (!added && !removed)
        value.forEach((_, step) => {
          const at = owner[inText + step]
          heard.set(at, [...(heard.get(at) ?? []), spoken[inSpeech + step]])
        })
      if (!added) inText += value.length
      if (!removed) inSpeech += value.length
    }
    for (const [at, words] of heard) {
      const { id, words: own } = paragraphs[at]
      if (found.has(at) || words.length < Math.min(LEAST_WORDS, own.length)) continue
      if (words.length < LEAST_HEARD * own.length) continue
      found.set(at, {
        blockId: id,
        mediaId,
        fromMs: Math.round(words[0].fromMs),
        toMs: Math.round(words[words.length - 1].toMs),
      })
    }
  }
  return [...found].toSorted(([a], [b]) => a - b).map(([, paragraph]) => paragraph)
}

/** As SMIL and package documents say it. */
export const clockValue = (ms: number): string => `${(ms / 1000).toFixed(3)}s`

/** @param text address of the content document, @param audio of a recording; both from the overlay's place. */
export const overlay = (
  paragraphs: readonly SpokenParagraph[],
  text: string,
  { anchor, audio }: { readonly anchor: (blockId: string) => string; readonly audio: (id: string) => string },
): string => `<?xml version="1.0" encoding="UTF-8"?>
<smil xmlns="http://www.w3.org/ns/SMIL" xmlns:epub="http://www.idpf.org/2007/ops" version="3.0">
<body>
${paragraphs
  .map(
    ({ blockId, mediaId, fromMs, toMs }) =>
      `<par id="p-${anchor(blockId)}"><text src="${text}#${anchor(blockId)}"/><audio src="${audio(mediaId)}" clipBegin="${clockValue(fromMs)}" clipEnd="${clockValue(toMs)}"/></par>`,
  )
  .join('\n')}
</body>
</smil>
`
